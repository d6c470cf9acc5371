// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import java.util.Optional;

/**
 * A function in AWS after its deployment.
 *
 * @param arn the ARN to invoke: that of the alias or the version, if one was requested
 * @param url the function URL; empty if none was requested
 */
public record Deployed(String arn, Optional<String> url) {}
