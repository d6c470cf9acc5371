// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CodeChangesTest {

  private final CodeChanges changes = new CodeChanges();

  @BeforeEach
  void start() throws InterruptedException {
    changes.looks();
    changes.settled(state(0));
    changes.done(changes.next());
  }

  @Test
  void aChangeThatALookMayHaveMissedIsWaitedForUntilTheNextLook() throws Exception {
    changes.touched();
    changes.looks();
    assertTrue(changes.see(state(2)), "a caller's own change, after the look has begun");

    changes.settled(state(1));
    CodeChanges.Pending missed = changes.next();
    changes.looks();
    changes.settled(state(2));
    CodeChanges.Pending found = changes.next();

    assertEquals(state(1), missed.state());
    assertEquals(state(2), found.state());
    assertTrue(found.count() > missed.count(), "what is done with one is not with the other");
  }

  @Test
  void aChangeIsLeftToALookThatHasYetToStart() throws Exception {
    changes.touched();

    assertFalse(changes.see(state(1)));
    changes.looks();
    changes.settled(state(1));
    changes.done(changes.next());
    changes.awaitDone();
  }

  @Test
  void aChangeThatNobodyReportedCounts() throws Exception {
    changes.looks();
    changes.settled(state(1));

    assertEquals(state(1), changes.next().state());
  }

  private static CodeState state(int version) {
    return new CodeState(
        Map.of(Path.of("file"), new CodeState.Stamp(1, FileTime.fromMillis(version), null)),
        Set.of());
  }
}
