// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAccessTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:9000",
        "a.b.localhost:1",
        "127.0.0.1",
        "127.0.0.2:9000",
        "[::1]:9000",
        "[0:0:0:0:0:0:0:1]:9000"
      })
  void theseNamesAlwaysMeanThisMachine(String host) {
    assertTrue(LocalAccess.isForThisMachine(host, false));
    assertTrue(LocalAccess.isForThisMachine(host, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.168.1.7", "10.0.0.1:9000", "[fe80::1]:9000", "[::11]", "0.0.0.0"})
  void otherAddressesAreAcceptedWhereOtherMachinesAreServed(String host) {
    assertFalse(LocalAccess.isForThisMachine(host, false));
    assertTrue(LocalAccess.isForThisMachine(host, true));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80"})
  void otherNamesAreNeverAccepted(String host) {
    assertFalse(LocalAccess.isForThisMachine(host, false));
    assertFalse(LocalAccess.isForThisMachine(host, true));
  }
}
