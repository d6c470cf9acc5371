package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenCommandTest {

  @TempDir
  Path folder;

  @Test
  void inTheFunctionsOwnFolder() {
    MavenCommand command = command(folder, folder);

    assertEquals("mvn lambda:invoke", command.goal("invoke"));
    assertEquals("mvn package lambda:measure", command.packaged("measure", ""));
    assertEquals(
        "mvn compile lambda:bundle lambda:invoke -Dlambda.jdk=25",
        command.restaged("invoke", " -Dlambda.jdk=25"));
  }

  @Test
  void atTheRootOfSeveralModules() throws IOException {
    Files.createFile(folder.resolve("pom.xml"));
    MavenCommand command = command(folder, module("my orders"));

    assertEquals("mvn -f 'my orders' lambda:invoke", command.goal("invoke"));
    assertEquals(
        "mvn -pl 'my orders' -am package g:lambda:1:measure", command.packaged("measure", ""));
    assertEquals(
        "mvn -pl 'my orders' -am package g:lambda:1:invoke -Dlambda.train.skip -Dlambda.jdk=25",
        command.restaged("invoke", " -Dlambda.jdk=25"));
  }

  @Test
  void inAFolderWithoutPom() throws IOException {
    MavenCommand command = command(folder, module("orders"));

    assertEquals("mvn -f orders lambda:invoke", command.goal("invoke"));
    assertEquals("mvn -f orders package lambda:invoke", command.packaged("invoke", ""));
  }

  @Test
  void besideTheFunction() throws IOException {
    Path other = module("other");
    Files.createFile(other.resolve("pom.xml"));
    MavenCommand command = command(other, module("orders"));

    assertEquals("mvn -f ../orders package lambda:invoke", command.packaged("invoke", ""));
  }

  @Test
  void withAPomOfAnotherName() throws IOException {
    Files.createFile(folder.resolve("pom.xml"));
    MavenCommand command = command(folder, Files.createFile(folder.resolve("aws.xml")));

    assertEquals("mvn -f aws.xml package lambda:invoke", command.packaged("invoke", ""));
  }

  private static MavenCommand command(Path startedIn, Path function) {
    return new MavenCommand(startedIn, function, "g:lambda:1");
  }

  private Path module(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }
}
