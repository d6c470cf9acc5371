/**
 * The goals: values of the pom in, calls into the packages beside this one, results out as lines of
 * the log. The only package that knows Maven.
 */
package dev.coldbrew.lambda.maven;
