// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Which requests a runtime may send when: the states and transitions of the Runtime API for one
 * execution environment, and as much of the Extensions API as a runtime needs in order to be
 * notified of its end. States, rules and words are those of AWS's own implementation.
 *
 * @see <a href="https://github.com/aws/aws-lambda-runtime-interface-emulator">the runtime interface
 *     emulator, internal/lambda/core/states.go</a>
 */
final class RuntimeProtocol {

  /** How the wait for the runtime ended. */
  enum Outcome {
    ASKED_FOR_NEXT,
    EXITED,
    OVERRAN
  }

  private enum State {
    STARTED("Started"),
    INIT_ERROR("InitError"),
    RESTORE_READY("RestoreReady"),
    RESTORING("Restoring"),
    RESTORE_ERROR("RuntimeRestoreErrorState"),
    READY("Ready"),
    RUNNING("Running"),
    RESPONSE_SENT("ResponseSent");

    private final String label;

    State(String label) {
      this.label = label;
    }
  }

  private State state = State.STARTED;
  private Invocation invocation;
  private Posted posted;
  private boolean exited;
  private final Map<String, Extension> extensions = new HashMap<>(); // by identifier

  /** The runtime asks for an event. That ends the init phase or an invocation, and blocks. */
  synchronized Invocation next() throws RejectedException, InterruptedIOException {
    if (state == State.INIT_ERROR || state == State.RESTORE_READY || state == State.RESTORE_ERROR) {
      throw notAllowed("Ready");
    }
    if (state != State.RUNNING) {
      state = State.READY;
      notifyAll();
    }
    waitWhile(State.READY);
    // A runtime that asks again without having responded has lost the connection: the same event
    // again.
    return invocation;
  }

  private void waitWhile(State waiting) throws RejectedException, InterruptedIOException {
    while (state == waiting && !exited) {
      waitFor(Long.MAX_VALUE);
    }
    if (exited) {
      // Only a process that has outlived its parent gets this, which is how Lambda says "exit now".
      throw new RejectedException(500, "InternalServerError", "Internal Server Error");
    }
  }

  /** The runtime is ready for its snapshot. That ends the init phase, and blocks until the restore. */
  synchronized void restoreNext() throws RejectedException, InterruptedIOException {
    if (state != State.STARTED) {
      throw notAllowed("Ready");
    }
    state = State.RESTORE_READY;
    notifyAll();
    waitWhile(State.RESTORE_READY);
  }

  /** Whether the runtime waits for its restore: one that asks for an event instead wants none. */
  synchronized boolean awaitsRestore() {
    return state == State.RESTORE_READY;
  }

  /** The service has restored a runtime that waited for it. */
  synchronized void restore() {
    state = State.RESTORING;
    notifyAll();
  }

  /** The runtime cannot go on after the restore; it is now expected to exit. */
  synchronized void restoreError(Posted given) throws RejectedException {
    if (state != State.RESTORING) {
      throw notAllowed("RuntimeRestoreErrorState");
    }
    state = State.RESTORE_ERROR;
    posted = given;
  }

  /** The runtime ends its invocation. */
  synchronized void post(String requestId, Posted given) throws RejectedException {
    if (!isCurrent(requestId)) {
      throw new RejectedException(400, "InvalidRequestID", "Invalid request ID");
    }
    if (state != State.RUNNING) {
      throw notAllowed(given.isError() ? "InvocationErrorResponse" : "InvocationResponse");
    }
    state = State.RESPONSE_SENT;
    posted = given;
  }

  /** The receiver of the response as it arrives; null for none. */
  synchronized StreamedResponse stream(String requestId) {
    return isCurrent(requestId) && state == State.RUNNING ? invocation.request().stream() : null;
  }

  private boolean isCurrent(String requestId) {
    return invocation != null && invocation.request().requestId().equals(requestId);
  }

  /** The runtime cannot start; it is now expected to exit. */
  synchronized void initError(Posted given) throws RejectedException {
    if (state == State.RESTORING) {
      restoreError(given);
      return;
    }
    if (state != State.STARTED) {
      throw notAllowed("InitError");
    }
    state = State.INIT_ERROR;
    posted = given;
  }

  /**
   * An extension inside the runtime's process registers and gets its identifier. All extensions are
   * notified of the end.
   *
   * @param seesInvocations whether it is sent an event of each invocation, which ends only when it
   *     asks for the next
   */
  synchronized String register(String name, boolean seesInvocations) throws RejectedException {
    if (name == null || name.isEmpty()) {
      throw new RejectedException(403, "Extension.InvalidExtensionName", "Empty extension name");
    }
    if (state != State.STARTED) {
      throw new RejectedException(
          403, "Extension.RegistrationClosed", "Extension registration closed already");
    }
    if (extensions.values().stream().anyMatch(other -> other.name.equals(name))) {
      throw new RejectedException(
          403, "Extension.InvalidExtensionState", "Extension with this name already registered");
    }
    String identifier = UUID.randomUUID().toString();
    extensions.put(identifier, new Extension(name, seesInvocations));
    return identifier;
  }

  /**
   * An extension asks for an event, and blocks. The init phase, and each invocation that it has
   * seen, ends only after that.
   */
  synchronized Invocation nextExtensionEvent(String identifier)
      throws RejectedException, InterruptedIOException {
    Extension extension = extensions.get(identifier);
    if (extension == null) {
      throw new RejectedException(
          403, "Extension.UnknownExtensionIdentifier", "Unknown extension " + identifier);
    }
    extension.ready = true;
    notifyAll();
    while (extension.next == null && !exited) {
      waitFor(Long.MAX_VALUE);
    }
    if (!exited) {
      Invocation next = extension.next;
      extension.next = null;
      return next;
    }
    throw new RejectedException(500, "InternalServerError", "Internal Server Error");
  }

  /** Whether the process is notified of its end. */
  synchronized boolean hasExtensions() {
    return !extensions.isEmpty();
  }

  /** The service has an event for a runtime that asked for one. */
  synchronized void begin(Invocation next) {
    invocation = next;
    posted = null;
    state = State.RUNNING;
    for (Extension extension : extensions.values()) {
      if (extension.seesInvocations) {
        extension.ready = false;
        extension.next = next;
      }
    }
    notifyAll();
  }

  /** The process has ended or is about to be ended: nothing waits for it any longer. */
  synchronized void exited() {
    exited = true;
    notifyAll();
  }

  /**
   * Waits for the end of the init phase, a restore or an invocation. Each ends when the runtime asks
   * for the next event, not when it has responded: until then its code may still be at work. An init
   * phase may also end before a snapshot.
   *
   * @param deadline in terms of {@link System#nanoTime}
   */
  synchronized Outcome await(long deadline) throws InterruptedIOException {
    while (!isReady() && !exited) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Outcome.OVERRAN;
      }
      waitFor(left);
    }
    return isReady() ? Outcome.ASKED_FOR_NEXT : Outcome.EXITED;
  }

  private boolean isReady() {
    return (state == State.READY || state == State.RESTORE_READY)
        && extensions.values().stream().allMatch(extension -> extension.ready);
  }

  /** What the runtime has posted since the event, or since its start; null for nothing. */
  synchronized Posted posted() {
    return posted;
  }

  private void waitFor(long nanoseconds) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, nanoseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the function");
    }
  }

  private RejectedException notAllowed(String to) {
    String message = "State transition from "
        + state.label
        + " to "
        + to
        + " failed for runtime. Error: State transition is not allowed";
    return new RejectedException(403, "InvalidStateTransition", message);
  }
}
