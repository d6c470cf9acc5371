// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random values and random bytes, the same at every run. */
class JsonFuzzTest {

  private static final int ROUNDS = 3000;

  private static final Type[] TYPES = {
    Object.class,
    Map.class,
    String.class,
    int.class,
    Beans.Scalars.class,
    Beans.Naming.class,
    Beans.Point.class,
    Beans.Value.class,
    SQSEvent.class,
    S3Event.class,
    new TypeToken<List<Map<String, Beans.Days>>>() {}.getType()
  };

  @Test
  void randomValueIsReadAsItWasWritten() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Object value = value(new Random(seed), 0);

      assertEquals(
          value, Json.read(bytes(Json.write(value, Object.class)), Object.class), "seed " + seed);
    }
  }

  @Test
  void aboutRandomBytesOnlyIllegalArgumentIsSaid() {
    int refused = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      byte[] event = new byte[1 + random.nextInt(8)];
      for (int i = 0; i < event.length; i++) {
        event[i] = (byte)
            (random.nextInt(9) == 0
                ? random.nextInt()
                : "{}[]\":,'\\u0e-.tfn1".charAt(random.nextInt(18)));
      }
      refused += refusals(event);
    }

    assertTrue(refused > ROUNDS && refused < ROUNDS * TYPES.length, "refused " + refused);
  }

  @Test
  void aboutBrokenEventsOnlyIllegalArgumentIsSaid() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      byte[] event = bytes(Json.write(bean(random), Object.class));
      for (int i = random.nextInt(4); i >= 0; i--) {
        event[random.nextInt(event.length)] = (byte) random.nextInt();
      }
      refusals(event);
    }
  }

  /** Any other exception ends the test. */
  private static int refusals(byte[] event) {
    int refused = 0;
    for (Type type : TYPES) {
      try {
        Json.read(event, type);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    return refused;
  }

  /** With properties that some of the types have. */
  private static Map<String, Object> bean(Random random) {
    String[] names = {
      "i",
      "d",
      "z",
      "text",
      "any",
      "list",
      "map",
      "bean",
      "x",
      "label",
      "name",
      "days",
      "Records",
      "date",
      "instant",
      "color",
      "bytes",
      "enumMap",
      "byNumber",
      "matrix"
    };
    Map<String, Object> bean = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      bean.put(names[random.nextInt(names.length)], value(random, 2));
    }
    return bean;
  }

  private static Object value(Random random, int depth) {
    switch (random.nextInt(depth > 4 ? 7 : 9)) {
      case 0:
        return text(random);
      case 1:
        return random.nextInt();
      case 2:
        return random.nextLong() | Long.MIN_VALUE >>> 20;
      case 3:
        return Double.longBitsToDouble(random.nextLong() >>> 2);
      case 4:
        return random.nextBoolean();
      case 5:
        return new BigInteger(70 + random.nextInt(100), random).setBit(69);
      case 6:
        return depth == 0 ? "" : List.of();
      case 7:
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          list.add(random.nextInt(9) == 0 ? null : value(random, depth + 1));
        }
        return list;
      default:
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          map.put(text(random), value(random, depth + 1));
        }
        return map;
    }
  }

  /** Surrogates, alone and in pairs, control characters and all the rest. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      int kind = random.nextInt(5);
      text.append((char)
          (kind == 0
              ? random.nextInt(32)
              : kind == 1
                  ? 0xd7f0 + random.nextInt(0x820)
                  : kind == 2 ? random.nextInt(0x10000) : 32 + random.nextInt(96)));
    }
    return text.toString();
  }

  private static byte[] bytes(ByteBuffer json) {
    return JsonText.of(json).getBytes(StandardCharsets.UTF_8);
  }
}
