// What happened, latest first: calls, including those of other clients, and starts of the code.

import { byId, element, milliseconds, oneLine, time } from "./text.js";

const MAX_ENTRIES = 100;

/** Latest first. Each has a kind: call, start, pending (sent from here), or refused (by the service). */
export const entries = [];

const list = byId("history");
let select;

export function start(onSelect) {
  select = onSelect;
  list.addEventListener("keydown", event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...list.querySelectorAll("button")];
    const next = step && buttons[buttons.indexOf(document.activeElement) + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
}

export function add(entry) {
  const row = element("li", entry.kind);
  const button = element("button");
  button.type = "button";
  button.append(element("span", "when"), element("span", "what"), element("span", "took"), element("span", "more"));
  button.addEventListener("click", () => select(entry));
  row.append(button);
  entry.row = row;
  entries.unshift(entry);
  list.prepend(row);
  update(entry);
  while (entries.length > MAX_ENTRIES) entries.pop().row.remove();
  byId("no-history").hidden = true;
}

export function clear() {
  entries.length = 0;
  list.replaceChildren();
  byId("no-history").hidden = false;
}

export function update(entry) {
  const part = name => entry.row.querySelector("." + name);
  entry.row.className = entry.kind + (entry.failed || entry.error ? " failed" : "");
  part("when").textContent = time(entry.end ?? entry.sent);
  part("what").textContent = entry.function;
  part("took").textContent = took(entry);
  part("more").textContent = more(entry);
}

export function mark(shown) {
  for (const entry of entries) {
    const button = entry.row.firstChild;
    if (entry === shown) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

function took(entry) {
  switch (entry.kind) {
    case "call": return milliseconds((entry.initMillis ?? 0) + entry.invokeMillis);
    case "start": return entry.error ? "" : "start " + milliseconds(entry.startMillis);
    case "pending": return "waiting";
    default: return "";
  }
}

function more(entry) {
  switch (entry.kind) {
    case "call": return entry.failed ? "failed: " + oneLine(entry.error, 70) : oneLine(entry.event, 70);
    case "start": return entry.error ? "does not start: " + oneLine(entry.error, 70) : "";
    case "refused": return "not invoked: " + oneLine(entry.error, 70);
    default: return oneLine(entry.event, 70);
  }
}
