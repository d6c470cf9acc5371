// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which functions get the module java.desktop with java.beans alone. */
class BeansOnlyNeedsTest {

  private static final String BEANS = "class B { java.beans.PropertyChangeSupport changes; }";
  private static final String SWING = "class A { String name = \"javax.swing.JTable\"; }";
  private static final String FLAVOR = "class A { java.awt.datatransfer.DataFlavor flavor; }";

  @TempDir
  Path folder;

  private Jars jars;
  private ModuleSettings settings = new ModuleSettings(List.of(), List.of(), List.of());

  @BeforeEach
  void setUp() {
    jars = new Jars(folder);
  }

  /** It may only ask whether the class is there, or refuse it, as Jackson does. */
  @Test
  void libraryThatNamesAClassInAStringDoesNotCount() throws Exception {
    assertTrue(needs(Map.of(), jars.classes(SWING, BEANS)).beansOnly());
  }

  @Test
  void oneClassOfAnyLibraryThatUsesMoreKeepsTheWholeModule() throws Exception {
    assertFalse(needs(Map.of(), jars.classes("class A { java.awt.Color color; }", BEANS))
        .beansOnly());
  }

  @Test
  void theProjectsOwnClassesAndFilesCountByTheirStrings() throws Exception {
    Map<String, byte[]> file = new HashMap<>(jars.classes(BEANS));
    file.put("application.properties", "type=javax.swing.JTable".getBytes());

    assertFalse(needs(jars.classes(SWING, BEANS), Map.of()).beansOnly());
    assertFalse(needs(file, Map.of()).beansOnly());
  }

  /** They are in another module, which asks this one through a service. */
  @Test
  void dataFlavorsKeepTheWholeModule() throws Exception {
    assertFalse(needs(Map.of(), jars.classes(FLAVOR, BEANS)).beansOnly());
  }

  @Test
  void dataFlavorsDoWithoutTheModuleWhereNobodyUsesJavaBeans() throws Exception {
    Set<String> expected = new TreeSet<>(JdkNeeds.always(Jdk.at(Doctored.JAVA_HOME)));
    expected.add("java.datatransfer");

    ImageContent content = needs(Map.of(), jars.classes(FLAVOR));

    assertEquals(expected, content.modules());
    assertFalse(content.beansOnly());
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.desktop", "java.datatransfer", "java.se"})
  void aModuleOfThePomKeepsTheWholeModule(String module) throws Exception {
    settings = new ModuleSettings(List.of(module), List.of(), List.of());

    assertFalse(needs(Map.of(), jars.classes(BEANS)).beansOnly());
  }

  @Test
  void anExcludedModuleIsNotThereAtAll() throws Exception {
    settings = new ModuleSettings(List.of(), List.of("java.desktop"), List.of());

    ImageContent content = needs(Map.of(), jars.classes(BEANS));

    assertFalse(content.beansOnly());
    assertFalse(content.modules().contains("java.desktop"));
  }

  private ImageContent needs(Map<String, byte[]> own, Map<String, byte[]> library)
      throws Exception {
    Path ownJar = jars.jar("own.jar", "", own);
    List<Path> all = List.of(ownJar, jars.jar("library.jar", "", library));
    return JdkNeeds.find(
            Jdk.at(Doctored.JAVA_HOME),
            all,
            Set.of(ownJar),
            settings,
            folder.resolve("cache"),
            folder.resolve("jdeps.log"))
        .content();
  }
}
