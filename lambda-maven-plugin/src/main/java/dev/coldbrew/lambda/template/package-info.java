/**
 * Templates for tools that deploy functions: SAM, CloudFormation, Terraform and CDK, with the same
 * settings as {@code lambda:deploy}. Depends on {@code deploy}, {@code zip}, {@code process}, {@code
 * file} and {@code problem}.
 */
package dev.coldbrew.lambda.template;
