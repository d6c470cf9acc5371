package dev.coldbrew.lambda.runtime.json;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;

/** Ends an answer that refers to itself before it overflows the stack. */
final class DepthLimitedWriter extends JsonWriter {

  private int depth;

  DepthLimitedWriter(Writer out) {
    super(out);
    setSerializeNulls(false); // a property that is null is left out
  }

  @Override
  public JsonWriter beginObject() throws IOException {
    deeper();
    return super.beginObject();
  }

  @Override
  public JsonWriter beginArray() throws IOException {
    deeper();
    return super.beginArray();
  }

  @Override
  public JsonWriter endObject() throws IOException {
    depth--;
    return super.endObject();
  }

  @Override
  public JsonWriter endArray() throws IOException {
    depth--;
    return super.endArray();
  }

  private void deeper() {
    if (++depth > Json.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "more than " + Json.MAX_DEPTH + " levels deep; does it refer to itself?");
    }
  }
}
