// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * The references of a class file, according to its constants. Unused references count; names
 * composed at run time, and references from native code, do not.
 *
 * @param name of the class, with slashes
 * @param strings the texts in its code
 * @param references the classes that it names, and the members, as {@code
 * java/lang/String.getBytes}
 * @param types the classes in descriptors and signatures: of parameters, say
 */
public record ClassConstants(
    String name, Set<String> strings, Set<String> references, Set<String> types) {

  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int TEXT = 1;
  private static final int CLASS = 7;
  private static final int STRING = 8;

  /** Empty for a file that only looks like a class file: the JVM cannot read it either. */
  public static Optional<ClassConstants> read(byte[] classFile) {
    try {
      return Optional.of(read(reader(classFile)));
    } catch (RuntimeException e) { // ASM throws several kinds
      return Optional.empty();
    }
  }

  /** This also reads class files for a newer Java than ASM knows. */
  static ClassReader reader(byte[] classFile) {
    byte[] java17 = classFile.clone(); // the constants have been the same since Java 11
    java17[6] = 0;
    java17[7] = (byte) Math.min(61, classFile[7] & 0xff);
    return new ClassReader(java17);
  }

  /** The constants of a class that this Java can read, such as one of the JDK's. */
  static ClassConstants readPlatform(byte[] classFile) {
    return read(reader(classFile));
  }

  /** The superclass and the interfaces of such a class, with slashes. */
  static List<String> parents(byte[] classFile) {
    ClassReader reader = reader(classFile);
    List<String> parents = new ArrayList<>(List.of(reader.getInterfaces()));
    if (reader.getSuperName() != null) {
      parents.add(reader.getSuperName());
    }
    return parents;
  }

  static ClassConstants read(ClassReader reader) {
    Set<String> types = new HashSet<>();
    Set<String> strings = new HashSet<>();
    Set<String> references = new HashSet<>();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int offset = reader.getItem(i);
      if (offset == 0) {
        continue; // the second half of a long or a double
      }
      switch (reader.readByte(offset - 1)) {
        case TEXT -> addTypes(reader, offset, types);
        case CLASS -> references.add(reader.readUTF8(offset, buffer));
        case STRING -> strings.add(reader.readUTF8(offset, buffer));
        case FIELD, METHOD, INTERFACE_METHOD -> {
          String owner = reader.readClass(offset, buffer);
          int name = reader.getItem(reader.readUnsignedShort(offset + 2));
          references.add(owner + "." + reader.readUTF8(name, buffer));
        }
        default -> {}
      }
    }
    return new ClassConstants(reader.getClassName(), strings, references, types);
  }

  /** The classes in a text that is or contains a descriptor; other texts may look like one. */
  private static void addTypes(ClassReader reader, int offset, Set<String> types) {
    int end = offset + 2 + reader.readUnsignedShort(offset);
    StringBuilder name = null;
    for (int i = offset + 2; i < end; i++) {
      char c = (char) (reader.readByte(i) & 0xff);
      if (name == null) {
        name = c == 'L' ? new StringBuilder() : null;
      } else if (c == ';' || c == '<') {
        if (name.indexOf("/") > 0) {
          types.add(name.toString());
        }
        name = null;
      } else if (c == '/' || Character.isJavaIdentifierPart(c)) {
        name.append(c);
      } else {
        name = null;
      }
    }
  }
}
