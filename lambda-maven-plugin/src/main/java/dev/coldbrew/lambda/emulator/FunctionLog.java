package dev.coldbrew.lambda.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The log of a function, line by line: what its processes print, and between that the lines of the
 * service. Processes print into a file, not a pipe: when a runtime asks for its next event, all
 * that it printed before is in the file, so it can come before END; whoever reads a pipe never
 * knows that he has everything.
 */
final class FunctionLog implements AutoCloseable {

  /** How late a printed line may be while the function is still at work. */
  private static final long POLL_MILLISECONDS = 20;

  /** The size of one log event in CloudWatch; also what keeps an endless line out of our heap. */
  private static final int MAX_LINE = 256 * 1024;

  private final Consumer<String> lines;
  private final Path file;
  private final RandomAccessFile reader;
  private final byte[] buffer = new byte[8192];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread follower = new Thread(this::follow, "function-log");

  private FunctionLog(Consumer<String> lines, Path file, RandomAccessFile reader) {
    this.lines = lines;
    this.file = file;
    this.reader = reader;
  }

  static FunctionLog open(Consumer<String> lines) throws IOException {
    Path file = Files.createTempFile("lambda-function", ".log");
    FunctionLog log = new FunctionLog(lines, file, new RandomAccessFile(file.toFile(), "r"));
    log.follower.setDaemon(true);
    log.follower.start();
    return log;
  }

  /** Where processes print to, appending. */
  Path file() {
    return file;
  }

  /** Writes a line of the service, after all that was printed until now. */
  synchronized void write(String serviceLine) {
    readPrinted();
    endLine();
    lines.accept(serviceLine);
  }

  @Override
  public void close() {
    closed.countDown();
    synchronized (this) {
      readPrinted();
      endLine();
      try {
        reader.close();
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void follow() {
    try {
      while (!closed.await(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        followOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void followOnce() {
    if (closed.getCount() > 0) {
      readPrinted();
    }
  }

  private void readPrinted() {
    try {
      // A script that prints with "> /dev/stderr" truncates the file: go on from its new start.
      if (reader.length() < reader.getFilePointer()) {
        reader.seek(0);
      }
      for (int n = reader.read(buffer); n > 0; n = reader.read(buffer)) {
        split(n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void split(int length) {
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        acceptLine();
      } else {
        line.write(buffer[i]);
        if (line.size() == MAX_LINE) {
          acceptLine();
        }
      }
    }
  }

  private void endLine() {
    if (line.size() > 0) {
      acceptLine();
    }
  }

  private void acceptLine() {
    lines.accept(line.toString(StandardCharsets.UTF_8));
    line.reset();
  }
}
