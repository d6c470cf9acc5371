/**
 * Events from JSON and responses to JSON, as AWS's own runtime reads and writes them for the same
 * class. {@link dev.coldbrew.lambda.runtime.json.Json} is the entry point; {@code RootCodec} and
 * {@code MemberCodec} choose the adapter of a type.
 *
 * <p>The reference is {@code aws-lambda-java-serialization}, which is Jackson with settings of its
 * own; the tests run both side by side. Gson reads the text.
 */
package dev.coldbrew.lambda.runtime.json;
