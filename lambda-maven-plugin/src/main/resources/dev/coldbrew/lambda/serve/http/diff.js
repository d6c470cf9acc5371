// The differences of two texts by lines.

/** The largest table for a comparison; texts that need a larger one are shown one after the other. */
const MAX_CELLS = 4_000_000;

/** A list of {mark, text}, where the mark is " ", "-" for a line of the first text or "+" for one of the second. */
export function diff(first, second) {
  const a = first.split("\n"), b = second.split("\n");
  let start = 0, aEnd = a.length, bEnd = b.length;
  while (start < aEnd && start < bEnd && a[start] === b[start]) start++;
  while (aEnd > start && bEnd > start && a[aEnd - 1] === b[bEnd - 1]) { aEnd--; bEnd--; }
  return [
    ...lines(" ", a.slice(0, start)),
    ...middle(a.slice(start, aEnd), b.slice(start, bEnd)),
    ...lines(" ", a.slice(aEnd)),
  ];
}

const lines = (mark, texts) => texts.map(text => ({ mark, text }));

/** Compares by longest common subsequence. */
function middle(a, b) {
  const width = b.length + 1;
  if ((a.length + 1) * width > MAX_CELLS) return [...lines("-", a), ...lines("+", b)];
  const common = new Uint32Array((a.length + 1) * width); // of the rest of both
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j]
        ? common[(i + 1) * width + j + 1] + 1
        : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  const result = [];
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      result.push({ mark: " ", text: a[i++] });
      j++;
    } else if (j === b.length || i < a.length && common[(i + 1) * width + j] >= common[i * width + j + 1]) {
      result.push({ mark: "-", text: a[i++] });
    } else {
      result.push({ mark: "+", text: b[j++] });
    }
  }
  return result;
}

/** The lines that differ and a few around them; a line with the mark "…" stands for what is left out. */
export function around(all, context = 3) {
  const near = new Uint8Array(all.length);
  all.forEach((line, at) => {
    if (line.mark !== " ") near.fill(1, Math.max(0, at - context), at + context + 1);
  });
  const result = [];
  for (let at = 0; at < all.length; ) {
    if (near[at]) {
      result.push(all[at++]);
      continue;
    }
    const from = at;
    while (at < all.length && !near[at]) at++;
    result.push({ mark: "…", text: at - from === 1 ? "1 equal line" : at - from + " equal lines" });
  }
  return result;
}
