package dev.coldbrew.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlerLoaderTest {

  private static final String HANDLERS = "dev.coldbrew.lambda.runtime.Handlers";

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          hello        | {"name":"Ada"}                 | "Hello, Ada!"
          increment    | 41                             | 42
          increment    | null                           | 1
          not          | true                           | false
          reversed     | [1,2,3]                        | [3,2,1]
          classes      | {"a":1,"b":3000000000,"c":1.0} | "Integer 1 Long 3000000000 Double 1.0"
          mirror       | {"x":1,"y":2}                  | {"x":2,"y":1}
          pay          | {"id":"7","points":[{"x":1}]}  | {"id":"7","paid":true,"points":[{"x":1,"y":0}]}
          echo         | {"a":[1,null,{"b":"<é>"}]}     | {"a":[1,null,{"b":"<é>"}]}
          nothing      | "event"                        | null
          hello        | {"name":"<&'>"}                | "Hello, <&'>!"
          anonymous    | "x"                            | {"event":"x"}
          withContext  | "event"                        | "event id-1"
          overloaded   | "event"                        | "two"
          """)
  void methodOfOneArgumentIsAHandler(String method, String event, String answer) throws Throwable {
    assertEquals(answer, call(HANDLERS + "::" + method, event));
  }

  @Test
  void staticMethodNeedsNoConstructor() throws Throwable {
    assertEquals("\"x\"", call(HANDLERS + "$NeedsArgument::handleStatically", "\"x\""));
  }

  @Test
  void bridgeOfAGenericMethodIsNotAnOverload() throws Throwable {
    assertEquals("\"inherited x\"", call(HANDLERS + "$Inherited::handle", "\"x\""));
  }

  @Test
  void publicMethodOfASuperclassThatIsNotPublicIsAHandler() throws Throwable {
    assertEquals("null", call(HANDLERS + "$Visible::handle", "\"x\""));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "NONE", textBlock = """
          NONE                           | handler 'null' is not of the form Class::method
          bootstrap                      | handler 'bootstrap' is not of the form Class::method
          ::hello                        | handler '::hello' is not of the form Class::method
          no.Such::hello                 | handler class 'no.Such' is not on the class path
          Handlers$NotPublic::handle     | handler class 'Handlers$NotPublic' is not public
          Handlers::helo                 | handler class 'Handlers' has no public method 'helo' of one argument
          Handlers::hidden               | handler class 'Handlers' has no public method 'hidden' of one argument
          Handlers::two                  | handler class 'Handlers' has no public method 'two' of one argument
          Handlers::ambiguous            | handler class 'Handlers' has several methods 'ambiguous'
          Handlers$NeedsArgument::handle | handler class 'Handlers$NeedsArgument' has no public constructor without arguments
          Handlers$Generic::handle       | handler class 'Handlers$Generic' has no public constructor without arguments
          """)
  void whatIsNoHandlerIsTold(String handler, String message) {
    String qualified = handler == null ? null : handler.replace("Handlers", HANDLERS);

    HandlerException e = assertThrows(HandlerException.class, () -> load(qualified));

    assertEquals(message.replace("Handlers", HANDLERS), e.getMessage());
  }

  @Test
  void exceptionOfAConstructorIsThrownAsItIs() {
    IllegalStateException e = assertThrows(
        IllegalStateException.class, () -> load(HANDLERS + "$FailingConstructor::handle"));

    assertEquals("TABLE_NAME is not set", e.getMessage());
  }

  @Test
  void exceptionOfAStaticInitializerIsThrownAsItIs() {
    NumberFormatException e = assertThrows(
        NumberFormatException.class, () -> load(HANDLERS + "$FailingInitializer::handle"));

    assertEquals("For input string: \"none\"", e.getMessage());
  }

  private static Handler load(String handler) throws Throwable {
    return HandlerLoader.load(handler, HandlerLoaderTest.class.getClassLoader());
  }

  private static String call(String handler, String event) throws Throwable {
    HttpResponse next = new HttpResponse(
        200,
        List.of("Lambda-Runtime-Aws-Request-Id", "id-1"),
        event.getBytes(StandardCharsets.UTF_8));
    return new String(load(handler).handle(new Invocation(next)), StandardCharsets.UTF_8);
  }
}
