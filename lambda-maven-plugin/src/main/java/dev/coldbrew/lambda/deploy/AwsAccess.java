// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import java.net.Authenticator;
import java.net.ProxySelector;

/**
 * How a goal reaches AWS. Credentials and region are not here: they are those of every AWS tool, and
 * only AWS's SDK reads them.
 *
 * @param version the plugin's, which AWS's logs show
 * @param proxies those that Maven's settings name; none for an address leaves it to AWS's SDK
 * @param proxyLogin what a proxy is told that asks for a password
 */
public record AwsAccess(String version, ProxySelector proxies, Authenticator proxyLogin) {}
