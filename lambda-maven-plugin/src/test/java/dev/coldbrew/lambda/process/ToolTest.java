// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir
  Path folder;

  private Path log;

  @BeforeEach
  void setUp() throws Exception {
    log = folder.resolve("logs/tool.log");
  }

  @Test
  void whatAToolPrintsOnBothStreamsIsReturned() throws Exception {
    assertEquals("out\nerr\n", shell("echo out; echo err >&2").run(log, LIMIT));
  }

  @Test
  void logBeginsWithTheCommandAsAShellTakesIt() throws Exception {
    new Tool("echo", List.of("echo", "a=b", "it's here")).run(log, LIMIT);

    assertEquals("$ echo a=b 'it'\\''s here'\na=b it's here\n", Files.readString(log));
  }

  @Test
  void logOfAnEarlierRunIsReplaced() throws Exception {
    shell("echo a long first line").run(log, LIMIT);
    new Tool("echo", List.of("echo", "b")).run(log, LIMIT);

    assertEquals("$ echo b\nb\n", Files.readString(log));
  }

  /** In place of Maven: runs a tool that works for a minute. */
  static final class Build {

    private Build() {}

    public static void main(String[] arguments) throws Exception {
      String script = "echo $$ >'" + arguments[0] + "'; exec sleep 60";
      new Tool("sh", List.of("sh", "-c", script)).run(Path.of(arguments[1]), LIMIT);
    }
  }

  @Test
  @Timeout(60)
  void toolEndsWhenTheBuildIsKilled() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Process build = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Build.class.getName(),
            pipe.toString(),
            log.toString())
        .start();
    ProcessHandle tool;
    try {
      tool = ProcessHandle.of(Long.parseLong(Files.readString(pipe).strip())).orElseThrow();
    } finally {
      build.destroyForcibly();
    }

    tool.onExit().get(30, TimeUnit.SECONDS);
  }

  @Test
  void toolThatReadsItsInputFindsNone() throws Exception {
    assertEquals("", new Tool("cat", List.of("cat")).run(log, LIMIT));
  }

  @Test
  void failureIsReportedWithTheLastLinesAndTheLog() throws Exception {
    Tool tool = shell("for i in 1 2 3 4 5 6 7; do echo line $i; echo; done; exit 3");

    ProblemException problem = assertThrows(ProblemException.class, () -> tool.run(log, LIMIT));

    assertEquals("""
        frob ended with exit code 3: line 3
          line 4
          line 5
          line 6
          line 7 (full log: %s)
        hint: to see it fail by hand, run the first line of that log""".formatted(log), problem.getMessage());
  }

  @Test
  void failureWithoutOutputIsReportedToo() throws Exception {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> shell("exit 1").run(log, LIMIT));

    assertEquals("""
        frob ended with exit code 1 (full log: %s)
        hint: to see it fail by hand, run the first line of that log""".formatted(log), problem.getMessage());
  }

  @Test
  void toolThatDoesNotEndIsStopped() throws Exception {
    Tool tool = shell("echo $$; exec sleep 60");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> tool.run(log, Duration.ofSeconds(1)));

    long pid = Long.parseLong(Files.readAllLines(log).get(1));
    assertEquals("""
        frob did not end within 1 s: %d (full log: %s)
        hint: to see it fail by hand, run the first line of that log""".formatted(pid, log), problem.getMessage());
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  @Timeout(60)
  void toolThatIsInterruptedIsStopped() throws Exception {
    String fifo = folder.resolve("fifo").toString();
    new Tool("mkfifo", List.of("mkfifo", fifo)).run(log, LIMIT);
    Tool tool = shell("echo $$ > '" + fifo + "'; exec sleep 60");
    FutureTask<String> running = new FutureTask<>(() -> tool.run(log, Duration.ofSeconds(60)));
    Thread thread = new Thread(running);
    thread.start();
    long pid = Long.parseLong(Files.readString(Path.of(fifo)).strip());

    thread.interrupt();

    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> running.get(30, TimeUnit.SECONDS));
    assertEquals("""
        frob was interrupted (full log: %s)
        hint: start the build again""".formatted(log), failure.getCause().getMessage());
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void programThatCannotBeStartedIsNamed() throws Exception {
    Path program = folder.resolve("no-such-program");

    ProblemException problem = assertThrows(
        ProblemException.class,
        () -> new Tool("frob", List.of(program.toString())).run(log, LIMIT));

    assertEquals("""
        frob cannot be started (file %s)
        hint: make that file executable, or install the program again""".formatted(program), problem.getMessage());
  }

  @Test
  void optionsThatTheUserGivesToOtherJvmsAreNotPassedOn() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String classes = String.join(
        File.pathSeparator,
        classesOf(Tool.class).toString(),
        classesOf(ToolTest.class).toString());
    Path inner = folder.resolve("inner.log");

    new Tool(
            "java",
            List.of(
                "env",
                "JAVA_TOOL_OPTIONS=-Da=b",
                "JDK_JAVA_OPTIONS=-Dc=d",
                java,
                "-cp",
                classes,
                Inner.class.getName(),
                inner.toString()))
        .run(log, LIMIT);

    String environment = Files.readString(inner);
    assertFalse(environment.contains("JAVA_TOOL_OPTIONS="), environment);
    assertFalse(environment.contains("JDK_JAVA_OPTIONS="), environment);
  }

  @Test
  void theFirstLineOfTheLogHasTheNamesOfItsEnvironmentAndNoValue() throws Exception {
    Map<String, String> environment = Map.of("B", "it's secret", "A", "1");
    Tool tool = new Tool("sh", List.of("/bin/sh", "-c", "[ $A = 1 ]"), Optional.of(environment));

    tool.run(log, LIMIT);

    String logged = Files.readString(log);
    assertEquals("$ env -i A=\"$A\" B=\"$B\" /bin/sh -c '[ $A = 1 ]'\n", logged);
    String again = logged.substring(2).replace("[ $A = 1 ]", "echo $B-$A");
    assertEquals(
        "it's secret-1\n",
        new Tool("sh", List.of("/bin/sh", "-c", again), Optional.of(environment)).run(log, LIMIT));
  }

  @Test
  void failureWithAnEnvironmentIsRepeatedWithItsVariables() {
    Tool tool =
        new Tool("sh", List.of("/bin/sh", "-c", "exit 3"), Optional.of(Map.of("TOKEN", "secret")));

    ProblemException problem = assertThrows(ProblemException.class, () -> tool.run(log, LIMIT));

    assertEquals("""
        sh ended with exit code 3 (full log: %s)
        hint: to see it fail by hand, set the variables that the first line of that log names, and run it""".formatted(log), problem.getMessage());
  }

  /** A build that is itself started with such options. */
  static final class Inner {
    public static void main(String[] arguments) throws Exception {
      new Tool("env", List.of("env")).run(Path.of(arguments[0]), LIMIT);
    }
  }

  private static Path classesOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Tool shell(String script) throws Exception {
    return new Tool("frob", List.of("sh", "-c", script));
  }
}
