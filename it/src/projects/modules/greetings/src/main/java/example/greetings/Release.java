package example.greetings;

final class Release {
  static String name() {
    return "the base";
  }
}
