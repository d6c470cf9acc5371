// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.beans.BeanInfo;
import java.beans.Beans;
import java.beans.ConstructorProperties;
import java.beans.EventHandler;
import java.beans.EventSetDescriptor;
import java.beans.Expression;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.beans.PropertyChangeSupport;
import java.beans.PropertyDescriptor;
import java.beans.PropertyEditor;
import java.beans.PropertyEditorManager;
import java.beans.PropertyEditorSupport;
import java.beans.PropertyVetoException;
import java.beans.SimpleBeanInfo;
import java.beans.Statement;
import java.beans.VetoableChangeSupport;
import java.beans.XMLDecoder;
import java.beans.XMLEncoder;
import java.beans.beancontext.BeanContextSupport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints what the package java.beans does for classes that have nothing to do with AWT. A test runs
 * it on a whole JDK, and on an image that was linked for this package alone.
 */
public final class BeansProgram {

  private BeansProgram() {}

  public static void main(String[] args) throws Exception {
    describe();
    edit();
    change();
    call();
    for (Object object : List.of(
        new Order("tea"),
        new Money("EUR"),
        new ArrayList<>(List.of(1)),
        new TreeMap<>(Map.of("a", 1.5)),
        new Date(1),
        Thread.State.NEW,
        String.class,
        new int[] {1, 2})) {
      encode(object);
    }
    print("screen", Beans.isGuiAvailable());
    for (String type : List.of(".gif", ".png", ".jpg", ".xbm", ".txt")) {
      File file = File.createTempFile("content", type);
      print("content", type, file.toURI().toURL().getContent().getClass());
      file.delete();
    }
  }

  private static void describe() throws Exception {
    for (Class<?> type : List.of(
        Order.class, Money.class, Described.class, Thread.class, ArrayList.class, Map.class)) {
      BeanInfo info = Introspector.getBeanInfo(type);
      for (PropertyDescriptor property : info.getPropertyDescriptors()) {
        print(
            type.getSimpleName(),
            property.getName(),
            property.getPropertyType(),
            property.getReadMethod(),
            property.getWriteMethod(),
            property.isBound());
      }
      for (EventSetDescriptor events : info.getEventSetDescriptors()) {
        print(type.getSimpleName(), events.getName(), events.getListenerType());
      }
      print(
          type.getSimpleName(),
          info.getMethodDescriptors().length,
          info.getBeanDescriptor().getName(),
          info.getIcon(BeanInfo.ICON_COLOR_16x16));
    }
    Introspector.flushCaches();
  }

  private static void edit() {
    PropertyEditorManager.registerEditor(Money.class, MoneyEditor.class);
    Map<Class<?>, String> texts = Map.of(int.class, "5", boolean.class, "true", String.class, "a");
    for (Class<?> type : List.of(
        byte.class,
        short.class,
        int.class,
        long.class,
        float.class,
        double.class,
        boolean.class,
        String.class,
        Integer.class,
        Thread.State.class,
        Money.class,
        Date.class,
        Object.class)) {
      PropertyEditor editor = PropertyEditorManager.findEditor(type);
      print("editor", type, editor == null ? null : editor.getClass().getName());
      if (editor != null && texts.containsKey(type)) {
        editor.setAsText(texts.get(type));
        print(
            editor.getValue(),
            editor.getAsText(),
            editor.getJavaInitializationString(),
            Arrays.toString(editor.getTags()),
            editor.isPaintable(),
            editor.getCustomEditor());
      }
    }
  }

  private static void change() throws Exception {
    PropertyChangeSupport changes = new PropertyChangeSupport("source");
    changes.addPropertyChangeListener("age", change -> print("age", change.getNewValue()));
    changes.firePropertyChange("age", 1, 2);
    changes.fireIndexedPropertyChange("age", 1, 2, 3);
    VetoableChangeSupport vetoes = new VetoableChangeSupport("source");
    vetoes.addVetoableChangeListener(change -> {
      throw new PropertyVetoException("no", change);
    });
    try {
      vetoes.fireVetoableChange("age", 1, 2);
    } catch (PropertyVetoException e) {
      print("veto", e.getMessage());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(changes);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      print("read", in.readObject().getClass());
    }
  }

  private static void call() throws Exception {
    List<Integer> list = new ArrayList<>();
    new Statement(list, "add", new Object[] {1}).execute();
    print("statement", list, new Expression(Math.class, "max", new Object[] {1, 2}).getValue());
    Order order = new Order("tea");
    PropertyChangeListener renamed =
        EventHandler.create(PropertyChangeListener.class, order, "name", "newValue");
    new PropertyChangeSupport("source").addPropertyChangeListener(renamed);
    renamed.propertyChange(new PropertyChangeEvent("source", "name", "tea", "coffee"));
    print("handler", order.getName());
    print("instance", Beans.instantiate(null, "java.util.ArrayList"), Beans.isDesignTime());
    BeanContextSupport context = new BeanContextSupport();
    context.add(order);
    print("context", context.size(), context.needsGui(), context.avoidingGui());
  }

  private static void encode(Object object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XMLEncoder encoder = new XMLEncoder(bytes)) {
      encoder.setExceptionListener(e -> print("not written", e));
      encoder.writeObject(object);
    }
    print(bytes.toString(StandardCharsets.UTF_8));
    try (XMLDecoder decoder = new XMLDecoder(new ByteArrayInputStream(bytes.toByteArray()))) {
      decoder.setExceptionListener(e -> print("not read", e));
      print(decoder.readObject().getClass());
    }
  }

  private static void print(Object... values) {
    System.out.println(Arrays.toString(values));
  }

  /** With a property of each kind. */
  public static final class Order {
    private final PropertyChangeSupport changes = new PropertyChangeSupport(this);
    private String name;
    private List<String> notes = new ArrayList<>(List.of("hot"));

    public Order() {}

    Order(String name) {
      this.name = name;
    }

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public List<String> getNotes() {
      return notes;
    }

    public void setNotes(List<String> notes) {
      this.notes = notes;
    }

    public boolean isPaid() {
      return false;
    }

    public String getItem(int index) {
      return name + index;
    }

    public void addPropertyChangeListener(PropertyChangeListener listener) {
      changes.addPropertyChangeListener(listener);
    }

    public void removePropertyChangeListener(PropertyChangeListener listener) {
      changes.removePropertyChangeListener(listener);
    }
  }

  public static final class Money {
    private final String currency;

    @ConstructorProperties("currency")
    public Money(String currency) {
      this.currency = currency;
    }

    public String getCurrency() {
      return currency;
    }
  }

  public static final class MoneyEditor extends PropertyEditorSupport {}

  public static final class Described {}

  /** Found by its name. */
  public static final class DescribedBeanInfo extends SimpleBeanInfo {
    @Override
    public PropertyDescriptor[] getPropertyDescriptors() {
      try {
        return new PropertyDescriptor[] {new PropertyDescriptor("name", Order.class)};
      } catch (IntrospectionException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
