// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.problem.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;

/**
 * Proves from the class files that the handler string names a method that the runtime can call, so
 * that a typing error is reported in the first second of a build, and not by a function in the cloud.
 */
public final class HandlerCheck {

  private static final String WHERE = "parameter <handler>";

  /** So many handlers are named at most where the user may pick one. */
  private static final int LISTED = 5;

  /** Handler interfaces and their methods; the runtime asks for them in this order. */
  private static final Map<String, String> INTERFACES = interfaces();

  /** One-argument methods that are not meant as handlers; Scala writes most of them. */
  private static final Set<String> NO_HANDLERS = Set.of(
      "main",
      "equals",
      "compareTo",
      "valueOf",
      "canEqual",
      "fromProduct",
      "productElement",
      "productElementName",
      "unapply");

  private final ClassPath classPath;

  private static Map<String, String> interfaces() {
    Map<String, String> interfaces = new LinkedHashMap<>();
    interfaces.put("com/amazonaws/services/lambda/runtime/RequestStreamHandler", "handleRequest");
    interfaces.put("com/amazonaws/services/lambda/runtime/RequestHandler", "handleRequest");
    interfaces.put("java/util/function/Function", "apply");
    interfaces.put("java/util/function/UnaryOperator", "apply");
    interfaces.put("java/util/function/Consumer", "accept");
    interfaces.put("java/util/function/Supplier", "get");
    interfaces.put("java/util/concurrent/Callable", "call");
    return interfaces;
  }

  public HandlerCheck(ClassPath classPath) {
    this.classPath = classPath;
  }

  /**
   * @param handler such as {@code example.Hello::hello}, or {@code example.Hello} for a class that
   *     implements a handler interface; null if the user set none
   * @return the method's shape, such as {@code (Map<String,Object>) -> String}
   * @throws ProblemException if there is no such handler
   */
  public String check(String handler) throws IOException {
    if (handler == null || handler.isBlank()) {
      throw new ProblemException("no handler is set", WHERE, listed(candidates()));
    }
    int separator = handler.lastIndexOf("::");
    HandlerClass type =
        findClass(handler, separator < 0 ? handler : handler.substring(0, separator));
    HandlerClass.Method method = separator < 0
        ? findInterfaceMethod(handler, type)
        : findMethod(handler, type, handler.substring(separator + 2));
    if (!method.isStatic() && !type.newable()) {
      throw new ProblemException(
          "handler class '" + type.name() + "' has no public constructor without arguments",
          WHERE,
          "give " + simpleName(type) + " one, or make " + method.name() + " static");
    }
    return method.shape();
  }

  private HandlerClass findClass(String handler, String name) throws IOException {
    Optional<ClassReader> found = classPath.find(name.replace('.', '/'));
    if (found.isEmpty()) {
      throw new ProblemException(
          "handler class '" + name + "' is neither in target/classes nor in a dependency",
          WHERE,
          meant(handler));
    }
    HandlerClass type = HandlerClass.of(found.get());
    if (!type.isPublic()) {
      throw new ProblemException(
          "handler class '" + name + "' is not public",
          WHERE,
          "write 'public class " + simpleName(type) + "'");
    }
    return type;
  }

  /** What the class has of the first handler interface that it implements. */
  private HandlerClass.Method findInterfaceMethod(String handler, HandlerClass type)
      throws IOException {
    Set<String> parents = new HashSet<>();
    collectParents(type, parents);
    for (Map.Entry<String, String> handling : INTERFACES.entrySet()) {
      if (parents.contains(handling.getKey())) {
        return methods(type).stream()
            .filter(m -> m.name().equals(handling.getValue()) && m.isPublic() && m.isHandler())
            .findFirst()
            .orElse(new HandlerClass.Method(handling.getValue(), 0, "()V", null));
      }
    }
    throw new ProblemException(
        "handler class '" + type.name() + "' implements no handler interface",
        WHERE,
        listed(candidates().stream()
            .filter(candidate -> candidate.startsWith(type.name() + "::"))
            .toList()));
  }

  private void collectParents(HandlerClass type, Set<String> parents) throws IOException {
    for (String parent : type.parents()) {
      parents.add(parent);
      Optional<ClassReader> found = classPath.find(parent);
      if (found.isPresent()) {
        collectParents(HandlerClass.of(found.get()), parents);
      }
    }
  }

  /** As the runtime does: most parameters win, and two that are alike in that are refused. */
  private HandlerClass.Method findMethod(String handler, HandlerClass type, String name)
      throws IOException {
    List<HandlerClass.Method> named =
        methods(type).stream().filter(m -> m.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw new ProblemException(
          "handler class '" + type.name() + "' has no method '" + name + "'",
          WHERE,
          meant(handler));
    }
    List<HandlerClass.Method> fitting =
        named.stream().filter(HandlerClass.Method::isHandler).toList();
    if (fitting.isEmpty()) {
      throw new ProblemException(
          "handler method '" + named.get(0).call()
              + "' does not take an event, a context, streams, or nothing",
          WHERE,
          "give it one parameter, such as Map<String, Object> event");
    }
    List<HandlerClass.Method> visible =
        fitting.stream().filter(HandlerClass.Method::isPublic).toList();
    if (visible.isEmpty()) {
      throw new ProblemException(
          "handler method '" + fitting.get(0).call() + "' is not public",
          WHERE,
          "write 'public' before it");
    }
    int most = visible.stream().mapToInt(HandlerClass.Method::weight).max().orElseThrow();
    List<HandlerClass.Method> best =
        visible.stream().filter(m -> m.weight() == most).toList();
    if (best.size() > 1) {
      throw new ProblemException(
          "handler '" + handler + "' is ambiguous: "
              + best.stream().map(HandlerClass.Method::call).collect(Collectors.joining(", ")),
          WHERE,
          "rename all but one of them");
    }
    return best.get(0);
  }

  /**
   * Those of the class and what it inherits; a method that is overridden counts once. A bridge hides
   * the generic method that it overrides; it counts only where it stands alone, as it does for a
   * public method of a superclass that is not public.
   */
  private List<HandlerClass.Method> methods(HandlerClass type) throws IOException {
    Map<String, HandlerClass.Method> methods = new LinkedHashMap<>();
    collect(type, TypeArguments.none(type), methods);
    Set<String> written = methods.values().stream()
        .filter(m -> !m.isSynthetic())
        .map(HandlerClass.Method::name)
        .collect(Collectors.toSet());
    return methods.values().stream()
        .filter(m -> !m.isSynthetic() || !written.contains(m.name()))
        .toList();
  }

  private void collect(
      HandlerClass type, TypeArguments arguments, Map<String, HandlerClass.Method> methods)
      throws IOException {
    for (HandlerClass.Method method : type.methods()) {
      methods.putIfAbsent(method.name() + parameters(method), method.with(arguments));
    }
    for (String parent : type.parents()) {
      Optional<ClassReader> found = classPath.find(parent);
      if (found.isPresent()) {
        HandlerClass inherited = HandlerClass.of(found.get());
        collect(
            inherited.isInterface() ? inherited.withoutStatics() : inherited,
            arguments.given(type, inherited),
            methods);
      }
    }
  }

  private static String parameters(HandlerClass.Method method) {
    return method.descriptor().substring(0, method.descriptor().indexOf(')'));
  }

  /** All that the project's own classes offer as a handler. */
  private List<String> candidates() throws IOException {
    SortedSet<String> candidates = new TreeSet<>(); // overloads have one name
    try (Stream<Path> files = Files.walk(classPath.classes())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = FileTree.nameIn(classPath.classes(), file);
        HandlerClass type = HandlerClass.of(ClassPath.reader(Files.readAllBytes(file), name));
        type.methods().stream()
            .filter(m -> isCandidate(type, m))
            .map(m -> type.name() + "::" + m.name())
            .forEach(candidates::add);
      }
    }
    return List.copyOf(candidates);
  }

  private static boolean isCandidate(HandlerClass type, HandlerClass.Method method) {
    boolean setter = method.name().startsWith("set") && method.descriptor().endsWith(")V");
    return type.isPublic()
        && !method.isSynthetic()
        && (type.newable() || method.isStatic())
        && method.isPublic()
        && method.takesEvent()
        && !setter
        && !type.name().endsWith("$") // Scala's object has its methods in the class beside it, too
        && !NO_HANDLERS.contains(method.name());
  }

  private String meant(String handler) throws IOException {
    List<String> candidates = candidates();
    return Suggestion.closest(handler, candidates)
        .map(meant -> "did you mean <handler>" + meant + "</handler>?")
        .orElse(listed(candidates));
  }

  private static String listed(List<String> candidates) {
    if (candidates.isEmpty()) {
      return "write a public class with a public method that takes the event, and name it as <handler>Class::method</handler>";
    }
    String found = candidates.stream().limit(LISTED).collect(Collectors.joining(", "));
    String more =
        candidates.size() > LISTED ? " and " + (candidates.size() - LISTED) + " more" : "";
    return "found " + found + more + "; set <handler>" + candidates.get(0) + "</handler>";
  }

  private static String simpleName(HandlerClass type) {
    return type.name()
        .substring(Math.max(type.name().lastIndexOf('.'), type.name().lastIndexOf('$')) + 1);
  }
}
