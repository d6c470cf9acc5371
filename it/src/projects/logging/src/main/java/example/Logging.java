package example;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs its event, and uses only SLF4J's API. */
public class Logging {

  private static final Logger LOG = LoggerFactory.getLogger(Logging.class);

  public void log(String event) {
    LOG.debug("not wanted");
    LOG.info("{} came", event);
    LOG.error("failed", failure());
  }

  private static Exception failure() {
    var e = new IllegalStateException("two\nlines");
    e.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("example.Orders", "pay", "Orders.java", 7)});
    return e;
  }
}
