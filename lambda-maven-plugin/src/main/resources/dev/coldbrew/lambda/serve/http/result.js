// One entry of the history: the response as it arrives, the phases, the log, and the differences from another entry.

import { around, diff } from "./diff.js";
import { entries } from "./history.js";
import { formatted } from "./json.js";
import { announce, byId, element, milliseconds, number, oneLine, size, time } from "./text.js";

/** In characters, from the beginning or, for a log, the end; the rest is shown on request. */
const PART = 100_000;
/** Ends the status and headers at the beginning of a stream for an HTTP front end. */
const PRELUDE_END = "\0".repeat(8);

const MAX_DIFFERENCES = 2_000;
const LOST = "The rest is no longer kept";

let shown = null;
let other = null; // what responses are compared with
let expanded = new Set(); // the texts that are shown in full
let drawn = {}; // what each element was made from
let compared = "";

export const current = () => shown;

export function start({ send, edit }) {
  const withWhole = take => async () => {
    const entry = shown;
    if (await complete(entry)) await take(entry);
  };
  byId("again").addEventListener("click", withWhole(send));
  byId("edit").addEventListener("click", withWhole(edit));
  byId("copy").addEventListener("click", withWhole(async entry => {
    await navigator.clipboard.writeText(entry.response);
    announce("Copied");
  }));
  byId("formatted").addEventListener("change", render);
  byId("other").addEventListener("change", event => {
    other = entries.find(entry => String(entry.number) === event.target.value) ?? null;
    compare();
  });
  for (const name of ["response", "log", "event"]) {
    byId("all-of-" + name).addEventListener("click", async () => {
      expanded.add(name);
      await complete(shown);
      render();
      byId(name === "event" ? "sent" : name).focus();
    });
  }
}

export function show(entry) {
  if (entry !== shown) expanded = new Set();
  shown = entry;
  byId("nothing").hidden = entry !== null;
  byId("shown").hidden = entry === null;
  if (entry) render();
}

/** Gets the whole texts of an entry, of which the server has sent only parts; false if it no longer has them. */
async function complete(entry) {
  const isCut = ["event", "response", "log"].some(name => (entry[name + "Length"] ?? 0) > (entry[name] ?? "").length);
  if (!isCut) return true;
  const response = await fetch("/_coldbrew/entry?number=" + entry.number).catch(() => null);
  if (response?.ok) {
    Object.assign(entry, await response.json());
    return true;
  }
  entry.isLost = true;
  render();
  announce(LOST);
  return false;
}

export function render() {
  const entry = shown;
  const isStart = entry.kind === "start";
  byId("result-heading").textContent = isStart ? "Start" : "Response";
  outcome(entry);
  phases(entry);
  byId("actions").hidden = isStart;
  byId("response").hidden = isStart;
  byId("log-part").hidden = entry.kind === "refused";
  byId("copy").disabled = byId("again").disabled = entry.kind === "pending";
  byId("response").setAttribute("aria-busy", entry.kind === "pending");
  text("response", "response", byId("formatted").checked && entry.kind !== "pending");
  text("log", "log", false);
  text("sent", "event", byId("formatted").checked);
  byId("event-details").hidden = isStart;
  compare();
}

function outcome(entry) {
  const place = byId("outcome");
  const isWrong = Boolean(entry.failed || entry.error);
  const words = {
    pending: () => `Invoking ${entry.function}…` + (entry.parts ? " " + size(entry.response.length) + " so far" : ""),
    call: () => entry.failed ? "failed: " + entry.error : "succeeded",
    start: () => entry.error
      ? "does not start: " + entry.error + (entry.olderServes ? ". The previous version keeps serving." : "")
      : "started in " + milliseconds(entry.startMillis),
    refused: () => "not invoked: " + entry.error,
  };
  const dim = [];
  if (entry.kind !== "pending") dim.push(entry.function + " at " + time(entry.end));
  if (entry.requestId) dim.push("request " + entry.requestId);
  place.replaceChildren(element("strong", isWrong ? "wrong" : "", words[entry.kind]()));
  if (dim.length) place.append(element("span", "dim", dim.join(", ")));
}

function phases(entry) {
  byId("phases").hidden = entry.kind !== "call";
  if (entry.kind !== "call") return;
  const init = entry.initMillis;
  byId("init-bar").hidden = init === undefined || init === null;
  byId("init-bar").style.flexGrow = init ?? 0;
  byId("invoke-bar").style.flexGrow = entry.invokeMillis;
  const legend = [];
  if (init !== undefined && init !== null) legend.push(element("span", "init", "init " + milliseconds(init)));
  legend.push(element("span", "invoke", "invoke " + milliseconds(entry.invokeMillis)));
  if (entry.parts > 1) {
    legend.push(element("span", "", `streamed in ${entry.parts} parts, the first after ${milliseconds(entry.firstMillis)}`));
  }
  byId("legend").replaceChildren(...legend);
}

function text(place, name, inLines) {
  const all = shown[name] ?? "";
  const length = Math.max(shown[name + "Length"] ?? 0, all.length);
  let part = all;
  if (!expanded.has(name)) part = name === "log" ? all.slice(-PART) : all.slice(0, PART);
  if (shown.kind === "pending") part = part.replace(PRELUDE_END, "\n");
  if (drawn[place]?.part !== part || drawn[place].inLines !== inLines) {
    drawn[place] = { part, inLines };
    if (place === "log") drawLog(part, part.length < length || shown.kind === "pending");
    else byId(place).textContent = inLines ? formatted(part, part.length < length) : part;
    byId(place).classList.toggle("empty", !part);
  }
  byId("all-of-" + name).hidden = part.length >= length || shown.kind === "pending";
  byId("all-of-" + name).disabled = shown.isLost === true;
  byId("all-of-" + name).textContent = shown.isLost ? LOST : "Show all of it, " + size(length);
}

/** Frames of stack traces are elements of their own, so that they do not break after "at". */
function logLines(log) {
  return log.split(/^(\s+at \S.*)$/m).map((part, at) => at % 2 ? element("span", "frame", part) : part);
}

/** Keeps the end in view of a log that grows or lacks its beginning. */
function drawLog(log, showsEnd) {
  const place = byId("log");
  const isAtEnd = place.scrollTop + place.clientHeight >= place.scrollHeight - 4;
  place.replaceChildren(...logLines(log));
  if (showsEnd && isAtEnd) place.scrollTop = place.scrollHeight;
}

async function compare() {
  const entry = shown;
  const others = entries.filter(each => each.kind === "call" && each !== entry && each.function === entry.function);
  byId("comparison").hidden = entry.kind !== "call" || others.length === 0;
  if (byId("comparison").hidden) return;
  const options = [new Option("nothing", ""), ...others.map(each => new Option(
    time(each.end) + "  " + (each.failed ? "failed" : oneLine(each.event, 40)), each.number))];
  const isCompared = others.includes(other);
  const choice = byId("other");
  if (choice.length !== options.length || options.some((option, at) => option.value !== choice.options[at].value)) {
    choice.replaceChildren(...options);
  }
  choice.value = isCompared ? other.number : "";
  const pair = isCompared ? other.number + " " + entry.number : "";
  if (pair === compared) return;
  compared = pair;
  byId("differences").hidden = true;
  byId("difference-summary").textContent = "";
  if (!isCompared) return;
  if (!await complete(other) || !await complete(entry)) {
    byId("difference-summary").textContent = LOST;
    return;
  }
  const all = diff(formatted(other.response), formatted(entry.response));
  if (pair !== compared) return;
  const added = all.filter(line => line.mark === "+").length;
  const removed = all.filter(line => line.mark === "-").length;
  byId("difference-summary").textContent = added + removed === 0
    ? "The responses are the same."
    : `${lineCount(removed)} only there (-), ${lineCount(added)} only here (+)`;
  if (added + removed > 0) {
    byId("differences").hidden = false;
    const tags = { "+": "ins", "-": "del" };
    const near = around(all);
    if (near.length > MAX_DIFFERENCES) {
      near.length = MAX_DIFFERENCES;
      byId("difference-summary").textContent += `; the first ${number(MAX_DIFFERENCES)} are shown`;
    }
    const lines = near.map(line =>
      element(tags[line.mark] ?? "span", line.mark === "…" ? "dim" : "", line.mark + " " + line.text + "\n"));
    byId("differences").replaceChildren(...lines);
  }
}

const lineCount = count => count === 1 ? "1 line" : number(count) + " lines";
