package example.greetings;

final class Release {
  static String name() {
    return "META-INF/versions/17";
  }
}
