// Text as the page shows it, and the elements to show it in.

export const byId = id => document.getElementById(id);

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function milliseconds(value) {
  if (value >= 10_000) return (value / 1000).toFixed(1) + " s";
  return value >= 1000 ? number(Math.round(value)) + " ms" : value.toFixed(value < 10 ? 2 : 1) + " ms";
}

export const number = value => value.toLocaleString("en-US");

export function size(characters) {
  if (characters < 1000) return characters + (characters === 1 ? " character" : " characters");
  return characters < 1e6 ? (characters / 1e3).toFixed(1) + " kB" : (characters / 1e6).toFixed(1) + " MB";
}

export function time(millis) {
  return new Date(millis).toLocaleTimeString("en-GB");
}

export function oneLine(text, most) {
  const line = text.slice(0, 4 * most).replace(/\s+/g, " ").trim();
  return line.length <= most ? line : line.slice(0, most) + "…";
}

/** Tells screen readers what they would not notice otherwise. */
export function announce(text) {
  byId("announcement").textContent = text;
}
