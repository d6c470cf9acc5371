// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.conformance;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A method of every form that the managed runtime takes. */
public class Shapes {

  private static int invocations;

  public String eventAndContext(Map<String, String> event, Context context) {
    return event.get("name") + " in " + context.getFunctionName();
  }

  public static String ofTheClass(Map<String, String> event) {
    return "static " + event.get("name");
  }

  public int nothing() {
    return ++invocations;
  }

  public void noResponse(String event) {
    invocations++;
  }

  public String nullAnswer(String event) {
    return null;
  }

  /** What can be known of it beforehand. */
  public Map<String, Object> context(Context context) {
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("name", context.getFunctionName());
    known.put("version", context.getFunctionVersion());
    known.put("arn", context.getInvokedFunctionArn());
    known.put("memory", context.getMemoryLimitInMB());
    known.put("logGroup", context.getLogGroupName());
    known.put("idLength", context.getAwsRequestId().length());
    known.put("identity", context.getIdentity());
    known.put("client", context.getClientContext());
    known.put("timeLeft", context.getRemainingTimeInMillis() > 1000);
    known.put("tenant", context.getTenantId());
    return known;
  }

  /** What the managed runtime arranges around a handler. */
  public Map<String, Object> surroundings(Context context) {
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("logger", context.getLogger() != null);
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    found.put("loader", loader != null && loader.getResource("conformance.txt") != null);
    found.put("interrupted", Thread.currentThread().isInterrupted());
    found.put("daemon", Thread.currentThread().isDaemon());
    return found;
  }

  /** Where AWS's SDK for X-Ray looks. */
  public boolean traced(Context context) {
    String trace = System.getProperty("com.amazonaws.xray.traceHeader");
    return trace != null && trace.equals(context.getXrayTraceId());
  }

  /** How long a name that is not known stays so. */
  public String negativeTtl() {
    return Security.getProperty("networkaddress.cache.negative.ttl");
  }

  public void streams(InputStream in, OutputStream out, Context context) throws IOException {
    in.transferTo(out);
    out.write(context.getFunctionName().getBytes(StandardCharsets.UTF_8));
  }

  public void twoStreams(InputStream in, OutputStream out) throws IOException {
    in.transferTo(out);
  }

  public void output(OutputStream out) throws IOException {
    out.write("[1,2]".getBytes(StandardCharsets.UTF_8));
  }

  public void outputAndContext(OutputStream out, Context context) throws IOException {
    out.write(('"' + context.getFunctionVersion() + '"').getBytes(StandardCharsets.UTF_8));
  }

  /** AWS's runtime answers null, whatever is returned. */
  public int input(InputStream in) throws IOException {
    return in.readAllBytes().length;
  }

  public String inputAndContext(InputStream in, Context context) throws IOException {
    return context.getFunctionName() + in.readAllBytes().length;
  }

  /** Of overloads, the one with most parameters, where a context counts one more. */
  public String overloaded(Map<String, String> event) {
    return "event";
  }

  /** That one. */
  public String overloaded(Map<String, String> event, Context context) {
    return "event and context";
  }

  public String overloaded() {
    return "nothing";
  }

  /** No handler may have these parameters, so the other is taken. */
  public String odd(String event, String other, Context context) {
    return "two events";
  }

  public String odd(List<String> event) {
    return "one event of " + event.size();
  }

  public String twice(String event) {
    return "string";
  }

  public String twice(Integer event) {
    return "integer";
  }

  String hidden(String event) {
    return event;
  }
}
