// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesktopScanTest {

  private static Set<String> packages;

  @TempDir
  Path folder;

  @BeforeAll
  static void readTheModule() throws IOException {
    try (PlatformClasses platform = PlatformClasses.open(Jdk.at(Doctored.JAVA_HOME))) {
      packages = platform.packages("java.desktop");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { java.sql.Date date; }",
        "class A { java.beans.PropertyChangeSupport changes; }",
        "class A { Class<?> type = java.beans.PropertyDescriptor[].class; }",
        "class A { Object call() { return java.beans.PropertyEditorManager.findEditor(int.class); } }",
        "class A extends java.beans.SimpleBeanInfo {"
            + " public java.awt.Image getIcon(int kind) { return null; } }",
        "class A extends java.beans.PropertyEditorSupport {"
            + " public void paintValue(java.awt.Graphics g, java.awt.Rectangle r) { }"
            + " public java.awt.Component getCustomEditor() { return null; } }",
        "class A { String name = \"javax.swing.JTable\"; }"
      })
  void whatUsesJavaBeansAloneIsNoUser(String source) throws Exception {
    assertNull(scan(source).user());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { Object point = new java.awt.Point(); }",
        "class A { Class<?> type = java.awt.Point[].class; }",
        "class A { boolean is(Object o) { return o instanceof javax.swing.Icon; } }",
        "class A extends java.beans.SimpleBeanInfo {"
            + " public java.awt.Image getIcon(int kind) {"
            + " return new java.awt.image.BufferedImage(1, 1, 1); } }",
        // No code refers to these types, but a JSON parser makes one for the field.
        "class A { java.awt.Color color; }",
        "class A { java.awt.Rectangle box; }",
        "class A { java.util.List<java.awt.Dimension> sizes; }",
        "class A extends java.beans.SimpleBeanInfo { java.awt.Insets insets; }"
      })
  void whatUsesMoreIsNamed(String source) throws Exception {
    assertEquals("A", scan(source).user());
  }

  @Test
  void classIsNamedWithDots() throws Exception {
    assertEquals("p.A", scan("package p; class A { java.awt.Color color; }").user());
  }

  @Test
  void jdkWithoutTheModuleHasNoPackagesOfIt() throws Exception {
    try (PlatformClasses platform = PlatformClasses.open(Jdk.at(Doctored.JAVA_HOME))) {
      assertEquals(Set.of(), platform.packages("java.nothing"));
    }
  }

  private DesktopScan scan(String source) throws IOException {
    DesktopScan scan = new DesktopScan(packages);
    for (byte[] classFile : new Jars(folder).classes(source).values()) {
      scan.add(ClassConstants.read(classFile).orElseThrow());
    }
    return scan;
  }
}
