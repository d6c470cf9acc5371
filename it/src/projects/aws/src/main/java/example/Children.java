package example;

import java.io.IOException;

/** Starts a program that reads until its standard input ends. */
public class Children {

  public int cat(String event) throws IOException, InterruptedException {
    return new ProcessBuilder("cat").inheritIO().start().waitFor();
  }
}
