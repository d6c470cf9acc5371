package example;

/** Needs what no build has. */
public class Uninitialized {

  public Uninitialized() {
    if (System.getenv("SECRET_ARN") == null) {
      throw new IllegalStateException("SECRET_ARN is not set");
    }
  }

  public int handle(int count) {
    return count;
  }
}
