// The page: its functions, what it sends, and what the server reports.

import * as editor from "./editor.js";
import { messages } from "./eventstream.js";
import * as history from "./history.js";
import * as result from "./result.js";
import { announce, byId, element, milliseconds } from "./text.js";

/** In characters: how much of a log is shown that is still being written. */
const MAX_LIVE_LOG = 100_000;

let functions = [];
let selected; // the name of a function
let server; // entries of another server may have the same numbers
let lastId = "";
let events;
let held = []; // calls that may have been sent from here by requests whose ids are not known yet

const pending = () => history.entries.filter(entry => entry.kind === "pending");

async function refreshFunctions() {
  const got = await (await fetch("/_coldbrew/functions")).json();
  functions = got.functions;
  if (!functions.some(each => each.name === selected)) {
    const kept = sessionStorage.getItem("coldbrew.function");
    selected = (functions.find(each => each.name === kept) ?? functions[0])?.name;
  }
  drawFunctions();
  await editSelected();
}

async function editSelected() {
  const one = functions.find(each => each.name === selected);
  document.title = selected + " – Coldbrew";
  if (one) await editor.edit(one);
}

function drawFunctions() {
  const hadFocus = byId("functions").contains(document.activeElement);
  const rows = functions.map(one => {
    const row = element("li");
    const button = element("button");
    button.type = "button";
    button.append(
      element("span", "what", one.name),
      element("span", "more", `${one.handler}, ${one.memoryMb}\u00a0MB, ${one.timeoutSeconds}\u00a0s`));
    const state = !one.start ? "starting" : one.start.error ? "does not start" : "";
    if (state) button.append(element("span", one.start ? "wrong" : "dim", state));
    if (one.name === selected) button.setAttribute("aria-current", "true");
    button.addEventListener("click", async () => {
      selected = one.name;
      sessionStorage.setItem("coldbrew.function", selected);
      drawFunctions();
      await editSelected();
    });
    row.append(button);
    return row;
  });
  byId("functions").replaceChildren(...rows);
  if (hadFocus) byId("functions").querySelector("[aria-current]")?.focus();
  drawProblem();
}

/** An alert is read aloud whenever it changes. */
function drawProblem() {
  const failed = functions.find(one => one.start?.error);
  const problem = byId("start-problem");
  const words = failed ? `${failed.name} does not start: ${failed.start.error}`
    + (failed.start.olderServes ? ". The previous version keeps serving." : "") : "";
  if (problem.firstChild?.textContent === words) return;
  problem.hidden = !failed;
  problem.replaceChildren();
  if (failed) {
    const show = element("button", "", "Show its log");
    show.type = "button";
    show.addEventListener("click", () => choose(failed.entry ?? failed.start));
    problem.append(element("span", "", words), show);
  }
}

function select(entry) {
  result.show(entry);
  history.mark(entry);
  if (entry.number) sessionStorage.setItem("coldbrew.shown", server + " " + entry.number);
}

/** Selects an entry, and scrolls to it if it is out of sight. */
function choose(entry) {
  select(entry);
  announce(byId("outcome").firstChild.textContent);
  const top = byId("result-heading").getBoundingClientRect().top;
  if (top < 0 || top > innerHeight - 100) byId("result").scrollIntoView();
}

/** Sends an event; its response is shown as it arrives. */
async function send(one, event, tenant) {
  const entry = { kind: "pending", function: one.name, event, sent: Date.now(), response: "", log: "", parts: 0, tenantId: tenant };
  const begin = performance.now();
  history.add(entry);
  select(entry);
  announce("Sent");
  try {
    const response = await fetch(
      `/2021-11-15/functions/${encodeURIComponent(one.name)}/response-streaming-invocations`,
      { method: "POST", body: event, headers: one.tenancy ? { "X-Amz-Tenant-Id": tenant } : {} });
    entry.requestId = response.headers.get("x-amzn-RequestId");
    release();
    if (!response.ok) {
      entry.response = await response.text();
      refuse(entry, `${response.headers.get("x-amzn-ErrorType")}, status ${response.status}`);
      return;
    }
    const decoder = new TextDecoder();
    for await (const message of messages(response.body)) {
      if (message.type !== "PayloadChunk") continue;
      entry.firstMillis ??= performance.now() - begin;
      entry.parts++;
      if (entry.kind === "pending") {
        entry.response += decoder.decode(message.payload, { stream: true });
        drawSoon();
      }
    }
    if (entry === result.current()) drawSoon();
  } catch (e) {
    if (entry.kind === "pending") refuse(entry, "the connection broke: is lambda:serve still running?");
    release();
  }
}

/** The service did not invoke the function. */
function refuse(entry, reason) {
  Object.assign(entry, { kind: "refused", error: reason, end: Date.now() });
  history.update(entry);
  if (entry === result.current()) drawSoon();
  announce("Not invoked: " + reason);
}

let isDrawing = false;
function drawSoon() {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    if (result.current()) result.render();
  });
}

function release() {
  const calls = held;
  held = [];
  calls.forEach(called);
}

function called(call) {
  if (pending().some(entry => !entry.requestId && entry.function === call.function)) {
    held.push(call);
    return;
  }
  const sent = pending().find(entry => entry.requestId === call.requestId);
  if (!sent) {
    add(call);
    return;
  }
  if (call.failed && sent.response) { // what was streamed before the error
    call.response = sent.response + "\n" + call.response;
    call.responseLength = call.response.length;
  }
  Object.assign(sent, call);
  history.update(sent);
  const isShown = sent === result.current();
  if (isShown) select(sent);
  announce(call.failed ? "Failed: " + call.error : "Response after " + milliseconds(call.invokeMillis));
}

function add(entry) {
  history.add(entry);
  if (sessionStorage.getItem("coldbrew.shown") === server + " " + entry.number && !result.current()) select(entry);
  else if (result.current()) drawSoon(); // it may be compared with
}

function started(start) {
  add(start);
  const one = functions.find(each => each.name === start.function);
  if (one) {
    one.start = one.entry = start;
    drawFunctions();
  }
}

function logged(line) {
  for (const entry of pending().filter(each => each.function === line.function)) {
    entry.log += line.text + "\n";
    if (entry.log.length > 2 * MAX_LIVE_LOG) entry.log = entry.log.slice(-MAX_LIVE_LOG);
    if (entry === result.current()) drawSoon();
  }
}

/** A browser allows few connections to one server: a hidden page gives its own back. */
function connect() {
  events?.close();
  events = null;
  if (document.hidden) return;
  const source = new EventSource("/_coldbrew/journal?last=" + encodeURIComponent(lastId));
  events = source;
  const on = (kind, take) => source.addEventListener(kind, event => {
    lastId = event.lastEventId;
    take(JSON.parse(event.data));
  });
  source.addEventListener("server", event => {
    const id = JSON.parse(event.data);
    byId("connection").textContent = "";
    if (id !== server) {
      history.clear();
      result.show(null);
      server = id;
    }
    refreshFunctions();
  });
  on("call", called);
  on("start", started);
  on("line", logged);
  source.onerror = () => {
    byId("connection").textContent = "Not connected: is lambda:serve still running?";
    if (source.readyState === EventSource.CLOSED && source === events) setTimeout(connect, 1000);
  };
}

byId("address").textContent = location.host;
history.start(choose);
result.start({
  send: entry => send(functions.find(one => one.name === entry.function), entry.event, entry.tenantId),
  edit: async entry => {
    if (entry.function !== selected) {
      selected = entry.function;
      drawFunctions();
      await editSelected();
    }
    editor.editText(entry.event);
  },
});
await editor.start(send);
connect();
document.addEventListener("visibilitychange", connect);
addEventListener("focus", () => refreshFunctions().catch(() => {}));
