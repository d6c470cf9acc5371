/**
 * What runs inside Lambda, and the classes that others name: {@link
 * dev.coldbrew.lambda.runtime.LambdaMain} is what {@code bootstrap} starts, {@link
 * dev.coldbrew.lambda.runtime.ResponseStream} is for handlers that stream their response. Users' unit
 * tests name those of {@code test}.
 *
 * <p>An event takes one straight path: {@code LambdaMain} reads the environment and loads the
 * handler, {@code invocation.InvocationLoop} takes an event, calls the handler and sends the
 * response, {@code api.RuntimeApi} talks to Lambda over one kept-alive connection. Everything that
 * the function prints and logs goes through {@code log.Log}, each message one event.
 *
 * <p>The packages below, from top to bottom; none uses one above it:
 *
 * <ul>
 *   <li>{@code invocation}: an event's path, with the handler, its context and its response
 *   <li>{@code lifecycle}: shutdown, last resort, timeout dump, snapshot and restore
 *   <li>{@code crac}: the hooks around a snapshot
 *   <li>{@code log}: the function's log; {@code log.bridge} connects logging libraries to it
 *   <li>{@code error}: error reports, stack traces and hints
 *   <li>{@code api}: the Runtime API over our own HTTP connection
 *   <li>{@code json}: events from JSON, and responses to JSON
 *   <li>{@code settings}: what the environment and {@code bootstrap} set, and their contract
 * </ul>
 *
 * <p>A cold start waits for every class that is loaded here. So what every function runs through uses
 * no streams, lambdas, formatters or logging framework; regular expressions and the like are for
 * rare paths only. The jar depends on Gson and aws-lambda-java-core; it supports Log4j, SLF4J,
 * {@code java.logging} and AWS's serializer where the function brings them.
 */
package dev.coldbrew.lambda.runtime;
