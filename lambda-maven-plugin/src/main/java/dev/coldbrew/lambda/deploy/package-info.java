/**
 * The function as it is to be in AWS, and what is done there, as the goals see it. What calls AWS is in
 * the module {@code lambda-deploy}. Depends on {@code emulator}, for what an invocation gives, {@code
 * process} and {@code problem}.
 */
package dev.coldbrew.lambda.deploy;
