// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import dev.coldbrew.lambda.file.TaskFolder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The process of a {@code bootstrap} and, after its {@code exec}, of the runtime itself. */
final class FunctionProcess {

  /** How long the kernel may take to end a process that was killed. */
  private static final long KILL_MILLIS = 5_000;

  /** How long Lambda leaves a runtime that has an internal extension. */
  private static final Duration NOTICE = Duration.ofMillis(500);

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  /** JDK 17 says "error=13, Permission denied", JDK 25 "error: 13 (Permission denied)". */
  private static final Pattern ERRNO = Pattern.compile("error[=:] ?\\d+[, (]+([A-Za-z ]+)");

  /** Signals as Go names them, and so Lambda; the JVM adds 128 to their numbers. */
  private static final Map<Integer, String> SIGNALS = Map.ofEntries(
      Map.entry(1, "hangup"),
      Map.entry(2, "interrupt"),
      Map.entry(3, "quit"),
      Map.entry(4, "illegal instruction"),
      Map.entry(5, "trace/breakpoint trap"),
      Map.entry(6, "aborted"),
      Map.entry(7, "bus error"),
      Map.entry(8, "floating point exception"),
      Map.entry(9, "killed"),
      Map.entry(11, "segmentation fault"),
      Map.entry(13, "broken pipe"),
      Map.entry(15, "terminated"));

  /** How often a busy bootstrap is started, and how long to wait before the next time. */
  private static final int MAX_ATTEMPTS = 100;

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Process process;
  private volatile OptionalLong peakMemoryMb = OptionalLong.empty();

  /** By thread. */
  private final Map<String, Long> processorNanos = new ConcurrentHashMap<>();

  private FunctionProcess(Process process) {
    this.process = process;
  }

  /** Lambda's Runtime.InvalidEntrypoint: the kernel would not execute the file. */
  static final class InvalidEntrypointException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidEntrypointException(Path bootstrap, String reason) {
      super("fork/exec " + bootstrap + ": " + reason);
    }
  }

  static FunctionProcess start(Path task, Map<String, String> environment, FunctionLog log)
      throws InvalidEntrypointException {
    Path bootstrap = new TaskFolder(task).bootstrap();
    ProcessBuilder builder = new ProcessBuilder(bootstrap.toString())
        .directory(task.toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      // The JDK hands a file of an unknown format to /bin/sh; Lambda does not.
      if (Files.isExecutable(bootstrap) && !hasKnownFormat(bootstrap)) {
        throw new InvalidEntrypointException(bootstrap, "exec format error");
      }
      Process process = start(builder);
      log.follow(process);
      return new FunctionProcess(process);
    } catch (IOException e) {
      throw new InvalidEntrypointException(bootstrap, reason(e));
    }
  }

  /**
   * Tries again for a while if the file is busy: a process that this JVM starts at the same time has
   * inherited all its open files for an instant, among them a bootstrap that was just written.
   */
  private static Process start(ProcessBuilder builder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return builder.start();
      } catch (IOException e) {
        if (attempt == MAX_ATTEMPTS || !reason(e).equals("text file busy")) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** {@link Process#onExit} would need the common pool, which on two cores is one thread. */
  void onExit(Runnable action) {
    Thread waiting = new Thread(
        () -> {
          try {
            process.waitFor();
            action.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "function-exit");
    waiting.setDaemon(true);
    waiting.start();
  }

  /** Whether the other end of a connection belongs to it or to a process that it started. */
  boolean hasOpen(Socket accepted) {
    return FunctionSockets.hasOpen(process.toHandle(), accepted);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * How the process ended, as Lambda reports it. An exit status above 128 is taken for a signal,
   * because the JDK does not distinguish the two.
   */
  String exitReason() {
    int status = process.exitValue();
    if (status == 0) {
      return "Runtime exited without providing a reason";
    }
    String signal = SIGNALS.get(status - 128);
    return "Runtime exited with error: "
        + (signal == null ? "exit status " + status : "signal: " + signal);
  }

  /**
   * Ends the process and everything that it started, at once and without notice, as Lambda does
   * with functions that have no extension.
   */
  void kill() {
    end(Duration.ZERO);
  }

  /** Ends it as Lambda does with an internal extension: SIGTERM first, then SIGKILL. */
  void terminate() {
    end(NOTICE);
  }

  /** Ends it in the same way, but with more time between the two; returns whether that was enough. */
  boolean terminate(Duration notice) {
    return end(notice);
  }

  /** Sends a signal to the process and everything that it started, if it is still alive. */
  void signal(String name) throws IOException {
    if (!process.isAlive()) {
      return;
    }
    StringBuilder command = new StringBuilder("kill -" + name + " " + process.pid());
    process.descendants().forEach(child -> command.append(' ').append(child.pid()));
    try {
      // The shell's own kill: a small container may have no such program.
      new ProcessBuilder("/bin/sh", "-c", command.toString())
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean end(Duration notice) {
    // First of all: descendants are only known while their parent lives.
    List<ProcessHandle> descendants = new ArrayList<>(process.descendants().toList());
    // By its handle: Process's own method would close the pipe, and lose what is left in it.
    boolean inTime = !notice.isZero()
        && (!process.isAlive() || process.toHandle().destroy())
        && awaitExit(notice.toMillis());
    // Again: a JVM that writes an AOT cache when it ends starts another one for that.
    process.descendants().forEach(descendants::add);
    process.toHandle().destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    awaitExit(KILL_MILLIS);
    return inTime;
  }

  private boolean awaitExit(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * The most memory that the process has ever had in RAM (VmHWM), as last read while it was alive;
   * empty where there is no {@code /proc}.
   */
  OptionalLong peakMemoryMb() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          long kibibytes = Long.parseLong(line.replaceAll("\\D", ""));
          peakMemoryMb = OptionalLong.of((kibibytes + 1023) / 1024);
        }
      }
    } catch (IOException e) {
      // No /proc, or the process is gone: what was read before still holds.
    }
    return peakMemoryMb;
  }

  /**
   * The processor time of all threads so far, as last read for those that have ended; empty where
   * there is no {@code /proc}.
   */
  Optional<Duration> processorTime() {
    Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        readProcessorNanos(thread);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    long nanos = processorNanos.values().stream().mapToLong(Long::longValue).sum();
    return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }

  private void readProcessorNanos(Path thread) {
    try {
      String nanos = Files.readString(thread.resolve("schedstat")).split(" ")[0];
      processorNanos.put(thread.getFileName().toString(), Long.parseLong(nanos));
    } catch (IOException e) {
      // It has just ended, or the kernel does not count.
    }
  }

  private static boolean hasKnownFormat(Path bootstrap) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(bootstrap)) {
      head = in.readNBytes(20);
    }
    if (head.length >= 2 && head[0] == '#' && head[1] == '!') {
      return true;
    }
    boolean elf = Arrays.equals(head, 0, Math.min(4, head.length), ELF, 0, 4);
    return elf && head.length == 20 && (head[18] & 0xff) == elfMachine();
  }

  /** This machine's e_machine, of the two that Lambda supports. */
  private static int elfMachine() {
    return System.getProperty("os.arch").equals("aarch64") ? 183 : 62;
  }

  private static String reason(IOException e) {
    Matcher errno = ERRNO.matcher(String.valueOf(e.getMessage()));
    return errno.find() ? errno.group(1).toLowerCase(Locale.ROOT) : e.getMessage();
  }
}
