// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.error;

import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The JSON of an error: {@code errorMessage}, {@code errorType} (the class) and {@code stackTrace},
 * as AWS's own runtime writes them, and where there are such, {@code cause} (an object like it) and
 * {@code suppressed} (an array of them). What would be too large loses the ends of its longest
 * messages first, down to an eighth of all, then frames and causes, then what is left of the messages.
 */
final class ErrorBody {

  /** As many as the JVM keeps by default. */
  private static final int MAX_FRAMES = 1024;

  private static final int LONGEST = 6; // of one character: an escape

  /** Messages are shortened in steps of that part of the limit. */
  private static final int STEPS = 16;

  private final JsonOutput json = new JsonOutput();
  private final int limit;
  private final int maxText; // in bytes, as all of these
  private int written; // at most: no character is longer than its escape
  private final int maxFrames;
  private final int maxThrowables;
  private final Set<Throwable> shown = Collections.newSetFromMap(new IdentityHashMap<>());

  private ErrorBody(int limit, int maxText, int maxFrames, int maxThrowables) {
    this.limit = limit;
    this.maxText = maxText;
    this.maxFrames = maxFrames;
    this.maxThrowables = maxThrowables;
  }

  /** At most {@code limit} bytes of UTF-8. */
  static byte[] of(Throwable e, String type, int limit) {
    int part = 1;
    for (int maxText = limit; ; ) {
      ErrorBody body = new ErrorBody(limit, maxText, MAX_FRAMES / part, Throwables.MAX / part);
      body.write(e, type);
      ByteBuffer json = body.json.written();
      if (json.limit() <= limit) {
        return Arrays.copyOf(json.array(), json.limit());
      }
      if (maxText > limit / 8) {
        maxText -= limit / STEPS;
      } else if (part <= MAX_FRAMES) {
        part *= 2;
      } else {
        maxText /= 2;
      }
    }
  }

  /** No more than the type, for an error of which nothing else can be said. */
  static byte[] ofType(String type) {
    String name = type;
    for (int i = 0; i < type.length(); i++) {
      if (type.charAt(i) < ' ' || type.charAt(i) == '"' || type.charAt(i) == '\\') {
        name = "java.lang.Throwable"; // it would need escapes
      }
    }
    String json = "{\"errorMessage\":\"" + name + "\",\"errorType\":\"" + name + "\"}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private void write(Throwable e, String type) {
    shown.add(e);
    json.beginObject();
    json.name("errorMessage").value(fit(Throwables.message(e)));
    json.name("errorType").value(fit(type));
    json.name("stackTrace").beginArray();
    StackTraceElement[] frames = Throwables.frames(e);
    for (int i = 0; i < Math.min(frames.length, maxFrames); i++) {
      json.value(fit(frames[i].toString()));
    }
    if (frames.length > maxFrames) {
      json.value("... " + (frames.length - maxFrames) + " more");
    }
    json.endArray();
    Throwable cause = Throwables.cause(e);
    if (cause != null) {
      json.name("cause");
      writeNested(cause);
    }
    writeSuppressed(e.getSuppressed());
    json.endObject();
  }

  private void writeSuppressed(Throwable[] suppressed) {
    if (suppressed.length == 0) {
      return;
    }
    json.name("suppressed").beginArray();
    boolean room = true;
    for (int i = 0; room && i < suppressed.length; i++) {
      room = writeNested(suppressed[i]);
    }
    json.endArray();
  }

  /** False when there is no room for another. */
  private boolean writeNested(Throwable e) {
    boolean known = shown.contains(e);
    boolean room = shown.size() < maxThrowables;
    if (!known && room) {
      write(e, e.getClass().getName());
      return true;
    }
    String why = known ? "[see above]" : "[cut]";
    json.beginObject().name("errorMessage").value(why).endObject();
    return room;
  }

  /** Cuts what is too long, and the more so the less room there is: this may only be an attempt. */
  private String fit(String text) {
    int room = Math.min(maxText, Math.max(limit - written, 0));
    int end = 0;
    int bytes = 0;
    while (end < text.length() && bytes <= room) {
      char c = text.charAt(end++);
      bytes += c < ' ' || c > '~' || c == '"' || c == '\\' ? LONGEST : 1;
    }
    written += bytes;
    return bytes <= room ? text : Throwables.cut(text, end - 1);
  }
}
