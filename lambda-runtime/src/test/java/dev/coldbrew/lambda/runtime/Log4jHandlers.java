// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Functions that log by Log4j 2. */
public class Log4jHandlers {

  private static final Logger LOG = LogManager.getLogger("example.Orders");
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);
  private static final ExecutorService POOL = Executors.newSingleThreadExecutor();

  static {
    LOG.info("init");
  }

  public void logging() {
    LOG.debug("debug");
    LOG.info("hello {}", "Ada");
    LOG.error("failed", LogHandlers.failure());
  }

  public void byAThreadOfTheFirst() throws Exception {
    POOL.submit(() -> LOG.info("from the pool")).get(10, TimeUnit.SECONDS);
  }

  public void twoAtOnce(String event) throws Exception {
    BOTH.await(10, TimeUnit.SECONDS);
    LOG.info("logged for {}", event);
    BOTH.await(10, TimeUnit.SECONDS);
  }
}
