// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * What a class file refers to, as its constants say: so a use may be seen that never happens, and
 * what goes by names that are put together, or through native code, is not seen.
 *
 * @param name of the class, with slashes
 * @param strings the texts in its code
 * @param references the classes that it names, and the members, as {@code java/lang/String.getBytes}
 */
public record ClassConstants(String name, Set<String> strings, Set<String> references) {

  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int CLASS = 7;
  private static final int STRING = 8;

  /** Empty for what only passes for a class file: the JVM cannot read it either. */
  public static Optional<ClassConstants> read(byte[] classFile) {
    try {
      return Optional.of(read(reader(classFile)));
    } catch (RuntimeException e) { // ASM's, of several kinds
      return Optional.empty();
    }
  }

  /** Also of a class file of a later Java than ASM has heard of. */
  static ClassReader reader(byte[] classFile) {
    byte[] java17 = classFile.clone(); // the constants have been the same since Java 11
    java17[6] = 0;
    java17[7] = (byte) Math.min(61, classFile[7] & 0xff);
    return new ClassReader(java17);
  }

  static ClassConstants read(ClassReader reader) {
    Set<String> strings = new HashSet<>();
    Set<String> references = new HashSet<>();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int offset = reader.getItem(i);
      if (offset == 0) {
        continue; // the second half of a long or a double
      }
      switch (reader.readByte(offset - 1)) {
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
    return new ClassConstants(reader.getClassName(), strings, references);
  }
}
