/** The plugin's goals' side of AWS: the only package that knows AWS's SDK. */
package dev.coldbrew.lambda.aws;
