/**
 * The goals' view of AWS: the settings that a function should have there, and the interfaces to
 * deploy and invoke it. The module {@code lambda-deploy} implements them with AWS's SDK. Depends on
 * {@code emulator}, for the result of an invocation, {@code process} and {@code problem}.
 */
package dev.coldbrew.lambda.deploy;
