// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.process.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code bootstrap} that Lambda starts: a short shell script that ends in {@code exec} and
 * forks nothing on its way.
 *
 * <p>It opens the connection to the Runtime API, which costs bash nothing: the first socket of a JVM
 * costs it a fifth of its start. The JVM finds the connection as its standard input. In a shell that
 * cannot, or where it fails, the runtime opens one itself; so it does where another program may get
 * that standard input: a child of the function, or a wrapper.
 *
 * @param classPath relative to the task folder; relative, so that a startup cache recorded in the
 *     build's folder is good in {@code /var/task}
 * @param heapPercent the heap's share of the function's memory, as long as it leaves {@link
 *     #OUTSIDE_HEAP} MB
 * @param jvmOptions the other options of the JVM
 * @param handler the handler for functions whose {@code _HANDLER} names none
 * @param libraryFolder where system libraries that the JVM links to are bundled, from the folder that
 *     has the image; null for none
 * @param layer the id of the layer that the JVM is in; null for none
 * @param connects whether it opens the connection
 * @param cache what the JVM starts from, if it is there
 */
public record BootstrapScript(
    List<String> classPath,
    int heapPercent,
    List<String> jvmOptions,
    String handler,
    String libraryFolder,
    String layer,
    boolean connects,
    StartupCache cache) {

  /** Where the JVM looks for libraries first, unless LD_LIBRARY_PATH is set. */
  public static final String SYSTEM_LIBRARIES = "/lib64:/usr/lib64";

  /** Before what the JVM runs: the last two lines, after the line that has the last option. */
  private static final String CLASS_PATH = "\n  -cp ";

  private static final String MAIN_CLASS = "dev.coldbrew.lambda.runtime.LambdaMain";

  private static final String HOST = "${AWS_LAMBDA_RUNTIME_API%:*}";

  private static final String PORT = "${AWS_LAMBDA_RUNTIME_API##*:}";

  /**
   * What a JVM needs beside its heap, in MB, and so does not get for it: 33 with the hello function,
   * 50 when it collects a full heap of small objects.
   */
  private static final int OUTSIDE_HEAP = 56;

  private static final Pattern SIZE_OF_HEAP =
      Pattern.compile("-Xm[nsx].*|-XX:(.*HeapSize|.*NewSize|NewRatio|.*RAMPercentage)=.*");

  /** Lambda's log is UTF-8, while its locale does not say so to a JVM. */
  private static final List<String> UTF_8 = List.of(
      "-Dfile.encoding=UTF-8",
      "-Dstdout.encoding=UTF-8",
      "-Dstderr.encoding=UTF-8",
      "-Dsun.stdout.encoding=UTF-8",
      "-Dsun.stderr.encoding=UTF-8");

  /**
   * A bootstrap that does all that the given one does, and then starts another program in the same
   * JVM.
   *
   * @param bootstrap the text of one
   */
  public static String forProgram(String bootstrap, String classPath, String mainClass) {
    String before = bootstrap.substring(0, bootstrap.lastIndexOf(CLASS_PATH));
    return before + CLASS_PATH + Shell.quoted(classPath) + " \\\n  " + mainClass + "\n";
  }

  /**
   * Has another program start the main class of one, which is the last of its arguments but for those
   * of the main class. Its jar comes last on the class path, where a startup cache permits more.
   *
   * @param arguments of that program, before the main class
   */
  public static void startBy(Path bootstrap, String jar, String program, List<String> arguments)
      throws IOException {
    String text = Files.readString(bootstrap);
    int start = text.lastIndexOf(CLASS_PATH) + CLASS_PATH.length();
    int end = text.indexOf(" \\\n", start);
    StringBuilder started = new StringBuilder(text.substring(0, start));
    started.append(text, start, end).append(":").append(Shell.quoted(jar)).append(" \\\n  ");
    started.append(program);
    arguments.forEach(argument -> started.append(' ').append(Shell.quoted(argument)));
    Files.writeString(
        bootstrap,
        started.append(text.substring(end + 4).replaceFirst("^ +", " ")).toString());
  }

  /**
   * Gives the JVM of one more options, behind its own. Only it has them: in {@code JAVA_TOOL_OPTIONS}
   * every JVM that the function starts would have them as well.
   */
  public static void addOptions(Path bootstrap, List<String> options) throws IOException {
    String text = Files.readString(bootstrap);
    int end = text.lastIndexOf(CLASS_PATH);
    StringBuilder more = new StringBuilder(text.substring(0, end));
    options.forEach(option -> more.append("\n  ").append(Shell.quoted(option)).append(" \\"));
    Files.writeString(bootstrap, more.append(text.substring(end)));
  }

  private static final Pattern PRIME =
      Pattern.compile("(?m)^  -Ddev\\.coldbrew\\.lambda\\.prime=(\\w+) ");

  /** How the runtime primes: {@code types}, {@code handler} or {@code none}. */
  public static String prime(Path bootstrap) throws IOException {
    Matcher option = PRIME.matcher(Files.readString(bootstrap));
    return option.find() ? option.group(1) : "none";
  }

  private static final Pattern JAVA_AGENT = Pattern.compile("(?m)^  '?-javaagent:.*\n");

  /** Whether the options of the JVM have Java agents. */
  public static boolean hasJavaAgents(Path bootstrap) throws IOException {
    return JAVA_AGENT.matcher(Files.readString(bootstrap)).find();
  }

  /** Takes them out. */
  public static void removeJavaAgents(Path bootstrap) throws IOException {
    Files.writeString(bootstrap, JAVA_AGENT.matcher(Files.readString(bootstrap)).replaceAll(""));
  }

  /** Has one look for another layer. */
  static void replaceLayer(Path bootstrap, String id, String newId) throws IOException {
    Files.writeString(bootstrap, Files.readString(bootstrap).replace(id, newId));
  }

  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("#!/bin/bash");
    lines.add(
        "# Started by Lambda in /var/task. Ends in exec, so that Lambda's signals reach the JVM.");
    lines.add("cd \"${LAMBDA_TASK_ROOT:-${0%/*}}\" || exit 1");
    if (layer != null) {
      addLayer(lines);
    }
    lines.add(
        "# File names and arguments are UTF-8, though the locale that Lambda names may not be there.");
    lines.add("case \"$LC_ALL$LC_CTYPE$LANG\" in");
    lines.add("  '' | en_US.UTF-8) export LC_ALL=C.UTF-8 ;;");
    lines.add("esac");
    if (libraryFolder != null) {
      lines.add(
          "# The system's own libraries come first, those in the zip serve where it has none.");
      lines.add("export LD_LIBRARY_PATH=\"${LD_LIBRARY_PATH:-" + SYSTEM_LIBRARIES + "}:$PWD/"
          + besideImage() + libraryFolder + "\"");
    }
    lines.add("# In a container image, the handler comes as the argument: it is the image's CMD.");
    lines.add("[ -z \"$1\" ] || export _HANDLER=\"$1\"");
    lines.add("set --");
    if (connects) {
      lines.add(
          "# A JVM that need not connect starts sooner: its standard input is the connection.");
      lines.add("[ -z \"$AWS_LAMBDA_EXEC_WRAPPER\" ] &&");
      lines.add("  { command exec 0<>\"/dev/tcp/" + HOST + "/" + PORT + "\"; } 2>/dev/null &&");
      lines.add("  set -- -Ddev.coldbrew.lambda.connection=stdin");
    }
    lines.add("[ -f " + cache.fileName() + " ] &&");
    lines.add(
        "  set -- \"$@\" -Ddev.coldbrew.lambda.cache=true " + String.join(" ", cache.useOptions()));
    lines.add(
        "# In MB; 128 is Lambda's minimum. Arithmetic would run a command that it finds in a text.");
    lines.add("memory=$AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
    lines.add("case \"$memory\" in");
    lines.add("  '' | 0* | *[!0-9]* | ??????*) memory=128 ;;");
    lines.add("esac");
    lines.add("[ \"$memory\" -ge 128 ] || memory=128");
    lines.add(
        "heap=$((memory * " + heapPercent + " / 100)) most=$((memory - " + OUTSIDE_HEAP + "))");
    lines.add("[ \"$heap\" -le \"$most\" ] || heap=$most");
    if (sizesYoungGeneration()) {
      lines.add("young=$((heap < 24 ? (heap + 2) / 3 : 8))");
    }
    lines.add("exec ${AWS_LAMBDA_EXEC_WRAPPER:+\"$AWS_LAMBDA_EXEC_WRAPPER\"} \"$PWD/"
        + besideImage() + "image/bin/java\" \\");
    lines.add("  -Xmx${heap}m "
        + (sizesYoungGeneration() ? "-Xms$((2 * young))m -XX:NewSize=${young}m " : "")
        + "\"$@\" \\");
    UTF_8.forEach(option -> lines.add("  " + option + " \\"));
    jvmOptions.forEach(option -> lines.add("  " + Shell.quoted(option) + " \\"));
    lines.add("  -cp " + Shell.quoted(String.join(":", classPath)) + " \\");
    lines.add("  " + MAIN_CLASS + " " + Shell.quoted(handler));
    return String.join("\n", lines) + "\n";
  }

  /** Where the image is, relative to the task folder. */
  private String besideImage() {
    return layer == null ? "" : TaskFolder.TO_LAYER + "/";
  }

  /** With another JVM or other jars, the startup cache would be refused, or worse. */
  private void addLayer(List<String> lines) {
    lines.add("# The JVM is in a layer, and the startup cache is valid only for this one.");
    lines.add("layer=none");
    lines.add("{ read -r layer <" + TaskFolder.TO_LAYER + "/" + LayerId.FILE + "; } 2>/dev/null");
    lines.add("if [ \"$layer\" != " + layer + " ]; then");
    lines.add("  echo \"Coldbrew's layer here is $layer, and the function was built with " + layer
        + "\" >&2");
    lines.add("  echo \"hint: publish the layer zip of the function's build,"
        + " and attach that version\" >&2");
    lines.add("  exit 1");
    lines.add("fi");
  }

  /**
   * Whether the serial collector's young generation begins with 8 MB; in a small heap, with a third,
   * the most that the JVM gives it. The JVM's own choice for a function of 512 MB is 2.6 MB, which is
   * collected eleven times while an AWS client and Log4j start, and 8 MB three times. With more, each
   * invocation waits for memory that was never touched before, until all of it was used once. The
   * heap begins with twice as much, whatever the machine's memory: one that begins with its full
   * size, the JVM's choice on a large machine, leaves it no room to grow. Options that
   * size the heap take precedence.
   */
  private boolean sizesYoungGeneration() {
    return jvmOptions.contains("-XX:+UseSerialGC")
        && jvmOptions.stream().noneMatch(SIZE_OF_HEAP.asMatchPredicate());
  }
}
