// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import com.google.gson.stream.JsonReader;
import dev.coldbrew.lambda.runtime.json.adapter.Adapter;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import java.io.IOException;

/** {@code Void}: any JSON is read as null. */
public final class VoidAdapter extends Adapter {

  @Override
  public Object read(JsonReader in) throws IOException {
    in.skipValue();
    return null;
  }

  @Override
  public void write(JsonOutput out, Object value) {
    out.nullValue();
  }
}
