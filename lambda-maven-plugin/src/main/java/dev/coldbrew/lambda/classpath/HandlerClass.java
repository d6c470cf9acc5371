// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.util.TraceSignatureVisitor;

/**
 * What a class file says that matters for a handler.
 *
 * @param name with dots, as in a handler string
 * @param signature with type variables and arguments; null if it has none
 * @param newable whether the runtime can have an object of it
 * @param parents superclass and interfaces, with slashes
 * @param methods as declared in this class
 */
record HandlerClass(
    String name,
    String signature,
    int access,
    boolean newable,
    List<String> parents,
    List<Method> methods) {

  /** What a handler's parameters may be, in the letters of {@link Method#letters}. */
  private static final Set<String> SHAPES =
      Set.of("", "E", "C", "EC", "I", "O", "IO", "IC", "OC", "IOC");

  boolean isPublic() {
    return (access & Opcodes.ACC_PUBLIC) != 0;
  }

  boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** What an implementing class inherits of an interface. */
  HandlerClass withoutStatics() {
    return new HandlerClass(
        name,
        signature,
        access,
        newable,
        parents,
        methods.stream().filter(m -> !m.isStatic()).toList());
  }

  static HandlerClass of(ClassReader reader) {
    List<Method> methods = new ArrayList<>();
    boolean[] newable = new boolean[1];
    int[] access = {reader.getAccess()};
    String[] generic = new String[1];
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public void visit(
              int version,
              int access,
              String name,
              String signature,
              String superName,
              String[] interfaces) {
            generic[0] = signature;
          }

          @Override
          public void visitInnerClass(String name, String outer, String inner, int declared) {
            if (name.equals(reader.getClassName())) {
              access[0] = declared; // a protected nested class is public to the JVM, not to Java
            }
          }

          @Override
          public FieldVisitor visitField(
              int access, String name, String descriptor, String signature, Object value) {
            // An object of Kotlin or Scala.
            boolean only = name.equals("INSTANCE") || name.equals("MODULE$");
            if (only && descriptor.equals("L" + reader.getClassName() + ";")) {
              newable[0] = true;
            }
            return null;
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            if (name.equals("<init>")) {
              newable[0] |= descriptor.equals("()V") && (access & Opcodes.ACC_PUBLIC) != 0;
            } else {
              methods.add(new Method(name, access, descriptor, signature));
            }
            return null;
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    List<String> parents = new ArrayList<>(List.of(reader.getInterfaces()));
    if (reader.getSuperName() != null) {
      parents.add(0, reader.getSuperName());
    }
    boolean isAbstract = (access[0] & Opcodes.ACC_ABSTRACT) != 0;
    return new HandlerClass(
        reader.getClassName().replace('/', '.'),
        generic[0],
        access[0],
        newable[0] && !isAbstract,
        parents,
        methods);
  }

  /**
   * @param signature with type arguments; null if it has none
   */
  record Method(String name, int access, String descriptor, String signature) {

    boolean isPublic() {
      return (access & Opcodes.ACC_PUBLIC) != 0;
    }

    Method with(TypeArguments arguments) {
      return signature == null
          ? this
          : new Method(name, access, descriptor, arguments.resolve(signature));
    }

    /** Written by the compiler: a bridge from an inherited generic method, say. */
    boolean isSynthetic() {
      return (access & Opcodes.ACC_SYNTHETIC) != 0;
    }

    boolean isStatic() {
      return (access & Opcodes.ACC_STATIC) != 0;
    }

    /** The method with the greatest weight is taken of several of one name. */
    int weight() {
      String shape = letters();
      return shape.length() + (shape.endsWith("C") ? 1 : 0);
    }

    boolean isHandler() {
      return SHAPES.contains(letters());
    }

    /** An event, and perhaps the context: what users mean most. */
    boolean takesEvent() {
      String shape = letters();
      return shape.equals("E") || shape.equals("EC");
    }

    /** A letter for each parameter: E event, C context, I and O streams. */
    private String letters() {
      StringBuilder letters = new StringBuilder();
      for (Type type : Type.getArgumentTypes(descriptor)) {
        letters.append(
            switch (type.getDescriptor()) {
              case "Lcom/amazonaws/services/lambda/runtime/Context;" -> 'C';
              case "Ljava/io/InputStream;" -> 'I';
              case "Ljava/io/OutputStream;" -> 'O';
              default -> 'E';
            });
      }
      return letters.toString();
    }

    /** {@code (Map<String,Object>) -> String} */
    String shape() {
      TraceSignatureVisitor printer = new TraceSignatureVisitor(0);
      new SignatureReader(signature == null ? descriptor : signature).accept(printer);
      String returned = printer.getReturnType();
      return withoutPackages(printer.getDeclaration())
          + " -> "
          + (returned.isEmpty()
              ? "Object"
              : withoutPackages(returned)); // the printer leaves it out
    }

    /** {@code hello(Map<String,Object>)} */
    String call() {
      String shape = shape();
      return name + shape.substring(0, shape.indexOf(" -> "));
    }

    private static String withoutPackages(String types) {
      return types.replaceAll("(?U)\\w+[.$]", "").replace(", ", ",");
    }
  }
}
