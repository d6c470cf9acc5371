/**
 * What runs inside Lambda. The way of an event is one straight line: {@link
 * dev.coldbrew.lambda.runtime.LambdaMain} reads the environment and loads the handler, {@link
 * dev.coldbrew.lambda.runtime.InvocationLoop} takes an event, calls the handler and sends the
 * answer, {@link dev.coldbrew.lambda.runtime.RuntimeApi} speaks to Lambda over one kept-alive
 * {@link dev.coldbrew.lambda.runtime.HttpConnection}.
 *
 * <p>What the function prints and logs, in whichever way, goes through {@link
 * dev.coldbrew.lambda.runtime.LogWriter}, each message one event.
 *
 * <p>Every class loaded here is waited for at a cold start: no regular expressions, no streams, no
 * lambdas, no formatting, no logging framework. It uses nothing but Gson and aws-lambda-java-core,
 * and nothing of the Maven plugin.
 */
package dev.coldbrew.lambda.runtime;
