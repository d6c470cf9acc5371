// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.emulator.FunctionEnvironment;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/**
 * A function that is served on this machine, always with its latest code: an invocation that comes
 * after a change waits for the version with that change. If that version does not start, the
 * previous one keeps serving.
 */
public final class ServedFunction implements AutoCloseable {

  private final ServeSettings settings;
  private final LatestVersion latest;
  private final Semaphore environments;

  private ServedFunction(ServeSettings settings, LatestVersion latest) {
    this.settings = settings;
    this.latest = latest;
    this.environments = new Semaphore(settings.concurrency());
  }

  /**
   * Starts the function's first version, without waiting for it.
   *
   * @param folder an empty one, for what runs
   */
  public static ServedFunction start(
      ServeSettings settings, FunctionCode code, Path folder, FunctionListener listener)
      throws IOException {
    return new ServedFunction(settings, LatestVersion.start(settings, code, folder, listener));
  }

  public String name() {
    return settings.configuration().name();
  }

  /** Its Amazon Resource Name, without a qualifier. */
  public String arn() {
    return settings.configuration().arn(FunctionEnvironment.region(settings.developer()));
  }

  public ServeSettings settings() {
    return settings;
  }

  /**
   * Sends one event to the latest version, in an execution environment of its own.
   *
   * @throws BusyException if as many environments are busy as the function may have
   */
  public Invoked invoke(InvokeRequest request) throws IOException, BusyException {
    if (!environments.tryAcquire()) {
      throw new BusyException();
    }
    try {
      while (true) {
        Version version = latest.current();
        Environment environment = version.take(request.caller().tenantId());
        if (environment != null) {
          try {
            return environment.invoke(request);
          } finally {
            version.giveBack(environment);
          }
        } // else a newer version has replaced it in the meantime
      }
    } finally {
      environments.release();
    }
  }

  /** Stops execution environments that have been idle for too long. */
  public void stopIdle() throws IOException {
    latest.stopIdle();
  }

  /** Ends it at once, invocations under way included. */
  @Override
  public void close() throws IOException {
    latest.close();
  }
}
