// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.deploy.FunctionSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A function in a template. Tools get its zip: given a folder, some of them pack it with times with
 * which it would start without its startup cache.
 *
 * @param layer the one with its JVM, if that is in a layer
 * @param asked the names of environment variables whose values are not written: whoever deploys gives
 *     them
 */
public record TemplateFunction(
    FunctionSettings settings, CodeZip zip, Optional<CodeZip> layer, Set<String> asked) {

  /** Of the published version, which is all that starts from a snapshot. */
  static final String ALIAS = "live";

  public TemplateFunction {
    asked = new TreeSet<>(asked);
  }

  String name() {
    return settings.name();
  }

  /** What its names in a template begin with: {@code MyHello} for {@code my-hello}. */
  String id() {
    return Ids.camelCase(name());
  }

  /** The parameter of a template that asks for a variable's value. */
  String parameter(String variable) {
    return id() + Ids.camelCase(variable.toLowerCase(Locale.ROOT)) + "Value";
  }

  /** Its environment variables, as the template has them. */
  <T> Map<String, T> variables(Function<String, T> written, Function<String, T> parameter) {
    Map<String, T> variables = new TreeMap<>();
    settings
        .environment()
        .forEach((name, value) -> variables.put(
            name, asked.contains(name) ? parameter.apply(name) : written.apply(value)));
    return variables;
  }

  boolean hasUrl() {
    return settings.url().isPresent();
  }

  /** Whether everyone may call its URL, which takes two permissions. */
  boolean hasPublicUrl() {
    return settings.url().equals(Optional.of("NONE"));
  }

  /** Whether its URL passes a response on while it is written. */
  boolean streams() {
    return settings.invokeMode().equals("RESPONSE_STREAM");
  }

  boolean logsJson() {
    return settings.logFormat().equals("JSON");
  }

  /** Whether it has a layer of its own, and not that of a function before it. */
  boolean ownsLayer(List<TemplateFunction> functions) {
    return layer.isPresent() && layerOwner(functions).equals(this);
  }

  /** The first function with the same layer. */
  TemplateFunction layerOwner(List<TemplateFunction> functions) {
    Optional<String> digest = layer.map(CodeZip::digest);
    return functions.stream()
        .filter(other -> other.layer.map(CodeZip::digest).equals(digest))
        .findFirst()
        .orElseThrow();
  }

  String layerName() {
    return name() + "-jvm";
  }
}
