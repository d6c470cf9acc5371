// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.problem;

import java.io.Serial;

/**
 * Something that keeps a goal from doing its work, reported so that the user can fix it: what happened
 * and where on the first line, one edit or one command on the second.
 *
 * <pre>
 * handler class 'com.acme.Orders' is not in target/classes (parameter &lt;handler&gt;)
 * hint: found com.acme.OrderHandler::handle; set &lt;handler&gt;com.acme.OrderHandler::handle&lt;/handler&gt;
 * </pre>
 */
public final class ProblemException extends RuntimeException {

  /** Begins the second line. */
  public static final String HINT = "\nhint: ";

  @Serial
  private static final long serialVersionUID = 1;

  /**
   * @param what what happened, with the offending value in single quotes
   * @param where the parameter, property or file that it came from
   * @param hint one edit or one command that fixes it
   */
  public ProblemException(String what, String where, String hint) {
    this(what, where, hint, null);
  }

  /** As above, with its cause. */
  public ProblemException(String what, String where, String hint, Throwable cause) {
    super(what + " (" + where + ")" + HINT + hint, cause);
  }

  /** The message of an exception, or its type if it has none. */
  public static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
