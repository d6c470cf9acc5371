package dev.coldbrew.lambda.runtime.json;

import java.lang.reflect.Field;
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
 * order of the fields, those of superclasses first; what only methods tell of comes last.
 */
final class BeanProperties {

  private final Types types;
  private final EventRules rules;

  /** By the name in JSON. */
  final Map<String, Property> byName = new LinkedHashMap<>();

  /**
   * @param rules null but for AWS's event classes
   */
  BeanProperties(Type type, EventRules rules) {
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
    for (Property property : byName.values()) {
      property.makeAccessible();
    }
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

  /** The property that the class calls so, which is new if there is none. */
  private Property property(String name) {
    String jsonName = rules == null ? name : rules.nameOf(name);
    Property property = byName.get(jsonName);
    if (property == null) {
      property = new Property();
      byName.put(jsonName, property);
    }
    return property;
  }

  boolean hasGetters() {
    for (Property property : byName.values()) {
      if (property.getter != null) {
        return true;
      }
    }
    return false;
  }

  /** That the constructor takes this as a parameter. */
  void addParameter(String name, int index, Type type) {
    Property property = property(name);
    property.parameter = index;
    property.type = types.resolve(type);
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
      Property property = property(field.getName()); // one that is not public gives the order
      if (Modifier.isPublic(modifiers)) {
        property.getter = field;
        property.setter = field;
        property.type = types.resolve(field.getGenericType());
      }
    }
  }

  private void collectComponents(Class<?> raw) {
    for (RecordComponent component : raw.getRecordComponents()) {
      property(component.getName()).getter = component.getAccessor();
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
      Property property = byName.get(method.getName());
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
    Property property = property(name);
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
    Property property = property(nameOf(method.getName(), 3));
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
