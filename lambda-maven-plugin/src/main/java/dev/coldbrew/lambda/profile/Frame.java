// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.profile;

/**
 * A method on a stack.
 *
 * @param library the jar or the JDK's module that it is from
 * @param className with dots
 */
record Frame(String library, String className, String method) {

  private static final String INITIALIZER = "<clinit>";

  /** {@code module/class.method}, as {@link Sampler} writes it. */
  static Frame parse(String text, Libraries libraries) {
    int slash = text.indexOf('/');
    int dot = text.lastIndexOf('.');
    String className = text.substring(slash + 1, dot);
    String library = slash > 0 ? text.substring(0, slash) : libraries.of(className);
    return new Frame(library, className, text.substring(dot + 1));
  }

  boolean isInitializer() {
    return method.equals(INITIALIZER);
  }

  /** As a profile shows it. */
  String name() {
    return isInitializer() ? "initialize " + className : className + "." + method;
  }
}
