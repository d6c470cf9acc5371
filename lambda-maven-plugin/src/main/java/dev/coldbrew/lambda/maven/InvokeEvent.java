// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.emulator.Event;
import dev.coldbrew.lambda.emulator.ExampleEvent;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An event for {@code lambda:invoke}.
 *
 * @param name for messages
 */
record InvokeEvent(String name, byte[] json) {

  /**
   * Those that the command asks for, in one of three ways; without any, an empty object.
   *
   * @param payload may be null
   * @param files and folders of files, relative to the project's
   * @param exampleName may be null
   */
  static List<InvokeEvent> of(String payload, List<String> files, String exampleName, Path basedir)
      throws IOException {
    List<String> given = new ArrayList<>();
    if (payload != null) {
      given.add("lambda.payload");
    }
    if (!files.isEmpty()) {
      given.add("lambda.event");
    }
    if (exampleName != null) {
      given.add("lambda.example");
    }
    if (given.size() > 1) {
      throw new ProblemException(
          "there are " + (given.size() == 2 ? "two" : "three") + " events",
          "properties " + String.join(", ", given),
          "keep one of them");
    }
    if (exampleName != null) {
      ExampleEvent example = ExampleEvent.named(exampleName, "lambda.example");
      return List.of(new InvokeEvent(example.name(), example.json()));
    }
    List<InvokeEvent> events = new ArrayList<>();
    for (String name : files) {
      Path file = basedir.resolve(name);
      List<Path> all = Files.isDirectory(file) ? TrainingPlan.eventsIn(file) : List.of(file);
      for (Path one : all) {
        events.add(new InvokeEvent(
            FileTree.seenFrom(basedir, one).toString(),
            Event.ofFile(one, "property lambda.event")));
      }
    }
    if (files.isEmpty()) {
      events.add(new InvokeEvent("payload", Event.ofPayload(payload == null ? "{}" : payload)));
    }
    if (events.isEmpty()) {
      throw new ProblemException(
          "there is no event in '" + String.join("', '", files) + "'",
          "property lambda.event",
          "write one into a file whose name ends in .json");
    }
    return events;
  }
}
