// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.classpath.ClassPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The signature of a jar, which is left out: no JVM puts a class of a signed jar into a startup cache.
 * Class loaders of OpenJDK do not ask for one, and its JCE takes providers without.
 */
final class JarSignature {

  /** Files of a signature (JAR File Specification, "Signed JAR File"). */
  private static final Pattern FILE =
      Pattern.compile("META-INF/([^/]+\\.(SF|RSA|DSA|EC)|SIG-[^/]*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern SIGNED = Pattern.compile(".+\\.SF", Pattern.CASE_INSENSITIVE);

  private JarSignature() {}

  static boolean isIn(Path jar) throws IOException {
    try (ZipFile zip = ClassPath.open(jar)) {
      return zip.stream()
          .map(ZipEntry::getName)
          .anyMatch(name -> isFile(name) && SIGNED.matcher(name).matches());
    }
  }

  /** Whether an entry of that name is only part of a signature. */
  static boolean isFile(String name) {
    return FILE.matcher(name).matches();
  }

  /** A digest for each file makes a manifest long, and a start reads all of it. */
  static byte[] withoutDigests(byte[] manifestFile) throws IOException {
    Manifest manifest = new Manifest(new ByteArrayInputStream(manifestFile));
    manifest.getEntries().values().removeIf(attributes -> {
      attributes.keySet().removeIf(JarSignature::isDigest);
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
