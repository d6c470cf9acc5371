package dev.coldbrew.lambda.runtime.json;

import com.google.gson.stream.JsonReader;
import java.io.IOException;

/** Reads and writes the values of one type. */
abstract class Adapter {

  abstract Object read(JsonReader in) throws IOException;

  abstract void write(JsonOutput out, Object value);
}
