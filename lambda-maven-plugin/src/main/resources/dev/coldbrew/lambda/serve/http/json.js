// Checks and formats JSON without reading it into values: its numbers and strings stay as they were written.

const VALUE = 1, FIRST_VALUE = 2, KEY = 3, FIRST_KEY = 4, COLON = 5, NEXT = 6;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const MAX_INDENT = 60;

/** The text on indented lines, or where and why it is not JSON: {text} or {problem, line, column, before}. */
export function format(text) {
  const out = [], open = [];
  let expected = VALUE, at = 0;

  const newLine = () => out.push("\n", "  ".repeat(Math.min(open.length, MAX_INDENT)));
  const problem = (what, where = at) => {
    const before = text.slice(0, where);
    return {
      problem: what,
      line: before.split("\n").length,
      column: where - before.lastIndexOf("\n"),
      before: out.join(""),
    };
  };

  while (true) {
    while (at < text.length && " \t\n\r".includes(text[at])) at++;
    if (at === text.length) break;
    const c = text[at];
    const closes = open.length > 0 && c === (open.at(-1) === "{" ? "}" : "]");
    if (expected === COLON) {
      if (c !== ":") return problem("a colon is missing");
      out.push(": ");
      expected = VALUE;
      at++;
    } else if (closes && (expected === NEXT || expected === FIRST_KEY || expected === FIRST_VALUE)) {
      open.pop();
      if (expected === NEXT) newLine();
      out.push(c);
      expected = NEXT;
      at++;
    } else if (expected === NEXT) {
      if (open.length === 0) return problem("there is more after the end");
      if (c !== ",") return problem("a comma or a closing bracket is missing");
      out.push(",");
      newLine();
      expected = open.at(-1) === "{" ? KEY : VALUE;
      at++;
    } else {
      if (expected === FIRST_KEY || expected === FIRST_VALUE) newLine();
      const isKey = expected === KEY || expected === FIRST_KEY;
      if (isKey && c !== '"') return problem("a name in double quotes is missing");
      if (c === '"') {
        const end = stringEnd(text, at);
        if (end < 0) return problem("this string is not ended, or has a character that needs an escape", -end - 1);
        out.push(text.slice(at, end));
        at = end;
        expected = isKey ? COLON : NEXT;
      } else if (c === "{" || c === "[") {
        open.push(c);
        out.push(c);
        expected = c === "{" ? FIRST_KEY : FIRST_VALUE;
        at++;
      } else {
        SCALAR.lastIndex = at;
        const scalar = SCALAR.exec(text);
        if (!scalar) return problem("a value is missing");
        out.push(scalar[0]);
        at += scalar[0].length;
        expected = NEXT;
      }
    }
  }
  return expected === NEXT && open.length === 0 ? { text: out.join("") } : problem("it ends too early");
}

/** The position after the closing quote; if the string is malformed, -1 minus the position where. */
function stringEnd(text, start) {
  let i = start + 1;
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c === 34) return i + 1;
    if (c < 32) return -i - 1;
    if (c === 92) {
      ESCAPE.lastIndex = i;
      const escape = ESCAPE.exec(text);
      if (!escape) return -i - 1;
      i += escape[0].length;
    } else {
      i++;
    }
  }
  return -start - 1;
}

/** The text on indented lines if it is JSON, otherwise as it is. Text that is cut off is formatted up to there. */
export function formatted(text, isCutOff) {
  const result = format(text);
  return result.text ?? (isCutOff && result.before.length > text.length / 2 ? result.before : text);
}
