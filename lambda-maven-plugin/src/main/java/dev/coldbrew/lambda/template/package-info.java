/**
 * Templates with which other tools deploy functions: for SAM, CloudFormation, Terraform and CDK, from the
 * settings that {@code lambda:deploy} has. Depends on {@code deploy}, {@code zip}, {@code file} and
 * {@code problem}.
 */
package dev.coldbrew.lambda.template;
