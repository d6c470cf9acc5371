// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;
import org.objectweb.asm.signature.SignatureWriter;

/**
 * What the type variables of a class stand for: in {@code class Orders extends Handling<Order>}, the
 * T of Handling is Order. Types are written as in class files (JVM specification, 4.7.9.1).
 */
final class TypeArguments {

  private static final String OBJECT = "Ljava/lang/Object;";

  private final Map<String, String> byVariable;

  private TypeArguments(Map<String, String> byVariable) {
    this.byVariable = byVariable;
  }

  /** Of the handler's own class, or one that is inherited from without arguments: their bounds. */
  static TypeArguments none(HandlerClass type) {
    return new TypeArguments(Declaration.of(type).bounds);
  }

  /**
   * Those of a superclass or interface.
   *
   * @param type the class that inherits from it, whose own arguments these are
   */
  TypeArguments given(HandlerClass type, HandlerClass parent) {
    Map<String, String> given = Declaration.of(parent).bounds;
    List<String> variables = List.copyOf(given.keySet());
    String generic = "L" + parent.name().replace('.', '/') + "<";
    for (SignatureWriter inherited : Declaration.of(type).parents) {
      if (inherited.toString().startsWith(generic)) {
        List<SignatureWriter> arguments = new ArrayList<>();
        new SignatureReader(inherited.toString()).acceptType(new ArgumentReader(arguments));
        for (int i = 0; i < Math.min(variables.size(), arguments.size()); i++) {
          given.put(variables.get(i), arguments.get(i).toString());
        }
      }
    }
    return new TypeArguments(given);
  }

  /**
   * @param signature of a method
   * @return the same with the variables replaced
   */
  String resolve(String signature) {
    SignatureWriter resolved = new Resolver();
    new SignatureReader(signature).accept(resolved);
    return resolved.toString();
  }

  /** Writes what it reads, with the variables replaced. */
  private final class Resolver extends SignatureWriter {
    @Override
    public void visitTypeVariable(String name) {
      String argument = byVariable.get(name);
      if (argument == null) {
        super.visitTypeVariable(name);
      } else {
        new SignatureReader(argument).acceptType(this);
      }
    }
  }

  /** Reads the arguments of one type. */
  private final class ArgumentReader extends SignatureVisitor {
    private final List<SignatureWriter> arguments;

    ArgumentReader(List<SignatureWriter> arguments) {
      super(Opcodes.ASM9);
      this.arguments = arguments;
    }

    @Override
    public SignatureVisitor visitTypeArgument(
        char wildcard) { // none where a class is inherited from
      arguments.add(new Resolver());
      return arguments.get(arguments.size() - 1);
    }
  }

  /** The head of a class: its variables, with the first of their bounds, and what it inherits from. */
  private static final class Declaration extends SignatureVisitor {
    final Map<String, String> bounds = new LinkedHashMap<>();
    final List<SignatureWriter> parents = new ArrayList<>();
    private String variable;

    private Declaration() {
      super(Opcodes.ASM9);
    }

    static Declaration of(HandlerClass type) {
      Declaration declaration = new Declaration();
      if (type.signature() != null) {
        new SignatureReader(type.signature()).accept(declaration);
      }
      return declaration;
    }

    @Override
    public void visitFormalTypeParameter(String name) {
      variable = name;
    }

    @Override
    public void visitClassType(String name) {
      bounds.putIfAbsent(variable, "L" + name + ";");
    }

    @Override
    public void visitTypeVariable(String name) {
      bounds.putIfAbsent(variable, bounds.getOrDefault(name, OBJECT));
    }

    @Override
    public SignatureVisitor visitSuperclass() {
      return visitInterface();
    }

    @Override
    public SignatureVisitor visitInterface() {
      parents.add(new SignatureWriter());
      return parents.get(parents.size() - 1);
    }
  }
}
