package example;

import java.io.IOException;
import java.util.Map;

/** What functions do to their runtime. */
public class Misbehaving {

  private int invocations;

  public String prints(Map<String, Object> event) {
    System.out.println("on stdout");
    System.err.println("on stderr");
    System.out.print("without an end of line");
    return "answered";
  }

  public String fails(Map<String, Object> event) {
    throw new IllegalStateException("out of stock");
  }

  public void tires(Map<String, Object> event) {
    invocations++;
    if (invocations > 2) {
      throw new IllegalStateException("tired");
    }
  }

  public void exits(int status) {
    System.exit(status);
  }

  public void isKilled(Map<String, Object> event) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start().waitFor();
    overruns(event);
  }

  public void overruns(Map<String, Object> event) throws InterruptedException {
    Thread.sleep(60_000);
  }
}
