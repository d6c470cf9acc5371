package example;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers, and prints what it sees of the environment. */
public class Price {

  private static final int PRICE = 1;

  public int of(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count is negative");
    }
    return count * PRICE;
  }

  /** Has another JVM work for it. */
  public int asked(int count) throws IOException, InterruptedException {
    var java = System.getProperty("java.home") + "/bin/java";
    return count + new ProcessBuilder(java, "-version").start().waitFor();
  }

  public long old(int millis) {
    return new org.joda.time.Instant(millis).getMillis();
  }

  /** Where its class, one of a library and one of the runtime come from, by their own account. */
  public List<String> sources(int count) throws ClassNotFoundException {
    var sources = new ArrayList<String>();
    for (var type : List.of(
        Price.class,
        org.joda.time.Instant.class,
        Class.forName("dev.coldbrew.lambda.runtime.LambdaMain"))) {
      sources.add(type.getProtectionDomain().getCodeSource().getLocation().toString());
    }
    return sources;
  }

  public int end(int count) {
    if (count == 2) {
      System.exit(3);
    }
    return count;
  }

  public int seen(int count) {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("AWS_LAMBDA_"));
    System.out.println("seen " + environment);
    return count;
  }
}
