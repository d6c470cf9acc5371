// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.emulator.InvocationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An error of a function in training, for those who read the build's output: its root cause, since
 * that is where the fault is, and what to do about it.
 *
 * @param summary type, message and place of the cause, in one line
 * @param hint what to do
 */
record FunctionError(String summary, String hint) {

  private static final int LONGEST_SUMMARY = 200;

  /** The runtime's words for a module that the image lacks. */
  private static final Pattern MODULE = Pattern.compile(
      "Hint: the function's JVM lacks the module \\S+; (add <modules>\\S+</modules>.*)");

  /** Not the function's own code. */
  private static final Pattern PLATFORM_FRAME =
      Pattern.compile("(?:[\\w.]+/)?(?:java|javax|jdk|sun|com\\.sun|dev\\.coldbrew\\.lambda)\\..*");

  private static final Pattern CLASS_IS_MISSING =
      Pattern.compile("java\\.lang\\.(?:ClassNotFoundException|NoClassDefFoundError): (\\S+)");

  private static final Pattern AWS =
      Pattern.compile("software\\.amazon\\.awssdk\\.|com\\.amazonaws\\.|(?i:credentials)");

  /** What training may have no access to: databases, other services. */
  private static final Pattern REMOTE =
      Pattern.compile("java\\.sql\\.SQL|java\\.net\\.|java\\.nio\\.channels\\.|Sandbox\\.Timedout"
          + "|(?i:connect|database|\\bhost\\b|refused|timed out|timeout|unavailable|unreachable)");

  private static final Pattern VARIABLE = Pattern.compile("\\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\\b");

  private static final String OF_THE_CODE =
      "change the event or the handler, or set what only training lacks in <trainingEnvironment>";

  private static final Pattern OF_THE_JVM =
      Pattern.compile("VM option|initialization of VM|Could not create the Java|is unsupported");

  private static final Pattern OF_THE_CACHE =
      Pattern.compile("aot-linked|AOT cache|CDS|shared (?:archive|spaces)");

  /** What code throws that looks a variable up and finds none. */
  private static final Pattern NOT_SET =
      Pattern.compile("java\\.lang\\.(?:NullPointerException|IllegalStateException)"
          + "|java\\.util\\.NoSuchElementException");

  /**
   * @param result what the function responded with
   * @param log what it has printed
   */
  static FunctionError of(InvocationResult result, Stream<String> log) {
    List<JsonObject> chain = chain(result);
    if (chain.isEmpty() || !chain.get(0).has("stackTrace")) {
      return of(result.errorSummary(), log); // of a process that has ended, or is none of ours
    }
    String cause = describe(chain.get(chain.size() - 1), result);
    String place = place(chain).map(" at "::concat).orElse("");
    StringBuilder all = new StringBuilder();
    chain.forEach(error -> all.append(describe(error, result)).append('\n'));
    return new FunctionError(
        cut(cause) + place, hint(cause, all.toString(), log).orElse(OF_THE_CODE));
  }

  /** The same for a process that ended, or was ended, without an error of its runtime. */
  static FunctionError of(String words, Stream<String> log) {
    String unknown = OF_THE_JVM.matcher(words).find()
        ? "correct that in <jvmOptions> or JAVA_TOOL_OPTIONS"
        : "change what ends the process; the log has its last output";
    return new FunctionError(cut(words), hint(words, words, log).orElse(unknown));
  }

  /** Whether it is the JVM that does not start, for the sake of its startup cache. */
  boolean isOfTheCache() {
    return OF_THE_CACHE.matcher(summary).find();
  }

  /** The error and its causes; empty where something else was sent. */
  private static List<JsonObject> chain(InvocationResult result) {
    List<JsonObject> chain = new ArrayList<>();
    try {
      JsonElement error = JsonParser.parseString(result.text());
      while (error != null && error.isJsonObject() && error.getAsJsonObject().has("errorType")) {
        chain.add(error.getAsJsonObject());
        error = error.getAsJsonObject().get("cause");
      }
    } catch (JsonParseException e) {
      return List.of();
    }
    return chain;
  }

  private static String describe(JsonObject error, InvocationResult whole) {
    return new InvocationResult(error.toString().getBytes(UTF_8), whole.failed()).errorSummary();
  }

  /** Where the function's own code, or a library, was: of the cause, or of what it led to. */
  private static Optional<String> place(List<JsonObject> chain) {
    for (int i = chain.size() - 1; i >= 0; i--) {
      JsonElement frames = chain.get(i).get("stackTrace");
      if (frames instanceof JsonArray) {
        for (JsonElement frame : (JsonArray) frames) {
          if (!PLATFORM_FRAME.matcher(frame.getAsString()).matches()) {
            return Optional.of(frame.getAsString());
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String cut(String words) {
    return words.length() <= LONGEST_SUMMARY ? words : words.substring(0, LONGEST_SUMMARY) + "...";
  }

  /** What to do about an error whose cause is known; empty for one of the code itself. */
  private static Optional<String> hint(String cause, String chain, Stream<String> log) {
    Optional<String> module = log.map(MODULE::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .reduce((one, next) -> next);
    if (module.isPresent()) {
      return module;
    }
    Matcher missing = CLASS_IS_MISSING.matcher(chain);
    if (missing.find()) {
      return Optional.of("add the dependency with " + missing.group(1).replace('/', '.')
          + " in scope compile or runtime: the zip has no others");
    }
    if (AWS.matcher(chain).find()) {
      return Optional.of("training has no AWS credentials: name the endpoint of a local service in"
          + " <trainingEnvironment>, for instance AWS_ENDPOINT_URL_DYNAMODB");
    }
    Matcher variable = VARIABLE.matcher(cause);
    if (variable.find()) {
      return Optional.of(
          "if the function needs a variable " + variable.group() + ", set it in <environment>");
    }
    if (REMOTE.matcher(chain).find()) {
      return Optional.of("if the function needs a service that is not here, name a local one in"
          + " <trainingEnvironment>");
    }
    if (NOT_SET.matcher(cause).lookingAt()) {
      return Optional.of(
          "if the function needs an environment variable there, set it in <environment>");
    }
    return Optional.empty();
  }
}
