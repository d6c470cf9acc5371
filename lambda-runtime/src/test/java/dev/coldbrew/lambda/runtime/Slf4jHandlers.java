// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Functions that log by SLF4J. */
public class Slf4jHandlers {

  private static final Logger LOG = LoggerFactory.getLogger("example.Orders");

  public void logging() {
    LOG.trace("trace");
    LOG.debug("debug {}", 1);
    LOG.info("hello {}", "Ada");
    LOG.warn("two\n{}", "lines");
    LOG.error("failed {}", 1, LogHandlers.failure());
  }

  public void loggingInContext() {
    MDC.put("customer", "Ada");
    MDC.put("level", "not the message's");
    LOG.info("in context");
    MDC.clear();
    LOG.atInfo().addKeyValue("count", 2).log("out of context");
  }
}
