// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.settings;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Map;

/**
 * All settings of the runtime: environment variables, which Lambda and the function's configuration
 * set, and system properties, which {@code bootstrap} sets.
 *
 * <table>
 * <caption>What bootstrap and the runtime agree on</caption>
 * <tr><th>bootstrap passes</th><th>it means</th></tr>
 * <tr><td>the main class's first argument</td><td>the handler from the build, for functions whose
 * {@code _HANDLER} names no class</td></tr>
 * <tr><td>{@code dev.coldbrew.lambda.connection=stdin}</td><td>standard input is a connection to the
 * Runtime API</td></tr>
 * <tr><td>{@code dev.coldbrew.lambda.awsLogger=unused}</td><td>no class of the function asks AWS's
 * {@code LambdaRuntime} for its logger, so a start is spared the reflection to replace it</td></tr>
 * <tr><td>{@code dev.coldbrew.lambda.serializer=own} or {@code aws}</td><td>what reads events and
 * writes responses; without it, a service of AWS's interface is looked for</td></tr>
 * <tr><td>{@code dev.coldbrew.lambda.prime=types} or {@code handler}</td><td>what the init phase does
 * with events and responses of the training: reads and writes them, or calls the handler</td></tr>
 * <tr><td>{@code dev.coldbrew.lambda.cache=true}</td><td>the JVM has been given a startup
 * cache</td></tr>
 * <tr><td>{@code dev.coldbrew.lambda.record=true}</td><td>the startup cache is being recorded, and what
 * will prime is there at the end</td></tr>
 * </table>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime">
 *     Lambda's environment variables</a>
 */
public final class Settings {

  private static final String CONCURRENCY = "AWS_LAMBDA_MAX_CONCURRENCY";
  private static final String DUMP = "COLDBREW_DUMP_BEFORE_TIMEOUT_MILLIS";
  private static final String GRACEFUL = "COLDBREW_GRACEFUL_SHUTDOWN";

  /** The system property that says what reads events and writes responses. */
  public static final String SERIALIZER = "dev.coldbrew.lambda.serializer";

  private static final Settings OF_PROCESS = new Settings(System.getenv());

  private final Map<String, String> environment;

  /** Those in some other environment than the process's: for tests. */
  public Settings(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Those of this process. */
  public static Settings ofProcess() {
    return OF_PROCESS;
  }

  /** Host and port of the Runtime API; null outside Lambda. */
  public String runtimeApi() {
    return environment.get("AWS_LAMBDA_RUNTIME_API");
  }

  /** The handler that the function's configuration names; may be null or no handler. */
  public String handler() {
    return environment.get("_HANDLER");
  }

  /**
   * How many invocations may run at once; 0 for one after another.
   *
   * @throws IllegalArgumentException if the value is not a whole number
   */
  public int concurrency() {
    return number(CONCURRENCY, 0);
  }

  /**
   * How many milliseconds before an invocation times out the stacks of all threads are written to the
   * log; negative for never ({@value #DUMP}).
   *
   * @throws IllegalArgumentException if the value is not a whole number
   */
  public int dumpBeforeTimeoutMillis() {
    return number(DUMP, -1);
  }

  /**
   * Whether shutdown hooks run before Lambda ends the process ({@value #GRACEFUL}); a handler that is
   * {@link AutoCloseable} is closed without it.
   */
  public boolean gracefulShutdown() {
    return "true".equals(environment.get(GRACEFUL));
  }

  /** Whether Lambda takes a snapshot after the init phase, and starts environments from it. */
  public boolean isSnapStart() {
    return "snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
  }

  /** Whether the function's log is JSON. */
  public boolean logsJson() {
    return "JSON".equalsIgnoreCase(environment.get("AWS_LAMBDA_LOG_FORMAT"));
  }

  /** The lowest level that is logged; UNDEFINED if none is set, or one that AWS does not have. */
  public LogLevel logLevel() {
    String name = environment.get("AWS_LAMBDA_LOG_LEVEL");
    for (LogLevel level : LogLevel.values()) {
      if (level.name().equalsIgnoreCase(name)) {
        return level;
      }
    }
    return LogLevel.UNDEFINED;
  }

  /** The file descriptor for framed log messages, or null. */
  public String logDescriptor() {
    return environment.get("_LAMBDA_TELEMETRY_LOG_FD");
  }

  public String logGroupName() {
    return environment.get("AWS_LAMBDA_LOG_GROUP_NAME");
  }

  public String logStreamName() {
    return environment.get("AWS_LAMBDA_LOG_STREAM_NAME");
  }

  public String functionName() {
    return environment.get("AWS_LAMBDA_FUNCTION_NAME");
  }

  public String functionVersion() {
    return environment.get("AWS_LAMBDA_FUNCTION_VERSION");
  }

  /** In MB; 0 if it is not set. */
  public int memoryLimit() {
    String memory = environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
    return memory == null ? 0 : Integer.parseInt(memory);
  }

  /** Whether standard input is a connection to the Runtime API. */
  public static boolean standardInputIsConnection() {
    return "stdin".equals(System.getProperty("dev.coldbrew.lambda.connection"));
  }

  /** Whether a class of the function may ask AWS's {@code LambdaRuntime} for its logger. */
  public static boolean awsLoggerIsUsed() {
    return !"unused".equals(System.getProperty("dev.coldbrew.lambda.awsLogger"));
  }

  /** {@code own} or {@code aws}; null to look for a service of AWS's interface. */
  public static String serializer() {
    return System.getProperty(SERIALIZER);
  }

  /** {@code types} or {@code handler}; null if the init phase does not prime. */
  public static String prime() {
    return System.getProperty("dev.coldbrew.lambda.prime");
  }

  /** Whether the JVM was given a startup cache, used or not. */
  public static boolean hasCache() {
    return "true".equals(System.getProperty("dev.coldbrew.lambda.cache"));
  }

  /** Whether this start records the startup cache; a proof or a measurement does not. */
  public static boolean recordsCache() {
    return "true".equals(System.getProperty("dev.coldbrew.lambda.record"));
  }

  private int number(String variable, int ifUnset) {
    String value = environment.get(variable);
    if (value == null) {
      return ifUnset;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "environment variable " + variable + " is '" + value + "', not a whole number", e);
    }
  }
}
