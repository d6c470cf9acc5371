// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log.bridge;

import dev.coldbrew.lambda.runtime.log.Log;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Makes the {@code System.Logger}s of a function. Of several finders the JDK takes the first, so
 * this one steps back for one that the user brought, such as Log4j's.
 */
public final class SystemLoggerFinder extends System.LoggerFinder {

  private final boolean jul = ModuleLayer.boot().findModule("java.logging").isPresent();
  private System.LoggerFinder ofTheUser;
  private boolean searched;

  /** For the JDK, which finds it as a service. */
  public SystemLoggerFinder() {}

  @Override
  public synchronized System.Logger getLogger(String name, Module module) {
    if (!searched) { // not in the constructor: the search makes one more of this class
      searched = true;
      ofTheUser = ofTheUser();
    }
    if (ofTheUser != null) {
      return ofTheUser.getLogger(name, module);
    }
    return jul ? new JulSystemLogger(name) : new SystemLogger(name);
  }

  private static System.LoggerFinder ofTheUser() {
    try {
      for (System.LoggerFinder finder :
          ServiceLoader.load(System.LoggerFinder.class, ClassLoader.getSystemClassLoader())) {
        if (!(finder instanceof SystemLoggerFinder)) {
          return finder;
        }
      }
    } catch (ServiceConfigurationError e) {
      Log.ofProcess().failure("a System.LoggerFinder on the class path cannot be used", e);
    }
    return null;
  }
}
