// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.jvm.JdkTrait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a JVM keeps, from a training run, what it would otherwise load, link and verify at each start.
 * One file in the task folder, for exactly the JVM and the jars of that folder.
 */
public enum StartupCache {

  /**
   * The ahead-of-time cache. Code that is compiled for the processor of the training machine stays
   * out, adapters as well as stubs: JDK 25 would run it on any other (JDK-8350209), and later ones
   * would leave it unused.
   *
   * @see <a href="https://openjdk.org/jeps/514">JEP 514</a>
   */
  AOT(
      "AOT",
      "lambda.aot",
      "-XX:AOTCacheOutput=",
      "-XX:AOTMode=record -XX:AOTConfiguration=lambda.aotconf",
      "-XX:AOTMode=create -XX:AOTConfiguration=lambda.aotconf",
      "-XX:AOTCache=",
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching", "-XX:-AOTStubCaching"),
      "-XX:AOTMode=on"),

  /**
   * A dynamic archive of class data, on top of the image's own.
   *
   * @see <a href="https://openjdk.org/jeps/350">JEP 350</a>
   */
  CDS(
      "CDS",
      "lambda.jsa",
      "-XX:ArchiveClassesAtExit=",
      null,
      null,
      "-XX:SharedArchiveFile=",
      List.of(),
      "-Xshare:on");

  private final String title;
  private final String fileName;
  private final String recordOption;
  private final String configureOptions;
  private final String createOptions;
  private final String useOption;
  private final List<String> otherOptions;
  private final String requireOption;

  StartupCache(
      String title,
      String fileName,
      String recordOption,
      String configureOptions,
      String createOptions,
      String useOption,
      List<String> otherOptions,
      String requireOption) {
    this.title = title;
    this.fileName = fileName;
    this.recordOption = recordOption + fileName;
    this.configureOptions = configureOptions;
    this.createOptions = createOptions;
    this.useOption = useOption + fileName;
    this.otherOptions = otherOptions;
    this.requireOption = requireOption;
  }

  /** The best that a JDK of that feature version has. */
  public static StartupCache of(int feature) {
    return JdkTrait.startsFromAotCache(feature) ? AOT : CDS;
  }

  /** Says beside a task folder that it has a cache, and so the zip has to have one. */
  public void mark(Path task) throws IOException {
    Files.writeString(new TaskFolder(task).cacheMark(), fileName);
  }

  public boolean isMarked(Path task) {
    return Files.exists(new TaskFolder(task).cacheMark());
  }

  /** For a folder that is staged again. */
  static void removeMark(Path task) throws IOException {
    Files.deleteIfExists(new TaskFolder(task).cacheMark());
  }

  /** How messages call it. */
  public String title() {
    return title;
  }

  /** Its name in the task folder. */
  public String fileName() {
    return fileName;
  }

  /** The options with which a JVM that is started in the task folder starts from it. */
  public List<String> useOptions() {
    return withOthers(useOption);
  }

  /** The options with which a JVM that is started in the task folder writes it at its end. */
  public List<String> recordOptions() {
    return withOthers(recordOption);
  }

  /**
   * The options with which it is made in two starts of a JVM: the function's own, and one that makes
   * the cache from what that has left. In one start, a JVM starts another by a program of the image,
   * which a kernel has to be able to run; the result is the same.
   *
   * @return one list for each start
   */
  public List<List<String>> recordSteps() {
    if (createOptions == null) {
      return List.of(recordOptions());
    }
    return List.of(
        withOthers(configureOptions.split(" ")),
        withOthers((createOptions + " " + useOption).split(" ")));
  }

  private List<String> withOthers(String... first) {
    List<String> options = new ArrayList<>(List.of(first));
    options.addAll(otherOptions);
    return options;
  }

  /** With this as well, the JVM does not start without it, and says why. */
  public String requireOption() {
    return requireOption;
  }
}
