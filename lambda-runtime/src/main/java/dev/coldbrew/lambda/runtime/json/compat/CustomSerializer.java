// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.compat;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.util.Iterator;
import java.util.ServiceLoader;

/**
 * Finds out what reads events and writes responses, if not this package. The setting {@value Settings#SERIALIZER}
 * is a system property: {@code aws} for AWS's own serializer, {@code own} for this package, which the
 * build sets if the zip has no other. Without it, a service of AWS's interface is looked
 * for, as AWS's runtime does.
 */
public final class CustomSerializer {

  private CustomSerializer() {}

  /** Null for this package. */
  public static CustomPojoSerializer find(String setting, ClassLoader loader) {
    if ("own".equals(setting)) {
      return null;
    }
    if ("aws".equals(setting)) {
      return aws(loader);
    }
    if (setting != null) {
      throw new IllegalArgumentException(
          "system property " + Settings.SERIALIZER + " is '" + setting + "', not 'own' or 'aws'");
    }
    String service = "META-INF/services/com.amazonaws.services.lambda.runtime.CustomPojoSerializer";
    if (loader.getResource(service) == null) { // ServiceLoader takes some 30 classes to say no
      return null;
    }
    Iterator<CustomPojoSerializer> found =
        ServiceLoader.load(CustomPojoSerializer.class, loader).iterator();
    CustomPojoSerializer first = found.next();
    if (found.hasNext()) {
      throw new IllegalArgumentException("more than one CustomPojoSerializer: "
          + first.getClass().getName() + " and " + found.next().getClass().getName());
    }
    return first;
  }

  private static CustomPojoSerializer aws(ClassLoader loader) {
    try {
      return new AwsSerializer(loader);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "system property " + Settings.SERIALIZER
              + " is 'aws', but aws-lambda-java-serialization is not on the class path",
          e);
    }
  }
}
