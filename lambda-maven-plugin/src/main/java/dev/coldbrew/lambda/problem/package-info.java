/** The one kind of failure that is reported to users. Everything may use it; it uses nothing. */
package dev.coldbrew.lambda.problem;
