// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import dev.coldbrew.lambda.runtime.api.RuntimeApi;
import dev.coldbrew.lambda.runtime.invocation.ConcurrentLoops;
import dev.coldbrew.lambda.runtime.invocation.Handler;
import dev.coldbrew.lambda.runtime.invocation.HandlerLoader;
import dev.coldbrew.lambda.runtime.invocation.InvocationLoop;
import dev.coldbrew.lambda.runtime.lifecycle.LastResort;
import dev.coldbrew.lambda.runtime.log.Log;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The runtime within the test's own JVM, which nothing ends: its log and its end are kept. */
public final class RuntimeInTest extends LastResort {

  private final ByteArrayOutputStream output;
  private final Log log;
  private boolean isArmed;
  private boolean isHalted;

  public RuntimeInTest() {
    this(Map.of(), new ByteArrayOutputStream());
  }

  /**
   * @param settings the environment variables of the function
   */
  public RuntimeInTest(Map<String, String> settings) {
    this(settings, new ByteArrayOutputStream());
  }

  private RuntimeInTest(Map<String, String> settings, ByteArrayOutputStream output) {
    super(output);
    this.output = output;
    this.log = new Log(new Settings(settings), output);
  }

  public InvocationLoop loop(RuntimeApi api, Handler handler) {
    return new InvocationLoop(api, handler, log, this, null);
  }

  public void runConcurrently(String address, Handler handler, int count) throws IOException {
    ConcurrentLoops.run(address, handler, count, log, this, null);
  }

  /**
   * Handles the scripted events, with everything that is printed and logged going to this log.
   *
   * @param handler its fully qualified name
   * @param count of invocations at once; 0 for one after another
   */
  void serve(ScriptedRuntimeApi api, String handler, int count) throws Throwable {
    PrintStream out = System.out;
    PrintStream err = System.err;
    log.install();
    try {
      Handler loaded = HandlerLoader.load(handler, RuntimeInTest.class.getClassLoader());
      if (count == 0) {
        loop(api.client(), loaded).run();
      } else {
        runConcurrently(api.address(), loaded, count);
      }
    } catch (IOException e) {
      // the script has come to its end
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** All lines of the log. */
  public String logged() {
    return output.toString(StandardCharsets.UTF_8);
  }

  public Log log() {
    return log;
  }

  /** Whether the process would have ended by now or within seconds. */
  public boolean isArmed() {
    return isArmed;
  }

  public boolean isHalted() {
    return isHalted;
  }

  @Override
  public void arm() {
    isArmed = true;
  }

  @Override
  public void halt() {
    isHalted = true;
  }
}
