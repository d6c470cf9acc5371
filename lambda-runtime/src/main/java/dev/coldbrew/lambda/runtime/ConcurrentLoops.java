package dev.coldbrew.lambda.runtime;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Several invocations at once, as Lambda Managed Instances send them: a loop each on a thread and a
 * connection of its own, all with one handler.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-managed-instances">
 *     Custom runtimes on Managed Instances</a>
 */
final class ConcurrentLoops {

  private ConcurrentLoops() {}

  /**
   * Runs until the process is ended from outside.
   *
   * @throws IOException when the first loop cannot go on; the others end with the process
   */
  static void run(String address, Handler handler, int count) throws IOException {
    Log.keepApart();
    BlockingQueue<Throwable> ends = new LinkedBlockingQueue<>();
    for (int i = 1; i <= count; i++) {
      Thread thread = new Thread(new Loop(address, handler, ends), "invocations-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    try {
      Throwable end = ends.take();
      throw new IOException(end.getMessage(), end);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private record Loop(String address, Handler handler, BlockingQueue<Throwable> ends)
      implements Runnable {
    @Override
    public void run() {
      try {
        new InvocationLoop(new RuntimeApi(new HttpConnection(address)), handler).run();
      } catch (Throwable e) {
        ends.add(e);
      }
    }
  }
}
