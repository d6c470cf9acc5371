// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random responses, whole and broken. The same at every run, unless the system property {@code
 * fuzz.seed} names another seed to begin with.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HttpFuzzTest {

  private static final int FIRST_SEED = Integer.getInteger("fuzz.seed", 0);
  private static final int ROUNDS = 4000;

  /** Beside a small multiple of what came: room for a body, on the word of its length. */
  private static final long MAX_ALLOCATED = 9_000_000;

  private static final String[] HOSTILE = {
    "Content-Length: -1\r\n",
    "Content-Length: +2\r\n",
    "Content-Length: 2147483647\r\n",
    "Content-Length: 67108864\r\n",
    "Content-Length: 99999999999999999999\r\n",
    "Transfer-Encoding: gzip\r\n",
    "Transfer-Encoding: chunked\r\n",
    "HTTP/1.1 100 Continue\r\n\r\n",
    "HTTP/1.1 ",
    "7fffffff\r\n",
    "80000000\r\n",
    "-1\r\n",
    "ffffffffffffffffffff\r\n",
    "0\r\n",
    "\r\n",
    "\r",
    "\n ",
    ":",
    "\0"
  };

  @Test
  void whatIsReadIsWhatWasSentHoweverItIsCut() {
    for (int seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed++) {
      Random random = new Random(seed);
      assertDoesNotThrow(() -> exchangeUntilOneIsTheLast(random), "seed " + seed);
    }
  }

  private static void exchangeUntilOneIsTheLast(Random random) throws Exception {
    PeerInMemory peer = new PeerInMemory(random);
    HttpConnection connection = peer.connect();
    for (int left = 1 + random.nextInt(5); left > 0 && !peer.isClosed(); left--) {
      RandomResponse sent = new RandomResponse(random);
      peer.send(
          sent.bytes(),
          sent.endsWithConnection() ? PeerInMemory.End.CLOSED : PeerInMemory.End.WAITING);

      HttpResponse got = connection.exchange("GET", "/", "", null, 0);

      assertEquals(sent.status(), got.status());
      sent.headers().forEach((name, value) -> assertEquals(value, got.header(name)));
      assertArrayEquals(sent.body(), got.body());
      assertEquals(sent.isLast(), peer.isClosed());
    }
  }

  @Test
  void aboutBrokenResponsesOnlyABrokenConnectionIsSaid() {
    int refused = 0;
    for (int seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed++) {
      Random random = new Random(seed);
      refused += assertDoesNotThrow(() -> exchangeBroken(random), "seed " + seed) ? 0 : 1;
    }

    assertTrue(refused > ROUNDS / 3 && refused < ROUNDS, "refused " + refused);
  }

  /** Returns whether it was read as a response. */
  private static boolean exchangeBroken(Random random) {
    PeerInMemory peer = new PeerInMemory(random);
    HttpConnection connection = peer.connect();
    byte[] bytes = mutated(new RandomResponse(random).bytes(), random);
    peer.send(bytes, random.nextBoolean() ? PeerInMemory.End.CLOSED : PeerInMemory.End.RESET);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      HttpResponse got = connection.exchange("GET", "/", "", null, 0);
      assertTrue(got.body().length <= bytes.length);
      return true;
    } catch (IOException e) {
      assertTrue(HttpConnection.isBroken(e), e::toString);
      assertTrue(peer.isClosed());
      return false;
    } finally {
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertTrue(allocated < MAX_ALLOCATED + 10L * bytes.length, "allocated " + allocated);
    }
  }

  /** Bytes changed, dropped, doubled and put in, mostly near the beginning; or the end cut off. */
  private static byte[] mutated(byte[] response, Random random) {
    byte[] bytes = response;
    for (int i = random.nextInt(4); i >= 0; i--) {
      int from = random.nextInt(1 + Math.min(bytes.length, random.nextBoolean() ? 200 : 20_000));
      byte[] head = Arrays.copyOf(bytes, from);
      byte[] tail = Arrays.copyOfRange(bytes, from, bytes.length);
      int length = random.nextInt(1 + Math.min(tail.length, 20));
      bytes = switch (random.nextInt(6)) {
        case 0 -> head;
        case 1 -> join(head, Arrays.copyOfRange(tail, length, tail.length));
        case 2 -> join(head, Arrays.copyOf(tail, length), tail);
        case 3 -> join(head, new byte[] {(byte) random.nextInt()}, tail);
        default -> join(head, ascii(HOSTILE[random.nextInt(HOSTILE.length)]), tail);
      };
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200 OK\r\nX: ', x, head longer than 524288 bytes",
    "'HTTP/1.1 200 OK\r\n', 'X: y\r\n', head longer than 524288 bytes",
    "'HTTP/1.1 200 OK\r\nX: y', '\r\n z', head longer than 524288 bytes",
    "'', 'HTTP/1.1 100 Continue\r\n\r\n', head longer than 524288 bytes",
    "'HTTP/1.1 200 OK\r\n\r\n', x, body longer than 67108864 bytes",
    "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '9\r\n1234567\r\n\r\n', "
        + "body longer than 67108864 bytes",
    "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;', x, head longer than 524288 bytes",
    "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n', 'X: y\r\n', "
        + "head longer than 524288 bytes"
  })
  void aResponseWithoutAnEndIsRefused(String start, String repeated, String why) {
    HttpConnection connection = PeerInMemory.endless(start, repeated);

    HttpConnection.BrokenException e = assertThrows(
        HttpConnection.BrokenException.class, () -> connection.exchange("GET", "/", "", null, 0));

    assertEquals("connection broken: " + why, e.getMessage());
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
