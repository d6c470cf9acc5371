// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import java.net.Authenticator;
import java.net.ProxySelector;

/**
 * How a goal reaches AWS. Credentials and region are not part of it: AWS's SDK reads them from the
 * places that every AWS tool uses.
 *
 * @param version the plugin's version, which AWS's logs show
 * @param proxies the proxies in Maven's settings; if they name none for an address, AWS's SDK
 *     decides
 * @param proxyLogin the credentials for proxies that require them
 */
public record AwsAccess(String version, ProxySelector proxies, Authenticator proxyLogin) {}
