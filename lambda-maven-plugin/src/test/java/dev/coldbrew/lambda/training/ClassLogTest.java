// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.training.Proof.CacheUse.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is understood of the JVM's logs; the lines are those of JDK 17 and 25. */
class ClassLogTest {

  @TempDir
  Path folder;

  @Test
  void classesOfJarsAreDistinguishedFromThoseOfTheJdkAndOfTheCache() throws IOException {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(lib.resolve("a.jar")))) {
      for (String name : new String[] {"a/Cached", "a/CachedOnTop", "a/Old", "a/Unused"}) {
        jar.putNextEntry(new JarEntry(name + ".class"));
        jar.write(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 49});
      }
    }
    Path log = Files.writeString(folder.resolve("classes.log"), """
        [0.010s][info][class,load] java.lang.Object source: shared objects file
        [0.011s][info][class,load] a.Cached source: shared objects file
        [0.012s][info][class,load] a.CachedOnTop source: shared objects file (top)
        [0.013s][info][class,load] a.Old source: file:/var/task/lib/a.jar
        [0.014s][info][class,load] a.Old$$Lambda/0x0000000800c03000 source: a.Old
        [0.015s][info][class,load] jdk.proxy1.$Proxy3 source: __dynamic_proxy__
        """);

    LoadedClasses loaded = LoadedClasses.read(log, lib);

    assertEquals(Set.of("a.Cached", "a.CachedOnTop"), loaded.fromCache().keySet());
    assertEquals(Map.of("a.Old", lib.resolve("a.jar")), loaded.fromJars());
    assertTrue(loaded.isOld("a.Old"));
  }

  @Test
  void skippedClassesHaveTheJvmsReasons() throws IOException {
    Path log = Files.writeString(folder.resolve("training.log"), """
        START RequestId: 1 Version: $LATEST
        [0.127s][warning][cds] Skipping a/NotLinked: Not linked
        [1.891s][warning][aot] Skipping a/Old: Old class has been linked
        [1.891s][warning][aot     ] Skipping a/Old$1: nest_host class a/Old is excluded
        END RequestId: 1
        """);

    assertEquals(
        Map.of(
            "a.NotLinked", Reason.ofJvm("Not linked"),
            "a.Old", Reason.ofJvm("Old class has been linked"),
            "a.Old$1", Reason.ofJvm("nest_host class a/Old is excluded")),
        SkippedClasses.read(log));
    assertEquals(Map.of(), SkippedClasses.read(folder.resolve("none.log")));
  }
}
