// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.lifecycle;

import dev.coldbrew.lambda.runtime.crac.Core;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.security.SecureRandom;
import java.security.Security;

/**
 * Prepares a function for the snapshot that Lambda takes at the end of its init phase, and for being
 * restored from it, many times over: its hooks run, and what would be stale or the same in all of its
 * execution environments is replaced. Only with {@link Settings#isSnapStart}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-custom.html">
 *     SnapStart hooks for container images</a>
 */
public final class SnapStart {

  /** Names the package that {@code org.crac} registers hooks with. */
  private static final String HOOKS = "org.crac.Core.Compat";

  private static final String DNS_TTL = "networkaddress.cache.ttl";

  /** More bytes than the JDK's NativePRNG ever keeps of what it has read from /dev/urandom. */
  private static final int KEPT_RANDOM = 64 * 1024 + 1;

  private SnapStart() {}

  /** To be called before any code of the function runs. */
  public static void prepare() {
    System.setProperty(HOOKS, Core.class.getPackageName());
    // An address from before the snapshot would be used long after it, since the clock that the
    // JVM's cache goes by stands still. AWS's own runtime empties that cache by native code.
    if (Security.getProperty(DNS_TTL) == null
        && System.getProperty("sun.net.inetaddr.ttl") == null) {
      Security.setProperty(DNS_TTL, "0");
    }
  }

  /**
   * To be called when everything is loaded and primed.
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
   * To be called when Lambda has restored the process, before anything else.
   *
   * @throws Throwable what a hook of the function throws
   */
  public static void afterRestore() throws Throwable {
    renewRandom();
    Core.getGlobalContext().afterRestore();
    Thread.interrupted();
  }

  /** The JDK's default keeps random bytes for 100 ms; those in the snapshot are not to be used. */
  private static void renewRandom() {
    new SecureRandom().nextBytes(new byte[KEPT_RANDOM]);
  }
}
