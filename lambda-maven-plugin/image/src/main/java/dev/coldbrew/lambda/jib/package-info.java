/** Container images, written with Jib: the only package that knows its library. */
package dev.coldbrew.lambda.jib;
