// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.bean;

import dev.coldbrew.lambda.runtime.json.adapter.Types;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The properties of a class, as AWS's serializer sees them: public getters, setters of any
 * visibility, public fields, record components; and those of Scala's case classes. A method goes
 * before a field, {@code get} before {@code is}, a subclass before its superclass. They come in the
 * order of the fields, those of superclasses first; what has no field comes last.
 */
public final class BeanProperties {

  private final Types types;
  private final EventRules rules;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<String, Property> byName = new LinkedHashMap<>();

  /** A property of which not all is known yet. */
  private static final class Draft {
    private Member getter;
    private Member setter;
    private Type type;
  }

  /**
   * @param rules null except for AWS's event classes
   */
  public BeanProperties(Type type, EventRules rules) {
    this.rules = rules;
    Class<?> raw = Types.raw(type);
    types = Types.in(type);
    collectFields(raw);
    if (raw.isRecord()) {
      collectComponents(raw);
    }
    if (isCaseClass(raw)) {
      collectAccessors(raw);
    }
    collectMethods(raw);
    for (Map.Entry<String, Draft> entry : drafts.entrySet()) {
      Draft draft = entry.getValue();
      byName.put(entry.getKey(), new Property(draft.getter, draft.setter, draft.type));
    }
  }

  /** By their names in JSON, in the order in which they are written. */
  Map<String, Property> byName() {
    return byName;
  }

  /**
   * {@code getName} gives {@code name}; what begins with two capital letters stays as it is, so
   * {@code getURL} gives {@code URL} and {@code getXCoord} gives {@code XCoord} (JavaBeans 1.01,
   * 8.8).
   *
   * @return null if nothing is left of the method's name
   */
  static String nameOf(String method, int prefix) {
    int length = method.length() - prefix;
    if (length == 0) {
      return null;
    }
    char first = method.charAt(prefix);
    boolean stays = length > 1 && Character.isUpperCase(method.charAt(prefix + 1));
    return stays || first == Character.toLowerCase(first)
        ? method.substring(prefix)
        : Character.toLowerCase(first) + method.substring(prefix + 1);
  }

  /** The name in JSON of the property that the class calls so. */
  String jsonName(String name) {
    return rules == null ? name : rules.nameOf(name);
  }

  /** The type that a type in the class's own code stands for. */
  Type resolve(Type type) {
    return types.resolve(type);
  }

  public boolean hasGetters() {
    for (Property property : byName.values()) {
      if (property.getter() != null) {
        return true;
      }
    }
    return false;
  }

  private Draft draft(String name) {
    String jsonName = jsonName(name);
    Draft draft = drafts.get(jsonName);
    if (draft == null) {
      draft = new Draft();
      drafts.put(jsonName, draft);
    }
    return draft;
  }

  private void collectFields(Class<?> c) {
    if (c.getSuperclass() != null) {
      collectFields(c.getSuperclass());
    }
    for (Field field : c.getDeclaredFields()) {
      int modifiers = field.getModifiers();
      if (Modifier.isStatic(modifiers) || Modifier.isTransient(modifiers) || field.isSynthetic()) {
        continue;
      }
      Draft property = draft(field.getName()); // one that is not public gives the order
      if (Modifier.isPublic(modifiers)) {
        property.getter = field;
        property.setter = field;
        property.type = types.resolve(field.getGenericType());
      }
    }
  }

  private void collectComponents(Class<?> raw) {
    for (RecordComponent component : raw.getRecordComponents()) {
      draft(component.getName()).getter = component.getAccessor();
    }
  }

  /** It may be a product by way of the type that it is a case of. */
  private static boolean isCaseClass(Class<?> type) {
    for (Class<?> inherited : type.getInterfaces()) {
      if (inherited.getName().equals("scala.Product") || isCaseClass(inherited)) {
        return true;
      }
    }
    return type.getSuperclass() != null && isCaseClass(type.getSuperclass());
  }

  /** Scala names a getter as the field. */
  private void collectAccessors(Class<?> raw) {
    for (Method method : raw.getDeclaredMethods()) {
      Draft property = drafts.get(method.getName());
      if (property != null
          && method.getParameterCount() == 0
          && Modifier.isPublic(method.getModifiers())) {
        property.getter = method;
      }
    }
  }

  private void collectMethods(Class<?> c) {
    if (c == null || c == Object.class) {
      return;
    }
    for (Method method : c.getDeclaredMethods()) {
      if (!Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
        if (method.getParameterCount() == 0) {
          addGetter(method);
        } else if (method.getParameterCount() == 1) {
          addSetter(method);
        }
      }
    }
    collectMethods(c.getSuperclass());
    for (Class<?> inherited : c.getInterfaces()) {
      collectMethods(inherited);
    }
  }

  private void addGetter(Method method) {
    String name = method.getName();
    Class<?> result = method.getReturnType();
    boolean is = name.startsWith("is") && (result == boolean.class || result == Boolean.class);
    if (!Modifier.isPublic(method.getModifiers())
        || result == void.class
        || rules != null && rules.hides(name)
        || !is && !name.startsWith("get")) {
      return;
    }
    name = nameOf(name, is ? 2 : 3);
    if (name == null) {
      return;
    }
    Draft property = draft(name);
    boolean better = !(property.getter instanceof Method known)
        || !is
            && known.getName().startsWith("is")
            && known.getDeclaringClass() == method.getDeclaringClass();
    if (better) {
      property.getter = method;
    }
  }

  private void addSetter(Method method) {
    if (!method.getName().startsWith("set") || nameOf(method.getName(), 3) == null) {
      return;
    }
    Draft property = draft(nameOf(method.getName(), 3));
    if (!(property.setter instanceof Method known) || isBetterSetter(method, known)) {
      property.setter = method;
      property.type = types.resolve(method.getGenericParameterTypes()[0]);
    }
  }

  /** Of overloads in one class the one of a primitive is taken, or else of a String. */
  private static boolean isBetterSetter(Method method, Method known) {
    return method.getDeclaringClass() == known.getDeclaringClass()
        && simplicity(method.getParameterTypes()[0]) > simplicity(known.getParameterTypes()[0]);
  }

  private static int simplicity(Class<?> type) {
    return type.isPrimitive() ? 2 : type == String.class ? 1 : 0;
  }
}
