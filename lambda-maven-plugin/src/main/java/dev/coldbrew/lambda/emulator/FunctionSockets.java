// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells which connections to the Runtime API are the function's own. In AWS nothing else can reach
 * it; here every program on this machine, even a web page in a browser, could read events and post
 * responses. What a client says about itself proves nothing, so the kernel is asked: its table of
 * connections has a number for the client's end, and one of the function's processes must have that
 * open. The processes of other users cannot be inspected, but they are not the function's.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">/proc/net/tcp</a>
 */
final class FunctionSockets {

  private static final Path PROC = Path.of("/proc");

  /** The JVM's sockets are in the second, even those of IPv4. */
  private static final List<String> TABLES = List.of("self/net/tcp", "self/net/tcp6");

  // Columns of these tables
  private static final int CLIENT = 1;
  private static final int SERVER = 2;
  private static final int INODE = 9;

  private FunctionSockets() {}

  /**
   * Whether the other end of a connection belongs to the process or one that it started.
   *
   * @param accepted this end
   */
  static boolean hasOpen(ProcessHandle function, Socket accepted) {
    if (TABLES.stream().map(PROC::resolve).noneMatch(Files::exists)) {
      return true; // macOS has no such table: there, a random port is all that others do not know
    }
    try {
      Optional<String> inode = inodeOfClient(accepted);
      // Finding descendants means looking at every process of the machine, and few functions have
      // any.
      return inode.isPresent()
          && (isOpenIn(function, inode.get())
              || function.descendants().anyMatch(process -> isOpenIn(process, inode.get())));
    } catch (IOException e) {
      return false; // closed already
    }
  }

  private static Optional<String> inodeOfClient(Socket accepted) throws IOException {
    String client = endpoint(accepted.getInetAddress().getAddress(), accepted.getPort());
    String server = endpoint(accepted.getLocalAddress().getAddress(), accepted.getLocalPort());
    for (String table : TABLES) {
      Path file = PROC.resolve(table);
      if (!Files.exists(file)) {
        continue; // a kernel without IPv6
      }
      try (Stream<String> lines = Files.lines(file, StandardCharsets.US_ASCII)) {
        Optional<String> inode = lines
            .map(line -> line.strip().split(" +"))
            .filter(row -> row[CLIENT].endsWith(client) && row[SERVER].endsWith(server))
            .map(row -> row[INODE])
            .findFirst();
        if (inode.isPresent()) {
          return inode;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * As the kernel writes it, lowest byte first. An IPv4 address written as one of IPv6 ends in the
   * same way.
   */
  private static String endpoint(byte[] address, int port) {
    return String.format(
        Locale.ROOT, "%02X%02X%02X%02X:%04X", address[3], address[2], address[1], address[0], port);
  }

  private static boolean isOpenIn(ProcessHandle process, String inode) {
    Path open = PROC.resolve(process.pid() + "/fd");
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(open)) {
      for (Path descriptor : descriptors) {
        if (isSocket(descriptor, inode)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // gone, or another user's
    }
  }

  private static boolean isSocket(Path descriptor, String inode) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals("socket:[" + inode + "]");
    } catch (IOException e) {
      return false; // closed in the meantime, unlike the one being looked for
    }
  }
}
