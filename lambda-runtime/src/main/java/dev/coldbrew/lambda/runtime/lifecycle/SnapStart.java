// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.lifecycle;

import dev.coldbrew.lambda.runtime.crac.Core;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.security.SecureRandom;
import java.security.Security;

/**
 * Prepares a function for the snapshot that Lambda takes at the end of its init phase, and for
 * being restored from it many times. It runs the hooks, and replaces state that would be stale, or
 * identical in all execution environments. Used only with {@link Settings#isSnapStart}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-custom.html">
 *     SnapStart hooks for container images</a>
 */
public final class SnapStart {

  /** The system property that names the package with which {@code org.crac} registers hooks. */
  private static final String HOOKS = "org.crac.Core.Compat";

  private static final String DNS_TTL = "networkaddress.cache.ttl";

  private static final String UNKNOWN_HOST_TTL = "networkaddress.cache.negative.ttl";

  /** More bytes than the JDK's NativePRNG ever buffers from /dev/urandom. */
  private static final int KEPT_RANDOM = 64 * 1024 + 1;

  private SnapStart() {}

  /** Must be called before any code of the function runs. */
  public static void prepare() {
    System.setProperty(HOOKS, Core.class.getPackageName());
    // The JVM would use an address from before the snapshot long after it, because its cache goes
    // by a clock that stands still. AWS's own runtime clears that cache with native code.
    if (Security.getProperty(DNS_TTL) == null
        && System.getProperty("sun.net.inetaddr.ttl") == null) {
      Security.setProperty(DNS_TTL, "0");
    }
    // So would the failure to find one: a build's java.security has 1 second, the JDK's has 10.
    String unknown = Security.getProperty(UNKNOWN_HOST_TTL);
    if ("1".equals(unknown) || "10".equals(unknown)) {
      Security.setProperty(UNKNOWN_HOST_TTL, "0");
    }
  }

  /**
   * Must be called when everything is loaded and primed.
   *
   * @throws Throwable what a hook of the function throws
   */
  public static void beforeSnapshot() throws Throwable {
    Core.getGlobalContext().beforeCheckpoint();
    Thread.interrupted(); // a flag that user code left would break the next wait
    renewRandom(); // once before, so that nothing is loaded for it after the restore
    System.gc(); // what is garbage would be restored each time
  }

  /**
   * Must be called when Lambda has restored the process, before anything else.
   *
   * @throws Throwable what a hook of the function throws
   */
  public static void afterRestore() throws Throwable {
    renewRandom();
    Core.getGlobalContext().afterRestore();
    Thread.interrupted();
  }

  /**
   * The JDK's default generator buffers random bytes for 100 ms. Bytes in the snapshot must not be
   * used, so this consumes them.
   */
  private static void renewRandom() {
    new SecureRandom().nextBytes(new byte[KEPT_RANDOM]);
  }
}
