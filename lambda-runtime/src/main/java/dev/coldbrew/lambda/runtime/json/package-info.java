/**
 * Events from JSON and answers to JSON, as AWS's own runtime reads and writes them for the same
 * class. {@link dev.coldbrew.lambda.runtime.json.Json} is the door; {@code Codec} chooses the
 * adapter of a type, {@code BeanProperties} says which properties a class has and how they are
 * named, {@code EventRules} what is different for AWS's event classes.
 *
 * <p>The reference is {@code aws-lambda-java-serialization}, which is Jackson with settings of its
 * own; the tests run both side by side. Gson reads and writes the text, and takes over the classes
 * that carry its annotations. This package uses nothing of the others.
 */
package dev.coldbrew.lambda.runtime.json;
