// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Jars of classes that tests write as source text. */
final class Jars {

  private final Path folder;

  Jars(Path folder) {
    this.folder = folder;
  }

  Path jar(String name, String manifest, Map<String, byte[]> files) throws IOException {
    Path jar = folder.resolve(name);
    String text = "Manifest-Version: 1.0\n" + manifest;
    try (JarOutputStream out = new JarOutputStream(
        Files.newOutputStream(jar), new Manifest(new ByteArrayInputStream(text.getBytes())))) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
    return jar;
  }

  Map<String, byte[]> classes(String... sources) throws IOException {
    return classes(List.of(), sources);
  }

  Map<String, byte[]> classes(List<String> options, String... sources) throws IOException {
    Path output = Files.createTempDirectory(folder, "classes");
    ArrayList<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-d", output.toString(), "-proc:none"));
    List<Jars.Source> units = Arrays.stream(sources).map(Source::new).toList();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (!compiler.getTask(null, null, null, arguments, null, units).call()) {
      throw new IllegalArgumentException("sources do not compile");
    }
    HashMap<String, byte[]> files = new HashMap<String, byte[]>();
    try (Stream<Path> paths = Files.walk(output)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(output.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///" + name(text) + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    /** A public class has to be in a file of its name. */
    private static String name(String text) {
      return text.startsWith("module")
          ? "module-info"
          : text.replaceFirst(".*?(?:class|record) (\\w+).*", "$1");
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
