package example;

public class Tools {

  public String use(String event) {
    return event + new example.one.Tool() + new example.other.Tool();
  }
}
