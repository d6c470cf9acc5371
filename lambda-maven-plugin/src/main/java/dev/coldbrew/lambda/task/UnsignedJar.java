// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.classpath.ClassPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A signed jar without its signatures: no JVM puts a class of a signed jar into a startup cache. Class
 * loaders of OpenJDK do not ask for one, and its JCE takes providers without.
 */
final class UnsignedJar {

  /** Files of a signature (JAR File Specification, "Signed JAR File"). */
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/([^/]+\\.(SF|RSA|DSA|EC)|SIG-[^/]*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern SIGNED = Pattern.compile(".+\\.SF", Pattern.CASE_INSENSITIVE);

  private UnsignedJar() {}

  static boolean isSigned(Path jar) throws IOException {
    try (ZipFile zip = ClassPath.open(jar)) {
      return zip.stream()
          .map(ZipEntry::getName)
          .anyMatch(
              name -> SIGNATURE.matcher(name).matches() && SIGNED.matcher(name).matches());
    }
  }

  /** Copies it entry by entry, in their order. */
  static void write(Path signed, Path jar) throws IOException {
    Set<String> names = new HashSet<>();
    try (ZipFile from = ClassPath.open(signed);
        OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        String name = entry.getName();
        // Of two with one name class loaders take the one that the file has as well.
        if (SIGNATURE.matcher(name).matches() || !names.add(name)) {
          continue;
        }
        if (entry.isDirectory()) {
          ReproducibleJar.putFolder(out, name.substring(0, name.length() - 1));
        } else {
          ReproducibleJar.put(out, name, content(from, from.getEntry(name)));
        }
      }
    }
  }

  private static byte[] content(ZipFile from, ZipEntry entry) throws IOException {
    try (InputStream in = from.getInputStream(entry)) {
      return entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)
          ? withoutDigests(in)
          : in.readAllBytes();
    }
  }

  /** A digest for each file makes a manifest long, and a start reads all of it. */
  private static byte[] withoutDigests(InputStream in) throws IOException {
    Manifest manifest = new Manifest(in);
    manifest.getEntries().values().removeIf(attributes -> {
      attributes.keySet().removeIf(UnsignedJar::isDigest);
      return attributes.isEmpty();
    });
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    manifest.write(out);
    return out.toByteArray();
  }

  private static boolean isDigest(Object name) {
    String text = name.toString();
    return text.endsWith("-Digest") || text.contains("-Digest-") || text.equals("Magic");
  }
}
