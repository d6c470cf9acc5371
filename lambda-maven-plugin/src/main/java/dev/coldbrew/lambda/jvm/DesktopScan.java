// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.util.Collections;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds out how classes use the module java.desktop: whether they draw text, which needs fonts, and
 * whether they need more of the module than java.beans.
 */
final class DesktopScan {

  private static final Set<String> DRAW_TEXT = Set.of(
      "java/awt/Font.<init>",
      "java/awt/Font.createFont",
      "java/awt/Font.decode",
      "java/awt/Graphics.drawString",
      "java/awt/Graphics.getFontMetrics",
      "java/awt/Graphics2D.drawGlyphVector",
      "java/awt/Graphics2D.drawString",
      "java/awt/Graphics2D.getFontMetrics",
      "java/awt/GraphicsEnvironment.getAllFonts",
      "java/awt/GraphicsEnvironment.getAvailableFontFamilyNames",
      "java/awt/font/TextLayout.<init>");

  /** Packages whose drawing never runs in a function, such as a database's console. */
  private static final Pattern ON_SCREEN = Pattern.compile(
      "javax/swing/|java/awt/(?:event/|Component|Container|Dialog|Frame|Panel|Window)\\b");

  /** Classes that describe beans to a program that draws them. */
  private static final Set<String> BEAN_TOOLS = Set.of(
      "java/beans/BeanInfo",
      "java/beans/PropertyEditor",
      "java/beans/PropertyEditorSupport",
      "java/beans/SimpleBeanInfo");

  /** The parameter and result types of their methods, which nobody calls in a function. */
  static final Set<String> TYPES_OF_BEAN_TOOLS =
      Set.of("java/awt/Component", "java/awt/Graphics", "java/awt/Image", "java/awt/Rectangle");

  private final Set<String> packages;
  private String textDrawer;
  private String user;

  /** @param packages of the module */
  DesktopScan(Set<String> packages) {
    this.packages = packages;
  }

  /** The first class that draws text, named with dots; null for none. */
  String textDrawer() {
    return textDrawer;
  }

  /** The first class that needs more than java.beans; null for none. */
  String user() {
    return user;
  }

  void add(ClassConstants constants) {
    Set<String> references = constants.references();
    if (textDrawer == null
        && references.stream().anyMatch(DRAW_TEXT::contains)
        && references.stream().noneMatch(name -> ON_SCREEN.matcher(name).lookingAt())) {
      textDrawer = constants.name().replace('/', '.');
    }
    if (user == null && usesMore(constants)) {
      user = constants.name().replace('/', '.');
    }
  }

  /**
   * A class that only has a field, parameter or result of such a type counts as well: reflection
   * loads the type, and a JSON parser creates an object of it.
   */
  private boolean usesMore(ClassConstants constants) {
    Set<String> references = constants.references();
    boolean tool = !Collections.disjoint(references, BEAN_TOOLS);
    return references.stream().anyMatch(this::isOfMore)
        || constants.types().stream()
            .anyMatch(type -> isOfMore(type) && !(tool && TYPES_OF_BEAN_TOOLS.contains(type)));
  }

  /**
   * The package of a class, of an array such as {@code [Ljava/awt/Point;}, or of a member after a
   * dot.
   */
  private boolean isOfMore(String name) {
    String className = name.replaceAll("^\\[+L|[.;].*$", "");
    int slash = className.lastIndexOf('/');
    return slash > 0
        && !BeansOnly.has(className)
        && packages.contains(className.substring(0, slash).replace('/', '.'));
  }
}
