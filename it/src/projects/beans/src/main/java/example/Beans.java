package example;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.beans.BeanInfo;
import java.beans.ConstructorProperties;
import java.beans.Introspector;
import java.beans.PropertyChangeSupport;
import java.beans.PropertyDescriptor;
import java.beans.PropertyEditor;
import java.beans.PropertyEditorManager;
import java.beans.XMLEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.BeanWrapperImpl;

/** Uses the package java.beans as libraries do. */
public class Beans {

  public static class Person {
    private final PropertyChangeSupport changes = new PropertyChangeSupport(this);
    private String name;
    private int age;

    public PropertyChangeSupport changes() {
      return changes;
    }

    public String getName() {
      return name;
    }

    public void setName(String name) {
      changes.firePropertyChange("name", this.name, name);
      this.name = name;
    }

    public int getAge() {
      return age;
    }

    public void setAge(int age) {
      this.age = age;
    }
  }

  /** Without java.beans, Jackson would not know what the parameter is called. */
  public static class Ticket {
    private final String seat;

    @ConstructorProperties("seat")
    public Ticket(String seat) {
      this.seat = seat;
    }

    public String getSeat() {
      return seat;
    }
  }

  public List<String> describe(Map<String, String> event) throws Exception {
    List<String> lines = new ArrayList<>();
    BeanInfo info = Introspector.getBeanInfo(Person.class, Object.class);
    for (PropertyDescriptor property : info.getPropertyDescriptors()) {
      lines.add(property.getName() + " " + property.getPropertyType().getSimpleName());
    }
    for (Class<?> type :
        List.of(int.class, boolean.class, String.class, Double.class, Thread.State.class)) {
      PropertyEditor editor = PropertyEditorManager.findEditor(type);
      lines.add(type.getSimpleName() + " " + editor.getClass().getSimpleName());
    }
    Person person = new Person();
    person.changes().addPropertyChangeListener(change -> lines.add("is " + change.getNewValue()));
    new BeanWrapperImpl(person).setPropertyValues(event);
    lines.add("of age " + person.getAge());
    lines.add("screen " + java.beans.Beans.isGuiAvailable());
    lines.add("seat " + new ObjectMapper().readValue("{\"seat\":\"4A\"}", Ticket.class).getSeat());
    ByteArrayOutputStream xml = new ByteArrayOutputStream();
    try (XMLEncoder encoder = new XMLEncoder(xml)) {
      encoder.writeObject(person);
    }
    xml.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains("<int>"))
        .forEach(line -> lines.add(line.strip()));
    return lines;
  }

  /** Loads a class by a name that no build can know. */
  public String load(Map<String, String> event) throws Exception {
    return Class.forName(event.get("name")).getDeclaredConstructor().newInstance().toString();
  }
}
