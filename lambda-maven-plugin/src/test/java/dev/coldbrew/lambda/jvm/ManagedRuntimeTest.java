// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManagedRuntimeTest {

  @Test
  void hasTheNameThatLambdaGivesIt() {
    assertEquals(Optional.of(ManagedRuntime.JAVA21), ManagedRuntime.named("java21"));
    assertEquals(Optional.empty(), ManagedRuntime.named("JAVA21"));
    assertEquals(Optional.empty(), ManagedRuntime.named("java11"));
    assertEquals(Optional.empty(), ManagedRuntime.named("provided.al2023"));
  }

  @Test
  void oldestIsFoundThatRunsCertainClasses() {
    assertEquals(Optional.of(ManagedRuntime.JAVA17), ManagedRuntime.forClassesOf(11));
    assertEquals(Optional.of(ManagedRuntime.JAVA21), ManagedRuntime.forClassesOf(18));
    assertEquals(Optional.of(ManagedRuntime.JAVA25), ManagedRuntime.forClassesOf(25));
    assertEquals(Optional.empty(), ManagedRuntime.forClassesOf(26));
  }
}
