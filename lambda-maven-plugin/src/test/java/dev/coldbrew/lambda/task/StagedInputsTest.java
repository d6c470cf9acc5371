// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.classpath.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedInputsTest {

  private static final Map<String, String> SETTINGS = Map.of("parameter <heapPercent>", "75");

  @TempDir
  Path folder;

  private Path project;
  private Path task;
  private Path classes;
  private Path module;
  private Path library;

  @BeforeEach
  void stage() throws IOException {
    project = Files.createDirectories(folder.resolve("shop/orders"));
    task = Files.createDirectories(project.resolve("target/lambda/task"));
    classes = Files.createDirectories(project.resolve("target/classes"));
    Files.writeString(classes.resolve("Orders.class"), "orders");
    module = Files.createDirectories(folder.resolve("shop/lib/target"));
    Files.writeString(module.resolve("lib-1.jar"), "a jar");
    Files.createDirectories(module.resolve("classes/lib"));
    Files.writeString(module.resolve("classes/lib/Lib.class"), "lib");
    library = Files.writeString(folder.resolve("gson.jar"), "gson");
    List<Library> libraries = List.of(
        new Library("shop:orders:1", classes, "orders-1.jar"),
        new Library("shop:lib:1", module.resolve("lib-1.jar"), "lib-1.jar"),
        new Library("com.google.code.gson:gson:2", library, "gson-2.jar"));
    List<Path> files = new ArrayList<>(StagedInputs.files(libraries));
    files.add(project.resolve("src/lambda/task"));
    StagedInputs.of(task, files, SETTINGS, Map.of("lambda.jdk", "25"), folder.resolve("jdk"))
        .keep(task);
  }

  private Optional<String> changed() throws IOException {
    return StagedInputs.keptFor(task).orElseThrow().changed(project, task, SETTINGS);
  }

  @Test
  void nothingChangesWhereContentsAreTheSame() throws IOException {
    Files.writeString(classes.resolve("Orders.class"), "orders");
    Files.setLastModifiedTime(library, FileTime.fromMillis(System.currentTimeMillis() + 60_000));

    assertEquals(Optional.empty(), changed());
  }

  @Test
  void aClassThatIsOtherChanges() throws IOException {
    FileTime before = Files.getLastModifiedTime(classes.resolve("Orders.class"));
    Files.writeString(classes.resolve("Orders.class"), "Orders");
    Files.setLastModifiedTime(classes.resolve("Orders.class"), before);

    assertEquals(Optional.of("'target/classes'"), changed());
  }

  @Test
  void aClassThatIsNewChanges() throws IOException {
    Files.writeString(classes.resolve("Order.class"), "order");

    assertEquals(Optional.of("'target/classes'"), changed());
  }

  @Test
  void aClassThatIsGoneChanges() throws IOException {
    Files.delete(classes.resolve("Orders.class"));

    assertEquals(Optional.of("'target/classes'"), changed());
  }

  @Test
  void aModulesClassesBesideItsJarChange() throws IOException {
    Files.writeString(module.resolve("classes/lib/Lib.class"), "newer");

    assertEquals(Optional.of("'" + module.resolve("classes") + "'"), changed());
  }

  @Test
  void aLibraryChanges() throws IOException {
    Files.writeString(library, "newer");

    assertEquals(Optional.of("'" + library + "'"), changed());
  }

  @Test
  void aFolderThatIsNewChanges() throws IOException {
    Files.createDirectories(project.resolve("src/lambda/task"));

    assertEquals(Optional.of("'src/lambda/task'"), changed());
  }

  @Test
  void whatIsNotThereAnyMoreSaysNothing() throws IOException {
    Files.delete(library);

    assertEquals(Optional.empty(), changed());
  }

  @Test
  void aProjectIsMoved() throws IOException {
    Path moved = Files.move(folder.resolve("shop"), folder.resolve("store"));
    project = moved.resolve("orders");
    task = project.resolve("target/lambda/task");

    assertEquals(Optional.empty(), changed());

    Files.writeString(project.resolve("target/classes/Orders.class"), "newer");

    assertEquals(Optional.of("'target/classes'"), changed());
  }

  @Test
  void aSettingChangesAppearsOrGoes() throws IOException {
    StagedInputs staged = StagedInputs.keptFor(task).orElseThrow();

    assertEquals(
        Optional.of("parameter <heapPercent>"),
        staged.changed(project, task, Map.of("parameter <heapPercent>", "50")));
    assertEquals(Optional.of("parameter <heapPercent>"), staged.changed(project, task, Map.of()));
    assertEquals(
        Optional.of("parameter <modules>"),
        staged.changed(
            project,
            task,
            Map.of("parameter <heapPercent>", "75", "parameter <modules>", "jdk.charsets")));
    assertEquals(Map.of("lambda.jdk", "25"), staged.options());
    assertEquals(folder.resolve("jdk").toString(), staged.home());
  }

  @Test
  void nothingIsKnownOfWhatAnEarlierVersionStaged() throws IOException {
    assertEquals(Optional.empty(), StagedInputs.keptFor(folder.resolve("other/task")));
  }
}
