package dev.coldbrew.lambda.measure;

/** What takes turns: the JSON has a key for each, the table a row. */
enum Variant {
  WITH_CACHE("withCache", "with startup cache (%s)"),
  WITHOUT_CACHE("withoutCache", "without startup cache"),

  /** With a cache of its own: the least that a start on that JVM takes, if all is done well. */
  HELLO_WORLD("helloWorld", "hello-world JVM, own cache (%s)");

  private final String key;
  private final String title;

  Variant(String key, String title) {
    this.key = key;
    this.title = title;
  }

  String key() {
    return key;
  }

  /**
   * @param cache the kind of startup cache, such as "AOT"
   */
  String title(String cache) {
    return String.format(title, cache);
  }
}
