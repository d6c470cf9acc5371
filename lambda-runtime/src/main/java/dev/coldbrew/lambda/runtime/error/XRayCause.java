// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.error;

import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * An error as X-Ray shows it, for the header {@code Lambda-Runtime-Function-XRay-Error-Cause}:
 * members as AWS's own runtime sends them, in one line of ASCII. Lambda crops what is longer than 64
 * KB, which would leave no JSON.
 */
final class XRayCause {

  /** Half of that, so that no limit on all headers together is met either. */
  private static final int MAX_LENGTH = 32 * 1024;

  private static final int MAX_FRAMES = 256;
  private static final int MAX_TEXT = 4 * 1024;

  private XRayCause() {}

  static String of(Throwable e) {
    for (int part = 1; ; part *= 2) {
      String json = ascii(json(e, MAX_TEXT / part, MAX_FRAMES / part));
      if (json.length() <= MAX_LENGTH) {
        return json;
      }
    }
  }

  private static String json(Throwable e, int maxText, int maxFrames) {
    StackTraceElement[] frames = Throwables.frames(e);
    int count = Math.min(frames.length, maxFrames);
    Set<String> paths = new LinkedHashSet<>();
    JsonOutput json = new JsonOutput();
    json.beginObject();
    json.name("working_directory")
        .value(Throwables.cut(System.getProperty("user.dir", ""), maxText));
    json.name("exceptions").beginArray().beginObject();
    json.name("message").value(Throwables.cut(Throwables.message(e), maxText));
    json.name("type").value(Throwables.cut(e.getClass().getName(), maxText));
    json.name("stack").beginArray();
    for (int i = 0; i < count; i++) {
      String path = Throwables.cut(path(frames[i]), maxText);
      paths.add(path);
      json.beginObject();
      json.name("label").value(Throwables.cut(frames[i].getMethodName(), maxText));
      json.name("path").value(path);
      json.name("line").value(frames[i].getLineNumber());
      json.endObject();
    }
    json.endArray().endObject().endArray();
    json.name("paths").beginArray();
    for (String path : paths) {
      json.value(path);
    }
    json.endArray().endObject();
    return json.toString();
  }

  /** The source file; where the compiler left it out, the one it should be. */
  private static String path(StackTraceElement frame) {
    if (frame.getFileName() != null) {
      return frame.getFileName();
    }
    String name = frame.getClassName();
    return name.substring(name.lastIndexOf('.') + 1) + ".java";
  }

  /** JSON escapes line ends and their like itself; a header is to have ASCII only. */
  private static String ascii(String json) {
    StringBuilder ascii = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x7f) {
        ascii.append(c);
      } else {
        ascii.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          ascii.append(Character.toUpperCase(Character.forDigit(c >> shift & 0xf, 16)));
        }
      }
    }
    return ascii.toString();
  }
}
