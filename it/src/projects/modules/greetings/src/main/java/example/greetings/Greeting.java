package example.greetings;

/** Found by ServiceLoader. */
public interface Greeting {
  String to(String name);
}
