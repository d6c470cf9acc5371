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
 * A function in a template. The template names its zip, not its folder: some tools would pack the
 * folder with file times that make the startup cache unusable.
 *
 * @param layer the layer with its JVM, if the JVM is in a layer
 * @param asked the names of environment variables whose values are not written; the user supplies
 *     them on deployment
 */
public record TemplateFunction(
    FunctionSettings settings, CodeZip zip, Optional<TemplateLayer> layer, Set<String> asked) {

  /** The alias of the published version: only published versions start from a snapshot. */
  static final String ALIAS = FunctionSettings.SNAP_START_ALIAS;

  public TemplateFunction {
    asked = new TreeSet<>(asked);
  }

  String name() {
    return settings.name();
  }

  /** The prefix of its identifiers in a template: {@code MyHello} for {@code my-hello}. */
  String id() {
    return Ids.camelCase(name());
  }

  /** The template parameter for a variable's value. */
  String parameter(String variable) {
    return id() + Ids.camelCase(variable.toLowerCase(Locale.ROOT)) + "Value";
  }

  /**
   * Whether the values of its variables can change while the template stays the same. No tool but
   * Terraform sees that such a change needs another published version.
   */
  boolean hasRevision() {
    return settings.snapStart() && !asked.isEmpty();
  }

  /** The template parameter that the user changes with those values. */
  String revision() {
    return id() + "ValuesRevision";
  }

  String revisionDescription() {
    return "change this text whenever " + String.join(", ", asked)
        + " changes, to publish a version";
  }

  /** Its environment variables, as they appear in the template. */
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

  /** Whether anyone may call its URL, which requires two permissions. */
  boolean hasPublicUrl() {
    return settings.url().equals(Optional.of("NONE"));
  }

  /** Whether its URL streams responses. */
  boolean streams() {
    return settings.invokeMode().equals("RESPONSE_STREAM");
  }

  boolean logsJson() {
    return settings.logFormat().equals("JSON");
  }

  /** Whether it is the first function with its layer, and so declares it. */
  boolean ownsLayer(List<TemplateFunction> functions) {
    return layer.isPresent() && layerOwner(functions).equals(this);
  }

  /** The first function with the same layer. */
  TemplateFunction layerOwner(List<TemplateFunction> functions) {
    Optional<String> digest = layerDigest();
    return functions.stream()
        .filter(other -> other.layerDigest().equals(digest))
        .findFirst()
        .orElseThrow();
  }

  private Optional<String> layerDigest() {
    return layer.map(TemplateLayer::zip).map(CodeZip::digest);
  }

  /** For a function that has one. */
  String layerName() {
    return layer.orElseThrow().name();
  }

  /** For a function that has one. */
  CodeZip layerZip() {
    return layer.orElseThrow().zip();
  }
}
