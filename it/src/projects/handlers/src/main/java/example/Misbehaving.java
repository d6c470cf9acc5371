package example;

import java.io.IOException;
import java.util.Map;

/** What functions do to their runtime. */
public class Misbehaving {

  public String exits(Map<String, Object> event) {
    System.exit(3);
    return "not reached";
  }

  public String isKilled(Map<String, Object> event) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start().waitFor();
    Thread.sleep(60_000);
    return "not reached";
  }

  public String overruns(Map<String, Object> event) throws InterruptedException {
    Thread.sleep(60_000);
    return "not reached";
  }

  public String prints(Map<String, Object> event) {
    System.out.println("on stdout");
    System.err.println("on stderr");
    System.out.print("without an end of line");
    return "answered";
  }
}
