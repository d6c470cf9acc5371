// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left out of the module java.desktop of the JDK that runs the tests. */
class BeansOnlyTest {

  private static Pattern excluded;

  @BeforeAll
  static void readTheModule() throws Exception {
    excluded = Pattern.compile(
        BeansOnly.excludedResources(Jdk.at(Doctored.JAVA_HOME)).replace("regex:", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module-info.class",
        "java/beans/Introspector.class",
        "com/sun/beans/editors/IntegerEditor.class",
        "java/awt/Component.class", // the Introspector names it
        "java/awt/image/ImageObserver.class", // which it implements
        "java/awt/Image.class", // in a descriptor of BeanInfo
        "sun/awt/PlatformGraphicsInfo.class", // for Beans.isGuiAvailable
        "sun/awt/www/content/MultimediaContentHandlers.class" // provides a service of java.base
      })
  void whatJavaBeansNeedStays(String file) {
    assertFalse(excluded.matcher("/java.desktop/" + file).matches());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javax/swing/JTable.class",
        "java/awt/Robot.class",
        "sun/java2d/SunGraphics2D.class",
        "javax/imageio/ImageIO.class"
      })
  void whatItDoesWithoutIsLeftOut(String file) {
    assertTrue(excluded.matcher("/java.desktop/" + file).matches());
  }

  @Test
  void typesThatBeanToolsHaveToDeclareStay() {
    for (String type : DesktopScan.TYPES_OF_BEAN_TOOLS) {
      assertFalse(excluded.matcher("/java.desktop/" + type + ".class").matches(), type);
    }
  }

  @Test
  void otherModulesStay() {
    assertFalse(excluded.matcher("/java.base/javax/swing/JTable.class").matches());
  }
}
