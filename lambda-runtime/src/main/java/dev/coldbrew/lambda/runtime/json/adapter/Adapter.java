// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.adapter;

import com.google.gson.stream.JsonReader;
import java.io.IOException;

/** Reads and writes the values of one type. */
public abstract class Adapter {

  public abstract Object read(JsonReader in) throws IOException;

  public abstract void write(JsonOutput out, Object value);
}
