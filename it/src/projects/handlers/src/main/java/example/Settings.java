package example;

import java.nio.charset.Charset;
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
}
