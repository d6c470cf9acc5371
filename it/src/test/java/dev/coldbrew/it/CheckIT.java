// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.coldbrew.lambda.emulator.InvocationResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proof that a finished zip starts from its startup cache. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckIT {

  private static final String LOG = "-Xlog:class+load:file=../classes.log::filecount=0";

  @TempDir
  static Path temporary;

  private MavenBuild build;
  private Path zip;

  @BeforeEach
  void packageOrRestore() throws IOException {
    if (build == null) {
      build = MavenBuild.of("training", temporary);
      build.run("package");
      zip = build.file("target/training-1.0.zip");
      Files.copy(zip, temporary.resolve("as-built.zip"));
    }
    Files.copy(temporary.resolve("as-built.zip"), zip, StandardCopyOption.REPLACE_EXISTING);
  }

  /** JDK-8376576: classes of a cache that was recorded on an absolute class path have none. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void classesFromTheCacheKnowTheirJars(boolean otherJdk) throws Exception {
    Path task = folder(otherJdk ? "sources, other JDK" : "sources").resolve("task");
    if (otherJdk) {
      MavenBuild other = MavenBuild.of("training", temporary.resolve("other JDK"))
          .with("-Dlambda.jdk=" + InstalledJdk.other().feature());
      other.run("package");
      new Zip(other.file("target/training-1.0.zip")).unpack(task);
    } else {
      new Zip(zip).unpack(task);
    }
    setTimes(task, Instant.parse("1980-01-01T00:00:00Z"));

    InvocationResult response = Function.invoke(
        task, "example.Price::sources", "2", Map.of("JAVA_TOOL_OPTIONS", LOG), System.err::println);

    assertEquals(
        Stream.of("training", "joda-time", "lambda-runtime")
            .map(name -> jar(task, name).toUri().toString().replace("file:///", "file:/"))
            .toList(),
        List.of(new Gson().fromJson(response.text(), String[].class)));
    assertEquals("shared objects file", source("example.Price", task));
    assertEquals("shared objects file", source("dev.coldbrew.lambda.runtime.LambdaMain", task));
  }

  private static Path jar(Path task, String name) {
    try (Stream<Path> jars = Files.list(task.resolve("lib"))) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(name + "-"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As JDK 26 and newer record it by themselves. */
  @Test
  void cacheWithMachineCodeForThisProcessorIsRefused() throws IOException {
    MavenBuild build = MavenBuild.of("training", temporary.resolve("machine code"))
        .with("-Dlambda.jdk=" + InstalledJdk.find("25").home());
    Path pom = build.file("pom.xml");
    Files.writeString(
        pom,
        Files.readString(pom)
            .replace(
                "<trainingEnvironment>",
                "<trainingEnvironment><JDK_AOT_VM_OPTIONS>-XX:+AOTAdapterCaching</JDK_AOT_VM_OPTIONS>"));

    String problem = build.runAndFail("package").problem();

    assertEquals(
        """
        the startup cache has machine code for this machine's processor, which another may be unable to run: Loaded N AOT code entries (full log: %s)
        hint: remove AOTAdapterCaching and AOTStubCaching from JDK_AOT_VM_OPTIONS, or build without a cache: mvn package -Dlambda.jdk=%s -Dlambda.train.skip""".formatted(
            build.file("target/lambda/logs/check.log"), InstalledJdk.find("25").home()),
        problem.replaceFirst("Loaded \\d+ AOT", "Loaded N AOT"));
  }

  @Test
  void zipWithAnotherJarThanTheTrainedIsRefused() throws IOException {
    change("lib/training-1.0.jar", new byte[] {1, 2, 3});

    assertEquals("""
        the zip is not what its startup cache was recorded from (file training-1.0.zip)
        hint: pack target/lambda/task as lambda:train left it, or mvn clean package""", build.runAndFail("lambda:check").problem());
  }

  @Test
  void pluginThatReplacesTheProvenZipFailsTheBuild() throws IOException {
    MavenBuild replaced = MavenBuild.of("hello", temporary.resolve("replaced"));
    Path pom = replaced.file("pom.xml");
    Files.writeString(pom, Files.readString(pom).replace("</plugins>", """
                  <plugin>
                    <groupId>org.apache.maven.plugins</groupId>
                    <artifactId>maven-resources-plugin</artifactId>
                    <executions>
                      <execution>
                        <phase>package</phase>
                        <goals><goal>copy-resources</goal></goals>
                        <configuration>
                          <overwrite>true</overwrite>
                          <outputDirectory>target</outputDirectory>
                          <resources><resource><directory>other</directory></resource></resources>
                        </configuration>
                      </execution>
                    </executions>
                  </plugin>
                </plugins>"""));

    Files.createDirectory(replaced.file("other"));
    Files.writeString(replaced.file("other/hello-1.0.zip"), "another");

    String log = replaced.runAndFail("package", "-Dlambda.train.skip").log();

    assertTrue(
        log.contains("""
            [ERROR] another plugin has replaced the zip that lambda:check has verified (artifact ZIP)
            [ERROR] hint: remove the plugin that packages after lambda:check
            """.replace("ZIP", replaced.file("target/hello-1.0.zip").toString())), log);
  }

  @Test
  void classesThatNoCacheCanHoldAreListedOnRequest() {
    MavenBuild old = MavenBuild.of("training", temporary.resolve("old"));
    old.with("-Dlambda.handler=example.Price::old");
    List<String> packaged = lines(old.run("package").log());
    List<String> listed =
        lines(old.run("lambda:check", "-Dlambda.check.classes").log());

    assertTrue(
        packaged.contains(
            "[INFO]           the others: mvn package -Dlambda.handler=example.Price::old -Dlambda.check.classes"),
        () -> String.join("\n", packaged));
    assertTrue(
        listed.stream()
            .anyMatch(line -> line.matches("\\[INFO] {11}org\\.joda\\.time\\.Instant:"
                + " (Old class has been linked|class file of a version before 50)")),
        () -> String.join("\n", listed));
  }

  private static Path folder(String name) throws IOException {
    return Files.createDirectories(temporary.resolve(name));
  }

  private static List<String> lines(String log) {
    return log.lines().toList();
  }

  private static String source(String type, Path task) throws IOException {
    return Files.readAllLines(task.resolveSibling("classes.log")).stream()
        .filter(line -> line.contains(" " + type + " source: "))
        .map(line -> line.replaceFirst(".* source: ", "").replace(" (top)", ""))
        .findFirst()
        .orElseThrow();
  }

  private void change(String entry, byte[] content) throws IOException {
    try (FileSystem entries = FileSystems.newFileSystem(zip)) {
      Files.write(entries.getPath(entry), content);
    }
  }

  private static void setTimes(Path folder, Instant time) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(time));
      }
    }
  }
}
