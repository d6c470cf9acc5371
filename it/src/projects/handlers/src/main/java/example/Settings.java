package example;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/** What the function's own JVM was given. */
public class Settings {

  /** The JVM's arguments up to the class path. */
  public List<String> options(String event) {
    var arguments = Arrays.asList(ProcessHandle.current().info().arguments().orElseThrow());
    return arguments.subList(0, arguments.indexOf("-cp"));
  }

  public boolean hasCharset(String name) {
    return Charset.isSupported(name);
  }

  public String variable(String name) {
    return System.getenv(name);
  }

  /** Makes a file of that name, and lists it by a variable and by another program's argument. */
  public List<String> file(String name) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("settings");
    Files.createFile(folder.resolve(name));
    try {
      var listed = folder.toFile().list()[0];
      var echo = new ProcessBuilder("/bin/sh", "-c", "echo \"$1 $NAME\"", "sh", listed);
      echo.environment().put("NAME", name);
      var process = echo.start();
      var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return List.of(listed, printed.strip());
    } finally {
      Files.delete(folder.resolve(name));
      Files.delete(folder);
    }
  }
}
