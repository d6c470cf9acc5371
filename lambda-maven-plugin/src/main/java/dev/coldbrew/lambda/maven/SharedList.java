// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.execution.MavenSession;

/**
 * What the modules of a build leave for the last of them. Maven may load this plugin once for each
 * module, so all that they can share are the JDK's types, such as text.
 */
final class SharedList {

  private SharedList() {}

  /**
   * The list of that name, the same for all modules; whoever uses it synchronizes on it.
   *
   * @param name of a goal's own
   * @param <T> a type of the JDK
   */
  @SuppressWarnings("unchecked") // each goal has the type of its own name
  static <T> List<T> of(MavenSession session, String name) {
    Map<String, Object> data = session.getRequest().getData();
    synchronized (data) {
      return (List<T>) data.computeIfAbsent(name, key -> new ArrayList<>());
    }
  }
}
