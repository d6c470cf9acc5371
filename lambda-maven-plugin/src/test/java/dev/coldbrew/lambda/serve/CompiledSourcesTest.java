// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CompiledSourcesTest {

  @TempDir
  Path folder;

  private final List<String> compiled = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch compilerMayEnd = new CountDownLatch(1);
  private volatile boolean compilerIsSlow;
  private CompiledSources sources;

  @BeforeEach
  void start() throws IOException {
    save("");
    sources = CompiledSources.start(List.of(folder), this::compile);
  }

  @AfterEach
  void close() throws IOException {
    sources.close();
  }

  @Test
  void sourcesAsTheyWereAtTheStartAreNotCompiled() throws Exception {
    sources.awaitCompiled();

    assertEquals(List.of(), compiled);
  }

  @Test
  void whatWasSavedJustBeforeACallIsCompiledBeforeItGoesOn() throws Exception {
    for (int i = 1; i <= 50; i++) {
      String source = "x".repeat(i); // of another length, as two saves may have the same time
      save(source);
      sources.awaitCompiled();

      assertEquals(source, compiled.get(compiled.size() - 1));
    }
  }

  @Test
  void callsWaitWhileTheCompilerIsAtWork() throws Exception {
    sources.awaitCompiled();
    assertFalse(sources.areBeingCompiled());
    compilerIsSlow = true;
    save("x");

    CompletableFuture<Void> call = CompletableFuture.runAsync(this::awaitCompiled);
    while (!sources.areBeingCompiled()) {
      Thread.onSpinWait();
    }
    assertFalse(call.isDone());
    compilerMayEnd.countDown();
    call.get(30, TimeUnit.SECONDS);

    assertEquals(List.of("x"), compiled);
    assertFalse(sources.areBeingCompiled());
  }

  @Test
  void aSourceThatIsSavedWhileTheCompilerIsAtWorkIsCompiledNext() throws Exception {
    sources.awaitCompiled();
    compilerIsSlow = true;
    save("x");
    CompletableFuture<Void> first = CompletableFuture.runAsync(this::awaitCompiled);
    while (!sources.areBeingCompiled()) {
      Thread.onSpinWait();
    }

    save("xx");
    compilerMayEnd.countDown();
    sources.awaitCompiled();

    assertEquals("xx", compiled.get(compiled.size() - 1));
    first.get(30, TimeUnit.SECONDS);
  }

  @Test
  void nobodyWaitsForSourcesThatAreNoLongerCompiled() throws Exception {
    sources.awaitCompiled();
    compilerIsSlow = true;
    save("x");
    CompletableFuture<Void> call = CompletableFuture.runAsync(this::awaitCompiled);
    while (!sources.areBeingCompiled()) {
      Thread.onSpinWait();
    }

    sources.close();

    assertTrue(call.handle((result, failure) -> failure != null).get(30, TimeUnit.SECONDS));
  }

  private void save(String source) throws IOException {
    Files.writeString(folder.resolve("source"), source);
  }

  private void compile() {
    try {
      String source = Files.readString(folder.resolve("source"));
      if (compilerIsSlow) {
        compilerMayEnd.await();
      }
      compiled.add(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitCompiled() {
    try {
      sources.awaitCompiled();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
