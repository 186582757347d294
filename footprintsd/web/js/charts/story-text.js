// SPDX-License-Identifier: LGPL-2.1-or-later
// Drawings do not wrap text: it is measured here, and cut into lines that fit.

const context = document.createElement('canvas').getContext('2d');
const graphemes = new Intl.Segmenter();

/** Characters that XML forbids, so that a drawing with any name can be saved. */
const unwritable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export function writable(text) {
  return text.replace(unwritable, '\ufffd');
}

/** A name isolated from the direction of a sentence: a drawing has no "bdi". */
export function isolated(name) {
  return `\u2068${name}\u2069`;
}

export function textWidth(text, { size, weight }) {
  context.font = `${weight} ${size}px ${getComputedStyle(document.documentElement).fontFamily}`;
  return context.measureText(text).width;
}

/** At most `most` lines; longer text ends in an ellipsis. */
export function cutLines(text, { size, weight, width, most }) {
  context.font = `${weight} ${size}px ${getComputedStyle(document.documentElement).fontFamily}`;
  const fits = line => context.measureText(line).width <= width;
  const lines = [];
  let rest = writable(text).trim();
  while (rest && lines.length < most) {
    const line =
      lines.length === most - 1 && !fits(rest) ? shortened(rest, fits) : fittingStart(rest, fits);
    lines.push(line.text);
    rest = rest.slice(line.length).trimStart();
  }
  return lines;
}

/** As many whole words as fit, or part of one that is too long. */
function fittingStart(text, fits) {
  if (fits(text)) return { text, length: text.length };
  let end = 0;
  for (const { index } of text.matchAll(/\s+|$/g)) {
    if (!fits(text.slice(0, index))) break;
    end = index;
  }
  const line = end > 0 ? text.slice(0, end) : longestStart(text, fits);
  return { text: line, length: line.length };
}

function shortened(text, fits) {
  const start = longestStart(text, candidate => fits(`${candidate}…`));
  // Closes an isolated name that was cut.
  const open = start.includes('\u2068') && !start.includes('\u2069') ? '\u2069' : '';
  return { text: `${start.trimEnd()}…${open}`, length: text.length };
}

function longestStart(text, fits) {
  let start = '';
  for (const { segment } of graphemes.segment(text)) {
    if (start && !fits(start + segment)) break;
    start += segment;
  }
  return start;
}
