// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import dev.coldbrew.lambda.template.TemplateFunction;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;

/** The functions of a build's modules, of which the last one writes a template. */
final class TemplateModules {

  private static final String KEY = "dev.coldbrew.lambda.template";

  private static final Gson GSON =
      new GsonBuilder().registerTypeAdapter(Optional.class, new OptionalJson()).create();

  /** The functions, as JSON. */
  private final SharedList<String> functions;

  TemplateModules(SharedList<String> functions) {
    this.functions = functions;
  }

  static TemplateModules of(MavenSession session) {
    return new TemplateModules(SharedList.of(session, KEY));
  }

  /**
   * Adds a module's function.
   *
   * @param function empty for none
   * @return the functions of all modules, if this was the last one; else an empty list
   */
  List<TemplateFunction> add(String module, Optional<TemplateFunction> function, int modules) {
    return functions
        .add(module, function.map(GSON::toJson).orElse(""), modules, earlier -> {})
        .stream()
        .filter(json -> !json.isEmpty())
        .map(json -> GSON.fromJson(json, TemplateFunction.class))
        .toList();
  }

  /** A list of one or none: what is null would be left out. */
  private static final class OptionalJson
      implements JsonSerializer<Optional<?>>, JsonDeserializer<Optional<?>> {

    @Override
    public JsonElement serialize(Optional<?> value, Type type, JsonSerializationContext context) {
      JsonArray list = new JsonArray();
      value.ifPresent(present -> list.add(context.serialize(present)));
      return list;
    }

    @Override
    public Optional<?> deserialize(
        JsonElement json, Type type, JsonDeserializationContext context) {
      Type of = ((ParameterizedType) type).getActualTypeArguments()[0];
      return json.getAsJsonArray().isEmpty()
          ? Optional.empty()
          : Optional.of(context.deserialize(json.getAsJsonArray().get(0), of));
    }
  }
}
