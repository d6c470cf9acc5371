// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in Debian's Chromium. Set {@code -Dit.browser} to fail where it is missing. */
@Timeout(120)
class ConsolePageBrowserTest {

  private static final String DONE =
      "/^(succeeded|failed|not invoked)/.test(document.querySelector('#outcome').textContent)";

  @TempDir
  Path folder;

  private PageFixture served;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    Optional<Path> chromium = Browser.installed();
    assumeTrue(
        chromium.isPresent() || System.getProperty("it.browser") != null,
        "chromium is not installed: apt-get install chromium");
    served = new PageFixture(folder);
    Files.writeString(
        served.events.resolve("ada.json"), "{\"name\":\"<b>Ada</b>\",\"price\":1.50}");
    browser = Browser.open(
        chromium.orElseThrow(), folder.resolve("profile"), served.address() + "/_coldbrew");
    browser.await("document.querySelector('#event').value");
  }

  @AfterEach
  void end() throws IOException {
    if (browser != null) {
      browser.close();
    }
    if (served != null) {
      served.close();
    }
  }

  @Test
  void theFirstOwnEventIsSentWithCtrlEnter() throws Exception {
    assertEquals("own ada.json", browser.value("document.querySelector('#load').value"));
    browser.pressCtrlEnter();
    browser.await(DONE);

    assertEquals("succeeded", browser.text("#outcome strong"));
    assertEquals("{\n  \"name\": \"<b>Ada</b>\",\n  \"price\": 1.50\n}", browser.text("#response"));
    assertTrue(browser.text("#log").startsWith("START RequestId: "));
    assertTrue(
        browser.text("#legend").matches("init [0-9.,]+ m?sinvoke [0-9.,]+ m?s"),
        browser.text("#legend"));
    assertEquals("1", browser.value("document.querySelectorAll('#history li.call').length"));
  }

  @Test
  void anErrorIsShownAndItsEventSentAgain() throws Exception {
    type("\"fail\"");
    browser.pressCtrlEnter();
    browser.await(DONE);
    assertEquals("failed: a.B: no", browser.text("#outcome strong"));
    browser.value("document.querySelector('#again').click()");

    browser.await("document.querySelectorAll('#history li.call.failed').length === 2");
  }

  @Test
  void textThatIsNotJsonIsMarkedAndRefusedByTheService() throws Exception {
    type("{\n  \"a\": 1,\n}");
    browser.await("document.querySelector('#event-state').textContent.startsWith('Not')");
    assertEquals(
        "Not JSON: a name in double quotes is missing, line 3, column 1",
        browser.text("#event-state"));
    browser.pressCtrlEnter();
    browser.await(DONE);

    assertEquals(
        "not invoked: InvalidRequestContentException, status 400", browser.text("#outcome strong"));
  }

  @Test
  void aStreamIsShownAsItArrives() throws Exception {
    browser.value("document.querySelectorAll('#functions button')[1].click()");
    browser.await("document.querySelector('#event').value === '{}'");
    try (ServerSocket gate = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      type(Integer.toString(gate.getLocalPort()));
      browser.pressCtrlEnter();
      try (Socket function = gate.accept()) {
        browser.await("document.querySelector('#response').textContent === 'first '");
        assertTrue(browser.text("#outcome strong").startsWith("Invoking stream"));
        assertTrue(function.isConnected());
      }
    }
    browser.await(DONE);

    assertEquals("first second", browser.text("#response"));
    browser.await("document.querySelector('#legend').textContent.includes('streamed in 2 parts')");
  }

  @Test
  void twoResponsesAreComparedByLines() throws Exception {
    browser.pressCtrlEnter();
    browser.await(DONE);
    type("{\"name\":\"Grace\",\"price\":1.50}");
    browser.pressCtrlEnter();
    browser.await("document.querySelector('#response').textContent.includes('Grace')");
    browser.await(DONE + " && document.querySelector('#other').options.length > 1");
    browser.value(
        "(() => { const other = document.querySelector('#other'); other.selectedIndex = 1;"
            + " other.dispatchEvent(new Event('change')); })()");
    browser.await("!document.querySelector('#differences').hidden");

    assertEquals(
        "1 line only there (-), 1 line only here (+)", browser.text("#difference-summary"));
    assertEquals(
        "  {\n-   \"name\": \"<b>Ada</b>\",\n+   \"name\": \"Grace\",\n    \"price\": 1.50\n  }\n",
        browser.text("#differences"));
  }

  @Test
  void nothingIsWiderThanTheWindow() throws Exception {
    type("{\"name\":\"" + "x".repeat(500) + "\"}");
    browser.pressCtrlEnter();
    browser.await(DONE);

    for (int width : new int[] {400, 1600}) {
      browser.show(width, 900, false);
      assertEquals(
          "0",
          browser.value(
              "document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }
  }

  @Test
  void theEventSurvivesAReload() throws Exception {
    type("{\"name\":\"Grace\"}");
    browser.reload();

    browser.await("document.querySelector('#event').value === '{\"name\":\"Grace\"}'");
  }

  private void type(String text) throws Exception {
    String literal = new Gson().toJson(text);
    browser.value("(() => { const event = document.querySelector('#event'); event.value = "
        + literal + "; event.dispatchEvent(new Event('input')); })()");
  }
}
