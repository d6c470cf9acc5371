// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import java.util.Optional;

/**
 * A function in AWS after its deployment.
 *
 * @param arn by which to invoke it: of the alias, if one was asked for
 * @param url empty if it was not to have one
 */
public record Deployed(String arn, Optional<String> url) {}
