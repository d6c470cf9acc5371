// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.bundle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A {@link BundlePlan} as JSON beside its task folder, to bundle the same for other JDKs. */
public final class BundlePlanFile {

  private static final Gson GSON = new GsonBuilder()
      .registerTypeHierarchyAdapter(Path.class, new PathAdapter())
      .setPrettyPrinting()
      .disableHtmlEscaping()
      .create();

  private BundlePlanFile() {}

  /** Empty if there is none. */
  public static Optional<BundlePlan> read(TaskFolder task) throws IOException {
    return Files.isRegularFile(task.bundlePlan())
        ? Optional.of(GSON.fromJson(Files.readString(task.bundlePlan()), BundlePlan.class))
        : Optional.empty();
  }

  public static void write(BundlePlan plan, TaskFolder task) throws IOException {
    WholeFile.write(task.bundlePlan(), GSON.toJson(plan));
  }

  private static final class PathAdapter extends TypeAdapter<Path> {

    @Override
    public void write(JsonWriter out, Path path) throws IOException {
      out.value(path.toString());
    }

    @Override
    public Path read(JsonReader in) throws IOException {
      return Path.of(in.nextString());
    }
  }
}
