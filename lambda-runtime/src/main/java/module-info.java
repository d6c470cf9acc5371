/**
 * The runtime is on a function's class path, where this says one thing: {@code java.logging} is
 * used if it is there, and not a reason to have it in a runtime image.
 */
module dev.coldbrew.lambda.runtime {
  requires aws.lambda.java.core;
  requires com.google.gson;
  requires static transitive java.logging;

  exports dev.coldbrew.lambda.runtime;

  provides System.LoggerFinder with
      dev.coldbrew.lambda.runtime.SystemLoggerFinder;
}
