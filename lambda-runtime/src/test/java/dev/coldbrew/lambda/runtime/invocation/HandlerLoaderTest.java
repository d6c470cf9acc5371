// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.runtime.RuntimeInTest;
import dev.coldbrew.lambda.runtime.ScriptedRuntimeApi;
import dev.coldbrew.lambda.runtime.error.HandlerException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      streams         | {"a":1}  | {"a":1}
      inputOnly       | {"a":1}  | null
      outputOnly      | {"a":1}  | "written"
      inputContext    | {"a":1}  | null
      outputContext   | {"a":1}  | id-1
      streamsContext  | {"a":1}  | {"a":1}id-1
      contextOnly     | {"a":1}  | "id-1"
      noArguments     | {"a":1}  | "none"
      """)
  void methodMayTakeStreamsContextOrNothing(String method, String event, String answer)
      throws Throwable {
    assertEquals(answer, call("dev.coldbrew.lambda.runtime.StreamHandlers::" + method, event));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      OfRequestHandler  | {"x":1,"y":2}   | {"x":2,"y":1}
      OfGenericBase     | [{"x":1,"y":2}] | 1
      OfStreamHandler   | {"a":1}         | {"a":1}
      OfFunction        | {"x":1,"y":2}   | 3
      OfUnaryOperator   | "a"             | "aa"
      OfConsumer        | "a"             | null
      OfSupplier        | "a"             | "supplied"
      OfCallable        | "a"             | "called"
      OfSingleton       | "a"             | "a of the only one"
      """)
  void classMayImplementAHandlerInterface(String type, String event, String answer)
      throws Throwable {
    assertEquals(answer, call("dev.coldbrew.lambda.runtime.InterfaceHandlers$" + type, event));
  }

  @Test
  void typeArgumentOfASuperclassIsKnownToItsMethods() throws Throwable {
    assertEquals(
        "1",
        call(
            "dev.coldbrew.lambda.runtime.InterfaceHandlers$OfGenericBase::handleRequest",
            "[{\"x\":1,\"y\":2}]"));
  }

  @Test
  void publicMethodOfASuperclassThatIsNotPublicIsAHandler() throws Throwable {
    assertEquals("null", call(HANDLERS + "$Visible::handle", "\"x\""));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "NONE", textBlock = """
          NONE                           | no handler is set
          bootstrap                      | handler class 'bootstrap' is not on the class path
          Handlers                               | handler class 'Handlers' implements no handler interface; name one of its methods, as Class::method
          ::hello                        | handler class '' is not on the class path
          no.Such::hello                 | handler class 'no.Such' is not on the class path
          Handlers$NotPublic::handle     | handler class 'Handlers$NotPublic' is not public
          Handlers::helo                 | handler class 'Handlers' has no public method 'helo' that takes an event, a context, streams, or nothing
          Handlers::hidden               | handler class 'Handlers' has no public method 'hidden' that takes an event, a context, streams, or nothing
          Handlers::two                  | handler class 'Handlers' has no public method 'two' that takes an event, a context, streams, or nothing
          Handlers::ambiguous            | handler class 'Handlers' has several methods 'ambiguous'
          Handlers$NeedsArgument::handle | handler class 'Handlers$NeedsArgument' has no public constructor without arguments
          Handlers$Generic::handle       | handler class 'Handlers$Generic' has no public constructor without arguments
          """)
  void whatIsNoHandlerIsReported(String handler, String message) {
    String qualified = handler == null ? null : handler.replace("Handlers", HANDLERS);

    HandlerException e = assertThrows(HandlerException.class, () -> load(qualified));

    assertEquals(message.replace("Handlers", HANDLERS), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"contextFirst", "twoContexts", "outputFirst", "eventAndStream", "tooMany"})
  void parametersInAnotherOrderAreNotAHandlers(String method) {
    HandlerException e = assertThrows(
        HandlerException.class,
        () -> load("dev.coldbrew.lambda.runtime.StreamHandlers::" + method));

    assertEquals(
        "handler class 'dev.coldbrew.lambda.runtime.StreamHandlers' has no public method '"
            + method
            + "' that takes an event, a context, streams, or nothing",
        e.getMessage());
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

  /** One event through the loop; the body of what was posted. */
  private static String call(String handler, String event) throws Throwable {
    Handler loaded = load(handler);
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event(event).accepted().end();
      assertThrows(
          IOException.class,
          () -> new RuntimeInTest().loop(api.client(), loaded).run());
      api.request();
      return ScriptedRuntimeApi.body(api.request());
    }
  }
}
