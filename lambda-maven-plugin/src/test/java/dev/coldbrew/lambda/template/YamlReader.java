// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML 1.1, as the tools do that templates are for. */
final class YamlReader {

  private YamlReader() {}

  static Map<String, Object> read(String text) {
    return new Yaml(new Constructor()).load(text);
  }

  /** Knows the tags of CloudFormation. */
  private static final class Constructor extends SafeConstructor {

    Constructor() {
      super(new LoaderOptions());
      for (String tag : new String[] {"Ref", "GetAtt", "Sub"}) {
        yamlConstructors.put(new Tag("!" + tag), new AbstractConstruct() {
          @Override
          public Object construct(Node node) {
            return Map.of(tag, ((ScalarNode) node).getValue());
          }
        });
      }
    }
  }
}
