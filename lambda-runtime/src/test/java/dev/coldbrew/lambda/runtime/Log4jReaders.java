// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;

/** Functions that have a logger of Log4j 2, and read its context before they log. */
public class Log4jReaders {

  static final Logger LOG = LogManager.getLogger("example.Orders");

  public void requestId() {
    System.out.println(ThreadContext.get("AWSRequestId"));
  }
}
