/** Calls AWS for the plugin's goals: the only package that knows AWS's SDK. */
package dev.coldbrew.lambda.aws;
