/**
 * The runtime is on a function's class path, where this says one thing: what is used if it is there,
 * and is no reason to have {@code java.logging} in a runtime image.
 */
module dev.coldbrew.lambda.runtime {
  requires aws.lambda.java.core;
  requires com.google.gson;
  requires static aws.lambda.java.serialization;
  requires static java.logging;
  requires static org.apache.logging.log4j.core;
  requires static org.slf4j;

  exports dev.coldbrew.lambda.runtime;
  exports dev.coldbrew.lambda.runtime.test;

  provides System.LoggerFinder with
      dev.coldbrew.lambda.runtime.log.bridge.SystemLoggerFinder;
}
