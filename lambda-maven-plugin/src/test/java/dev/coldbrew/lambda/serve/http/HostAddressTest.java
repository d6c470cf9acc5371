// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAddressTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "0.0.0.0, 127.0.0.1",
    "192.0.2.7, 192.0.2.7",
    "::, 127.0.0.1",
    "::1, [::1]",
    "2001:db8::7, [2001:db8::7]",
    "2001:db8:0:1::, [2001:db8:0:1::]",
    "2001:db8:0:1:2:3:4:5, [2001:db8:0:1:2:3:4:5]"
  })
  void theHostOfAUrlIsTheAddressInItsUsualForm(String address, String host)
      throws UnknownHostException {
    assertEquals(host, HostAddress.inUrl(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "::1, true",
    "0.0.0.0, true",
    "::, true",
    "127.0.0.2, false",
    "192.0.2.7, false",
    "2001:db8::7, false"
  })
  void namesBelowLocalhostLeadToLocalhostAlone(String address, boolean isLocalhost)
      throws UnknownHostException {
    assertEquals(isLocalhost, HostAddress.isLocalhost(InetAddress.getByName(address)));
  }
}
