// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.emulator.InvokeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the latest of what happened to functions, numbered from 1, for readers who come later or
 * wait for more. Passes everything on as well.
 */
public final class Journal implements FunctionListener {

  private static final int MAX_ENTRIES = 100;
  private static final long MAX_SIZE = 32 * 1024 * 1024;

  /** How many log lines are kept that belong to no entry yet, and how long each may be. */
  private static final int MAX_LINES = 500;

  private static final int MAX_LINE = 10_000;

  /** Something that happened. */
  public interface Entry {

    /** Higher than the numbers of all earlier entries. */
    long number();

    String function();
  }

  /** An invocation that has ended. */
  public record Call(
      long number, String function, Instant end, InvokeRequest request, Invoked invoked)
      implements Entry {}

  /**
   * The start of a version of the code.
   *
   * @param duration null if it does not start
   * @param failure in one line; null if it starts
   * @param olderServes whether the previous version keeps serving
   * @param log the end of what was logged during the start
   */
  public record Start(
      long number,
      String function,
      Instant end,
      Duration duration,
      String failure,
      boolean olderServes,
      List<String> log)
      implements Entry {}

  /**
   * A line of the log, as soon as it is printed. When its call has ended, the call's entry repeats
   * it.
   */
  public record Line(long number, String function, String text) implements Entry {}

  private final FunctionListener next;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Deque<Line> lines = new ArrayDeque<>();
  private final Map<String, Start> latestStarts = new HashMap<>();
  private final Map<String, Long> before = new HashMap<>(); // the number of a function's last entry
  private long size;
  private long last;

  /** @param next gets everything as well */
  public Journal(FunctionListener next) {
    this.next = next;
  }

  @Override
  public void logged(String function, String line) {
    next.logged(function, line);
    String text = line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "...";
    synchronized (this) {
      lines.add(new Line(++last, function, text));
      if (lines.size() > MAX_LINES) {
        lines.remove();
      }
      notifyAll();
    }
  }

  @Override
  public void invoked(String function, InvokeRequest request, Invoked invoked) {
    next.invoked(function, request, invoked);
    InvokeRequest kept = new InvokeRequest( // without the connection of its caller
        request.requestId(), request.functionArn(), request.event(), request.caller(), null);
    synchronized (this) {
      add(new Call(++last, function, Instant.now(), kept, invoked));
    }
  }

  @Override
  public void serves(String function, Duration start) {
    next.serves(function, start);
    started(function, start, null, false);
  }

  @Override
  public void waits(String function, String missing) {
    next.waits(function, missing);
  }

  @Override
  public void failed(String function, String reason, boolean olderServes) {
    next.failed(function, reason, olderServes);
    started(function, null, reason, olderServes);
  }

  private synchronized void started(
      String function, Duration duration, String failure, boolean olderServes) {
    long since = before.getOrDefault(function, 0L);
    List<String> log = lines.stream()
        .filter(line -> line.number() > since && line.function().equals(function))
        .map(Line::text)
        .toList();
    Start start = new Start(++last, function, Instant.now(), duration, failure, olderServes, log);
    latestStarts.put(function, start);
    add(start);
  }

  private void add(Entry entry) {
    entries.add(entry);
    before.put(entry.function(), entry.number());
    size += size(entry);
    while (entries.size() > MAX_ENTRIES || size > MAX_SIZE && entries.size() > 1) {
      size -= size(entries.remove());
    }
    notifyAll();
  }

  private static long size(Entry entry) {
    if (entry instanceof Call call) {
      return call.request().event().length
          + call.invoked().result().payload().length
          + length(call.invoked().log());
    }
    return entry instanceof Start start ? length(start.log()) : 0;
  }

  private static long length(List<String> log) {
    return log.stream().mapToLong(String::length).sum();
  }

  /** The latest start of a function's code, if there was one. */
  public synchronized Optional<Start> latestStart(String function) {
    return Optional.ofNullable(latestStarts.get(function));
  }

  /** The entry with that number, if it is still kept. */
  public synchronized Optional<Entry> find(long number) {
    return entries.stream().filter(entry -> entry.number() == number).findFirst();
  }

  /**
   * Waits until there is an entry or a line after that number.
   *
   * @return all of them that are still kept, in order; an empty list if none came in that time
   */
  public synchronized List<Entry> after(long number, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    long left = most.toMillis();
    while (last <= number && left > 0) {
      wait(left);
      left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    }
    List<Entry> result = new ArrayList<>(lines);
    result.addAll(entries);
    result.removeIf(entry -> entry.number() <= number);
    result.sort(Comparator.comparingLong(Entry::number));
    return result;
  }
}
