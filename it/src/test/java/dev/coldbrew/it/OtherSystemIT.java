// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions for systems that the user names. */
class OtherSystemIT {

  private static final Path SID = OlderSystemIT.ROOTS.resolve("sid");

  @TempDir
  Path temporary;

  @Test
  void jdkThatNeedsMoreThanTheSystemHasIsRefused() {
    String log = MavenBuild.of("hello", temporary)
        .runAndFail("package", "-Dlambda.target=museum:2.1")
        .log();

    assertTrue(
        Pattern.compile(
                "'bin/java' of .* needs glibc 2[.\\d]+, but museum has 2\\.1 \\(parameter <jdk>, property lambda.jdk\\)")
            .matcher(log)
            .find(),
        log);
  }

  /** Debian's JDKs do not start with the glibc of provided.al2023, so the whole build is in there. */
  @ParameterizedTest
  @ValueSource(ints = {21, 25, 26, 27, 28})
  void zipOfDebiansJdkIsProvenOnItsOwnSystem(int feature) throws IOException {
    Path jdk = Path.of("/usr/lib/jvm/java-" + feature + "-openjdk-amd64");
    assumeTrue(
        Files.exists(SID.resolve(Path.of("/").relativize(jdk)).resolve("bin/jlink")),
        "no root file system with JDK " + feature
            + ": debootstrap --variant=minbase --include=openjdk-" + feature + "-jdk-headless sid "
            + SID);
    assumeTrue(OlderSystemIT.isOnPath("bwrap"), "bwrap is not installed");

    String log = MavenBuild.of("hello", temporary)
        .maven(Maven.NEWER_HOME)
        .jdk(jdk)
        .shell(sandbox())
        .run("package", "-Dlambda.target=debian-sid:" + glibc())
        .log();

    assertTrue(
        Pattern.compile("\\[INFO] Image .*; debian-sid has " + glibc() + "\\)")
            .matcher(log)
            .find(),
        log);
    assertTrue(
        Pattern.compile("\\[INFO] Cache .* trained by 1 event; (\\d+) of \\1 application")
            .matcher(log)
            .find(),
        log);
  }

  /** Becomes Maven in that system, with no more of this one than the build needs. */
  private String sandbox() {
    String folders = Stream.of(Maven.TARGET, Maven.LOCAL_REPOSITORY, temporary)
        .map(folder -> "--bind '" + folder + "' '" + folder + "'")
        .collect(Collectors.joining(" "));
    return "exec bwrap --ro-bind '" + SID + "/usr' /usr --ro-bind '" + SID + "/etc' /etc"
        + " --symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64"
        + " --proc /proc --dev /dev --tmpfs /tmp " + folders + " --die-with-parent \"$0\" \"$@\"";
  }

  private static String glibc() throws IOException {
    Matcher version = Pattern.compile("\nPackage: libc6\n(?:.+\n)*?Version: (\\d+\\.\\d+)")
        .matcher(Files.readString(SID.resolve("var/lib/dpkg/status")));
    assertTrue(version.find());
    return version.group(1);
  }
}
