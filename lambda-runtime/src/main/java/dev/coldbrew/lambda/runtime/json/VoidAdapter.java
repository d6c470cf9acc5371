package dev.coldbrew.lambda.runtime.json;

import com.google.gson.stream.JsonReader;
import java.io.IOException;

/** {@code Void}: whatever the JSON has is null. */
final class VoidAdapter extends Adapter {

  @Override
  Object read(JsonReader in) throws IOException {
    in.skipValue();
    return null;
  }

  @Override
  void write(JsonOutput out, Object value) {
    out.nullValue();
  }
}
