/** The one kind of failure that a user is told about. Everything may use it; it uses nothing. */
package dev.coldbrew.lambda.problem;
