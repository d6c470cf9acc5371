// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.profile.CallTree.Times;
import dev.coldbrew.lambda.training.LoadedClasses;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallTreeTest {

  private static final String MAIN =
      "x.Sampler.main;java.base/java.lang.reflect.Method.invoke;/a.LambdaMain.main;";

  private final CallTree tree = CallTree.empty();
  private Libraries libraries;

  @BeforeEach
  void loadClasses() {
    Path jar = Path.of("lib/a.jar");
    libraries = Libraries.of(new LoadedClasses(
        Map.of("a.LambdaMain", jar, "a.B", jar),
        Map.of("c.D", Path.of("lib/c.jar"), "c.E", Path.of("lib/c.jar"))));
  }

  @Test
  void stacksThatBeginAlikeAreOne() {
    add(5, "/a.B.one;/c.D.two");
    add(3, "/a.B.one");
    add(2, "/a.B.one;/c.D.two");

    CallTree main = only(tree);
    assertEquals(new Frame("a.jar", "a.LambdaMain", "main"), main.frame());
    CallTree one = only(main);
    assertEquals("a.B.one", one.frame().name());
    assertEquals(3, one.selfNanos());
    assertEquals(10, one.totalNanos());
    assertEquals(7, only(one).selfNanos());
  }

  @Test
  void theLongestCallComesFirst() {
    add(1, "/a.B.one");
    add(2, "/a.B.two");

    assertEquals(
        List.of("a.B.two", "a.B.one"),
        only(tree).children().stream().map(child -> child.frame().name()).toList());
  }

  @Test
  void waitingForAnEventIsNoTimeOfTheFunction() {
    add(7, "/dev.coldbrew.lambda.runtime.api.RuntimeApi.next;java.base/java.io.Reader.read");
    add(7, "/dev.coldbrew.lambda.runtime.api.RuntimeApi.next");
    add(2, "/dev.coldbrew.lambda.runtime.api.RuntimeApi.nextToLast");

    assertEquals(2, tree.totalNanos());
  }

  @Test
  void aLibrariesOwnTimeIsThatOfItsInnermostFrames() {
    add(5, "/a.B.one;java.base/java.util.List.forEach;/a.B.two;/c.D.three");
    add(2, "/a.B.one;java.base/java.util.List.forEach");

    assertEquals(
        Map.of("a.jar", new Times(0, 7), "java.base", new Times(2, 7), "c.jar", new Times(5, 5)),
        tree.times(frame -> true, Frame::library));
  }

  /** What an initializer calls is its own time, until it reaches another one. */
  @Test
  void anInitializersOwnTimeIsWithoutThoseWithinIt() {
    add(5, "/a.B.<clinit>;/c.D.one");
    add(3, "/a.B.<clinit>;/c.D.one;/c.E.<clinit>;java.base/java.util.List.of");

    assertEquals(
        Map.of("a.B", new Times(5, 8), "c.E", new Times(3, 3)),
        tree.times(Frame::isInitializer, Frame::className));
    assertEquals("initialize a.B", only(only(tree)).frame().name());
  }

  @Test
  void classesAreCountedByTheirJar() {
    assertEquals(Map.of("a.jar", 2, "c.jar", 2), libraries.classes());
    assertEquals(Map.of("c.jar", 2), libraries.outside());
    assertEquals("a.jar", libraries.of("a.B$$Lambda/0x0000"));
    assertEquals("(generated)", libraries.of("jdk.proxy2.$Proxy7"));
  }

  private void add(long nanos, String stack) {
    tree.add(nanos + "\t" + MAIN + stack, libraries);
  }

  private static CallTree only(CallTree tree) {
    assertEquals(1, tree.children().size());
    return tree.children().get(0);
  }
}
