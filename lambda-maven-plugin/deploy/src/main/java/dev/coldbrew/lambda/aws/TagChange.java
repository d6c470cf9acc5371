// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Updates tags that differ between the function and the pom; other tags stay. */
final class TagChange implements Change {

  private final LambdaFunction function;
  private final Map<String, String> now;
  private final Map<String, String> wanted;
  private final Map<String, String> changed;

  private TagChange(
      LambdaFunction function,
      Map<String, String> now,
      Map<String, String> wanted,
      Map<String, String> changed) {
    this.function = function;
    this.now = now;
    this.wanted = wanted;
    this.changed = changed;
  }

  static Optional<Change> of(
      LambdaFunction function, Map<String, String> now, Map<String, String> wanted) {
    Map<String, String> changed = new TreeMap<>(wanted);
    changed.entrySet().removeAll(now.entrySet());
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(new TagChange(function, now, wanted, changed));
  }

  @Override
  public String step() {
    return "Tags";
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    changed.forEach((name, value) -> lines.add(
        now.containsKey(name)
            ? "~ " + name + ": " + now.get(name) + " -> " + value
            : "+ " + name + ": " + value));
    TreeSet<String> kept = new TreeSet<>(now.keySet());
    kept.removeAll(wanted.keySet());
    if (!kept.isEmpty()) {
      lines.add("= " + String.join(", ", kept));
    }
    return lines;
  }

  @Override
  public void apply(Deploying deploying) {
    function.change(() -> function
        .lambda()
        .tagResource(
            request -> request.resource(deploying.function().functionArn()).tags(changed)));
  }
}
