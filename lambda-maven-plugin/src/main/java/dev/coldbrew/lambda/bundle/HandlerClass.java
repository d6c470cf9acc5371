package dev.coldbrew.lambda.bundle;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.util.TraceSignatureVisitor;

/**
 * What a class file says that matters for a handler.
 *
 * @param name with dots, as in a handler string
 * @param parents superclass and interfaces, with slashes
 * @param methods as declared in this class
 */
record HandlerClass(
    String name, int access, boolean newable, List<String> parents, List<Method> methods) {

  private static final String CONTEXT = "com/amazonaws/services/lambda/runtime/Context";

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
        access,
        newable,
        parents,
        methods.stream().filter(m -> !m.isStatic()).toList());
  }

  static HandlerClass of(ClassReader reader) {
    List<Method> methods = new ArrayList<>();
    boolean[] constructor = new boolean[1];
    int[] access = {reader.getAccess()};
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public void visitInnerClass(String name, String outer, String inner, int declared) {
            if (name.equals(reader.getClassName())) {
              access[0] = declared; // a protected nested class is public to the JVM, not to Java
            }
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            if (name.equals("<init>")) {
              constructor[0] |= descriptor.equals("()V") && (access & Opcodes.ACC_PUBLIC) != 0;
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
        access[0],
        constructor[0] && !isAbstract,
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

    /** Written by the compiler: a bridge from an inherited generic method, say. */
    boolean isSynthetic() {
      return (access & Opcodes.ACC_SYNTHETIC) != 0;
    }

    boolean isStatic() {
      return (access & Opcodes.ACC_STATIC) != 0;
    }

    int parameters() {
      return Type.getArgumentTypes(descriptor).length;
    }

    /** {@code (event)} or {@code (event, Context)}. */
    boolean takesEvent() {
      Type[] types = Type.getArgumentTypes(descriptor);
      return types.length == 1 && !isContext(types[0])
          || types.length == 2 && !isContext(types[0]) && isContext(types[1]);
    }

    private static boolean isContext(Type type) {
      return type.getSort() == Type.OBJECT && type.getInternalName().equals(CONTEXT);
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
