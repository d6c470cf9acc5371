// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.task.StartupCache;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With scripts in place of JVMs. */
class ProofRunTest {

  private static final String HEAD = """
      #!/bin/bash
      cd "$LAMBDA_TASK_ROOT"
      """;

  /** Where options are put. */
  private static final String END = "\nexit\n  -cp a.jar\n";

  private static final String ASK_FOR_NEXT = """
      exec 3<>"/dev/tcp/${AWS_LAMBDA_RUNTIME_API/://}"
      printf 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\\r\\nHost: lambda\\r\\n\\r\\n' >&3
      sleep 20 & wait
      """;

  private static final String CACHED =
      "echo '[0.1s][info][class,load] a.B source: shared objects file' > ../classes.log\n";

  @TempDir
  Path folder;

  private Path task;
  private TrainingPlan plan;

  @BeforeEach
  void stage() throws IOException {
    task = Files.createDirectory(folder.resolve("task"));
    Path lib = Files.createDirectory(task.resolve("lib"));
    try (OutputStream file = Files.newOutputStream(lib.resolve("a.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry("a/B.class"));
      jar.write(new byte[] {0, 0, 0, 0, 0, 0, 0, 61});
    }
    Files.writeString(task.resolve("lambda.aot"), "recorded");
    plan = new TrainingPlan(
        task,
        StartupCache.AOT,
        new FunctionConfiguration("f", "a.B::c", 512, Duration.ofSeconds(20), Map.of()),
        Map.of(),
        "us-east-1",
        List.of(),
        1);
  }

  @Test
  void withoutAnEventThereIsNoFirstResponse() throws Exception {
    Proof proof = prove(CACHED + ASK_FOR_NEXT);

    assertEquals(1, proof.cache().fromCache());
    assertEquals(Map.of(), proof.cache().outside());
    assertEquals(Optional.empty(), proof.start().firstResponse());
  }

  @Test
  void classesThatWereNotTrainedAreNamed() {
    assertRefused("""
        of 1 classes that a startup cache can hold, 0 come from the zip's; these do not: a.B (full log: LOG)
        hint: add a training event that loads them, or build without a cache: mvn package -Dlambda.train.skip""", CACHED.replace("shared objects file", "file:a.jar") + ASK_FOR_NEXT);
  }

  @Test
  void logThatDoesNotNameTheHandlerProvesNothing() {
    assertRefused("""
        the JVM does not say where class 'a.B' of the handler comes from (full log: LOG)
        hint: remove -Xlog:disable from <jvmOptions>""", "> ../classes.log\n" + ASK_FOR_NEXT);
  }

  @Test
  void cacheWithMachineCodeIsRefused() {
    assertRefused(
        """
        the startup cache has machine code for this machine's processor, which another may be unable to run: Loaded 322 AOT code entries (full log: LOG)
        hint: remove AOTAdapterCaching and AOTStubCaching from JDK_AOT_VM_OPTIONS, or build without a cache: mvn package -Dlambda.train.skip""",
        CACHED
            + "[[ \"$(cat bootstrap)\" = *AOTAdapterCaching*AOTStubCaching*code.log* ]] &&"
            + " echo '[0.1s][info][aot,codecache,init] Loaded 322 AOT code entries from AOT Code Cache'"
            + " > ../code.log\n"
            + ASK_FOR_NEXT);
  }

  @Test
  void jvmThatDoesNotStartIsQuoted() {
    assertRefused(
        """
        the zip does not start: Runtime exited with error: exit status 1; it printed: Unrecognized VM option 'UseSerialGc' Did you mean '(+/-)UseSerialGC'? (full log: LOG)
        hint: correct that in <jvmOptions> or JAVA_TOOL_OPTIONS""",
        "echo \"Unrecognized VM option 'UseSerialGc'\"; echo \"Did you mean '(+/-)UseSerialGC'?\"\n"
            + "echo 'Error: Could not create the Java Virtual Machine.'; exit 1");
  }

  @Test
  void jvmThatDoesNotStartFromTheCacheLeadsToAZipWithout() {
    assertRefused(
        """
        the zip does not start: java.lang.InternalError: (no message) Error occurred during initialization of VM Unexpected exception when loading aot-linked classes. (full log: LOG)
        hint: build without a cache: mvn package -Dlambda.train.skip""",
        "echo '[0.018s][error][aot] java.lang.InternalError: (no message)'\n"
            + "echo 'Error occurred during initialization of VM'\n"
            + "echo 'Unexpected exception when loading aot-linked classes.'; exit 1");
  }

  @Test
  void zipThatDoesNotStartIsRefused() {
    assertRefused("""
        the zip does not start: Runtime exited with error: exit status 3 (full log: LOG)
        hint: change what ends the process; the log has its last output""", "exit 3");
  }

  @Test
  void warningOfTheJvmIsRefused() {
    assertRefused(
        """
        the JVM warns at its start: warning: such is deprecated (full log: LOG)
        hint: correct that in <jvmOptions> or JAVA_TOOL_OPTIONS, or build without a cache: mvn package -Dlambda.train.skip""",
        CACHED + "echo 'OpenJDK 64-Bit Server VM warning: such is deprecated'\n" + ASK_FOR_NEXT);
  }

  @Test
  void whatIsNotPrimedIsReported() throws Exception {
    String log = """
        {"message":"priming left out priming/event-1.json: a.B: no","level":"UNDEFINED"}
        """;
    Proof proof = prove(CACHED + "cat <<'END'\n" + log + "END\n" + ASK_FOR_NEXT);

    assertEquals(Optional.of("priming left out priming/event-1.json: a.B: no"), proof.unprimed());
    assertEquals(Optional.empty(), prove(CACHED + ASK_FOR_NEXT).unprimed());
  }

  @Test
  void zipWithoutTheCacheThatWasRecordedIsRefused() throws Exception {
    prove(CACHED + ASK_FOR_NEXT);
    Path zip = zipped("bootstrap", "lib/a.jar");

    assertEquals(
        Optional.empty(), ProofRun.prove(zip, plan, folder.resolve("logs"), Progress.silent()));

    plan.cache().mark(task);
    ProblemException e = assertThrows(
        ProblemException.class,
        () -> ProofRun.prove(zip, plan, folder.resolve("logs"), Progress.silent()));
    assertEquals("""
        the zip has no startup cache, though one was recorded (file f.zip)
        hint: pack target/lambda/task with its file lambda.aot, or build without a cache: mvn package -Dlambda.train.skip""", e.getMessage());
  }

  @Test
  void zipWithAnotherCacheThanTheRecordedIsRefused() throws Exception {
    prove(CACHED + ASK_FOR_NEXT);
    Files.writeString(task.resolve("lambda.aot"), "recordee"); // a bit is another
    Path zip = zipped();

    ProblemException e = assertThrows(
        ProblemException.class,
        () -> ProofRun.prove(zip, plan, folder.resolve("logs"), Progress.silent()));
    assertEquals("""
        the zip's startup cache is not the one that was recorded (file f.zip)
        hint: pack target/lambda/task as lambda:train left it, or mvn clean package""", e.getMessage());
  }

  @Test
  void jvmThatRefusesTheCacheIsQuoted() {
    assertRefused(
        """
        of 1 classes that a startup cache can hold, 0 come from the zip's: Unable to use AOT cache. (full log: LOG)
        hint: run mvn clean package, or build without a cache: mvn package -Dlambda.train.skip""",
        "[[ \"$(tail -3 bootstrap)\" = *AOTMode=on* ]] && echo '[0.1s][error][aot] Unable to use AOT cache.' && exit 1\n"
            + CACHED.replace("shared objects file", "file:a.jar")
            + ASK_FOR_NEXT);
  }

  /** Whether a zip is right does not depend on what the developer has set since. */
  @Test
  void zipIsProvenWithOtherSettings() throws Exception {
    TrainingPlan recorded = plan;
    plan = new TrainingPlan(
        task, recorded.cache(), recorded.function(), Map.of("A", "b"), "eu-west-1", List.of(), 7);
    Path log = Files.writeString(folder.resolve("training.log"), "");
    stageBootstrap(CACHED + ASK_FOR_NEXT);
    new RecordedCache(plan.kept())
        .keep(task.resolve("lambda.aot"), log, List.of(), List.of(), recorded.digest(task));

    assertEquals(
        1,
        ProofRun.prove(zipped(), plan, folder.resolve("logs"), Progress.silent())
            .orElseThrow()
            .cache()
            .fromCache());
  }

  private void assertRefused(String message, String script) {
    ProblemException e = assertThrows(ProblemException.class, () -> prove(script));
    assertEquals(
        message, e.getMessage().replace(folder.resolve("logs/check.log").toString(), "LOG"));
  }

  private Proof prove(String script) throws IOException {
    stageBootstrap(script);
    Path log = Files.writeString(folder.resolve("training.log"), "");
    new RecordedCache(plan.kept())
        .keep(task.resolve("lambda.aot"), log, List.of(), List.of(), plan.digest(task));
    return ProofRun.prove(zipped(), plan, folder.resolve("logs"), Progress.silent())
        .orElseThrow();
  }

  private void stageBootstrap(String script) throws IOException {
    Path bootstrap = Files.writeString(task.resolve("bootstrap"), HEAD + script + END);
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path zipped() throws IOException {
    return zipped("bootstrap", "lambda.aot", "lib/a.jar");
  }

  private Path zipped(String... names) throws IOException {
    Path zip = folder.resolve("f.zip");
    Files.deleteIfExists(zip);
    Map<String, String> options = Map.of("create", "true", "enablePosixFileAttributes", "true");
    try (FileSystem entries =
        FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), options)) {
      Files.createDirectory(entries.getPath("lib"));
      for (String name : names) {
        Path entry = Files.copy(task.resolve(name), entries.getPath(name));
        Files.setPosixFilePermissions(entry, Files.getPosixFilePermissions(task.resolve(name)));
      }
    }
    return zip;
  }
}
