// The event: loaded from the project or from the examples, edited, checked, sent.

import { format } from "./json.js";
import { byId, element, size } from "./text.js";

const text = byId("event");
const load = byId("load");

/** In characters: a longer replacement of the text cannot be undone, because the browser would take too long. */
const MAX_UNDO = 200_000;
const CHECK_DELAY = 150;

let served; // the function
let examples = [];
let checking;
let isLoading = false; // the text changes, but the user is not typing

const key = name => "coldbrew.event." + name;

/** Calls back with a function, an event and a tenant id. */
export async function start(send) {
  examples = await (await fetch("/_coldbrew/examples")).json();
  byId("editor").addEventListener("submit", event => {
    event.preventDefault();
    if (served) send(served, text.value, byId("tenant").value);
  });
  document.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      byId("editor").requestSubmit();
    }
  });
  text.addEventListener("input", () => {
    if (isLoading) return;
    load.value = "";
    changed();
  });
  byId("format").addEventListener("click", () => {
    const result = format(text.value);
    if (result.text !== undefined) replace(result.text);
    changed();
  });
  load.addEventListener("change", choose);
}

/** Shows the function's events, and its text as it was or else the first of its own events. */
export async function edit(chosenFunction) {
  const isOther = served?.name !== chosenFunction.name;
  served = chosenFunction;
  byId("tenant-row").hidden = !served.tenancy;
  const chosen = isOther ? "" : load.value;
  load.replaceChildren(
    new Option("an event…", ""),
    ...served.events.length ? [group("Of this project", served.events.map(name => new Option(name, "own " + name)))] : [],
    group("As AWS sends them",
      examples.map(each => new Option(each.name + ": " + each.description, "example " + each.name))));
  load.value = chosen;
  if (load.selectedIndex < 0) load.value = "";
  if (!isOther) return;
  const kept = sessionStorage.getItem(key(served.name));
  if (kept !== null) {
    put(kept);
  } else if (served.events.length) {
    load.value = "own " + served.events[0];
    await choose();
  } else {
    put("{}");
  }
}

export function editText(event) {
  load.value = "";
  replace(event);
  changed();
  text.focus();
}

function group(label, options) {
  const made = element("optgroup");
  made.label = label;
  made.append(...options);
  return made;
}

async function choose() {
  const [, kind, name] = /^(\w+) (.*)$/.exec(load.value) ?? [];
  if (!kind) return;
  const of = served;
  const query = new URLSearchParams(kind === "own" ? { function: of.name, name } : { name });
  const response = await fetch(`/_coldbrew/${kind === "own" ? "event" : "example"}?${query}`);
  if (of !== served) return;
  if (response.ok) {
    replace(await response.text());
    changed();
  } else {
    state(name + " is no longer there", true);
  }
}

/** Replaces the text as if it were typed, so that it can be undone. */
function replace(value) {
  if (value === text.value) return;
  const before = document.activeElement;
  isLoading = true;
  text.focus({ preventScroll: true });
  text.select();
  if (value.length > MAX_UNDO || !document.execCommand("insertText", false, value)) text.value = value;
  text.setSelectionRange(0, 0);
  text.scrollTop = 0;
  isLoading = false;
  if (before === document.body) text.blur();
  else before?.focus({ preventScroll: true });
}

function put(value) {
  text.value = value;
  check();
}

function changed() {
  try {
    sessionStorage.setItem(key(served.name), text.value);
  } catch {
    sessionStorage.removeItem(key(served.name)); // too long to keep
  }
  clearTimeout(checking);
  checking = setTimeout(check, CHECK_DELAY);
}

/** Says what is wrong. The event can be sent anyway, as it can to Lambda. */
function check() {
  const value = text.value;
  if (!value.trim()) {
    state("Empty: Lambda takes it for {}", false);
    return;
  }
  const result = format(value);
  state(result.problem
    ? `Not JSON: ${result.problem}, line ${result.line}, column ${result.column}`
    : "JSON, " + size(value.length), Boolean(result.problem));
}

function state(message, isWrong) {
  byId("event-state").textContent = message;
  byId("event-state").classList.toggle("wrong", isWrong);
  text.setAttribute("aria-invalid", isWrong);
}
