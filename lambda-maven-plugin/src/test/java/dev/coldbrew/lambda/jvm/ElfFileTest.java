// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coldbrew.lambda.process.Tool;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ElfFileTest {

  @TempDir
  Path folder;

  @Test
  void everyLibraryOfTheRunningJdkIsReadAsReadelfReadsIt() throws Exception {
    Path readelf = Path.of("/usr/bin/readelf");
    assumeTrue(Files.isExecutable(readelf));
    try (Stream<Path> files = Files.walk(Doctored.JAVA_HOME.resolve("lib"))) {
      for (Path library : files.filter(file -> file.toString().endsWith(".so")).toList()) {
        ElfFile elf = ElfFile.read(library).orElseThrow();
        String facts = readelf(readelf, library);

        assertEquals(found(facts, "\\(NEEDED\\).*\\[(.*)]"), elf.needed(), library.toString());
        assertEquals(
            found(facts, "Name: GLIBC_([0-9.]+)").stream()
                .map(Version::parse)
                .max(Version::compareTo),
            elf.glibc(),
            library.toString());
      }
    }
  }

  @Test
  void machineIsTheOneThatItRunsOn() throws Exception {
    String machine = System.getProperty("os.arch").replace("amd64", "x86_64");

    assertEquals(
        machine,
        ElfFile.read(Doctored.JAVA_HOME.resolve("bin/java")).orElseThrow().machine());
  }

  @Test
  void otherMachineIsReported() throws Exception {
    Path file = Doctored.libjava().forAarch64().writeTo(folder.resolve("arm.so"));

    assertEquals("aarch64", ElfFile.read(file).orElseThrow().machine());
  }

  @Test
  void newestGlibcIsFoundByNumberAndNotByText() throws Exception {
    Path file = Doctored.libjava().needingGlibc("2.99").writeTo(folder.resolve("new.so"));

    assertEquals(
        Optional.of(Version.parse("2.99")), ElfFile.read(file).orElseThrow().glibc());
    assertEquals(
        Optional.of(Version.parse("2.17")),
        ElfFile.newer(Optional.of(Version.parse("2.4")), Optional.of(Version.parse("2.17"))));
  }

  @Test
  void fileOfAnotherKindIsNone() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "#!/bin/sh\n".repeat(20));
    Path empty = Files.createFile(folder.resolve("empty"));

    assertEquals(Optional.empty(), ElfFile.read(text));
    assertEquals(Optional.empty(), ElfFile.read(empty));
  }

  @Test
  void fileThatEndsTooEarlyIsSaidToBeDamaged() throws Exception {
    byte[] whole = Files.readAllBytes(Doctored.libjava().writeTo(folder.resolve("whole.so")));
    Path damaged = Files.write(folder.resolve("part.so"), java.util.Arrays.copyOf(whole, 200));

    IOException failure = assertThrows(IOException.class, () -> ElfFile.read(damaged));

    assertEquals(
        "'" + damaged + "' is damaged: an ELF file that ends too early", failure.getMessage());
  }

  @Test
  void programThatIsLinkedStaticallyNeedsNothing() throws Exception {
    byte[] header = new byte[64];
    System.arraycopy(Files.readAllBytes(Doctored.JAVA_HOME.resolve("bin/java")), 0, header, 0, 64);
    header[0x38] = 0; // no program headers
    ElfFile elf = ElfFile.read(Files.write(folder.resolve("static"), header)).orElseThrow();

    assertEquals(List.of(), elf.needed());
    assertTrue(elf.glibc().isEmpty());
  }

  @Test
  void glibcsOwnVersionIsTheNewestThatItDefines() throws Exception {
    Path readelf = Path.of("/usr/bin/readelf");
    Path libc = Path.of("/lib/x86_64-linux-gnu/libc.so.6");
    assumeTrue(Files.isExecutable(readelf) && Files.isRegularFile(libc));
    String facts = readelf(readelf, libc);
    String definitions = facts.substring(0, facts.indexOf("Version needs section"));

    Optional<Version> newest = found(definitions, "Name: GLIBC_([0-9.]+)").stream()
        .map(Version::parse)
        .max(Version::compareTo);

    assertTrue(newest.isPresent(), facts);
    assertEquals(newest, ElfFile.read(libc).orElseThrow().ownGlibc());
  }

  private String readelf(Path readelf, Path library) throws IOException {
    return new Tool(
            "readelf", List.of(readelf.toString(), "--wide", "-d", "-V", library.toString()))
        .run(folder.resolve("readelf.log"), Duration.ofSeconds(30));
  }

  private static List<String> found(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult r) -> r.group(1))
        .toList();
  }
}
