package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.runtime.test.TestFunction;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelloTest {

  private final Hello hello = new Hello();

  @Test
  void saysHelloToTheNameInTheEvent() {
    assertEquals("Hello, Ada!", hello.hello(Map.of("name", "Ada")));
  }

  @Test
  void failsWithoutAName() {
    var e = assertThrows(IllegalArgumentException.class, () -> hello.hello(Map.of()));
    assertEquals("No name supplied!", e.getMessage());
  }

  @Test
  void respondsInJsonAsInLambda() {
    var function = TestFunction.of("${package}.Hello::hello");
    assertEquals("\"Hello, Ada!\"", function.invoke("{\"name\":\"Ada\"}").text());
  }
}
