// SPDX-License-Identifier: LGPL-2.1-or-later
// The parts of story drawings. All drawings have one size; the page and the exported picture scale them.

import { shape } from '../base/dom.js';
import { formatCount } from '../base/format.js';
import { cutLines } from './story-text.js';

export const sheet = { width: 360, height: 450, edge: 28 };
export const room = sheet.width - 2 * sheet.edge;

const look = {
  size: 14,
  weight: 400,
  width: room,
  most: 1,
  tone: 'ink',
  anchor: 'start',
  leading: 1.25,
};

/** Lines of text, starting at a base line; `bottom` is the last base line. */
export function lines(x, y, text, wanted = {}) {
  const { size, weight, tone, anchor, leading, ...limits } = { ...look, ...wanted };
  const cut = cutLines(text, { size, weight, ...limits });
  const step = size * leading;
  return {
    bottom: y + Math.max(cut.length - 1, 0) * step,
    node: cut.map((line, index) =>
      shape(
        'text',
        {
          class: `story-${tone}`,
          x,
          y: y + index * step,
          'font-size': size,
          'font-weight': weight,
          'text-anchor': anchor,
        },
        line,
      ),
    ),
  };
}

export function text(x, y, words, wanted) {
  return lines(x, y, words, wanted).node;
}

/** As large as fits on one line. */
export function figure(x, y, words, { size, ...wanted }) {
  const fitting =
    [1, 0.85, 0.7, 0.55, 0.45]
      .map(share => size * share)
      .find(
        candidate =>
          cutLines(words, { size: candidate, weight: 600, width: wanted.width ?? room, most: 2 })
            .length === 1,
      ) ?? size * 0.4;
  return text(x, y, words, { weight: 600, ...wanted, size: fitting });
}

/** A mark in a drawing, where style sheets cannot round corners. */
export function markAt(mark, x, y, size) {
  const isRound = mark.classList.contains('mark-artist');
  const ground = isRound
    ? shape('circle', { class: 'ground', cx: 20, cy: 20, r: 20 })
    : shape('rect', { class: 'ground', width: 40, height: 40, rx: 4 });
  return shape(
    'g',
    {
      class: mark.getAttribute('class'),
      transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${size / 40})`,
      '--hue': mark.style.getPropertyValue('--hue'),
      '--hue-other': mark.style.getPropertyValue('--hue-other'),
    },
    ground,
    Array.from(mark.childNodes).slice(1),
  );
}

/**
 * Bars upward from a line.
 *
 * @param {number[]} counts
 * @param {{ x: number, y: number, width: number, height: number, gap?: number, tone?: (index: number) => string }} look
 *   `tone` says the look of one
 */
export function bars(counts, { x, y, width, height, gap = 0.3, tone = () => 'fill' }) {
  const highest = Math.max(1, ...counts);
  const band = width / counts.length;
  return counts.map((count, index) => {
    const tall = count ? Math.max((height * count) / highest, 1.5) : 0;
    const broad = band * (1 - gap);
    return shape('rect', {
      class: `story-${tone(index)}`,
      x: (x + index * band + (band - broad) / 2).toFixed(1),
      y: (y - tall).toFixed(1),
      width: broad.toFixed(1),
      height: tall.toFixed(1),
      rx: Math.min(broad / 2, tall / 2, 3).toFixed(1),
    });
  });
}

/** The first rows of a chart: mark, name, artist, plays. */
export function chartRows(rows, { y, step, mark, name, by, size = 30 }) {
  return rows.map((row, index) => {
    const top = y + index * step;
    const artist = by(row);
    const width = room - size - 12 - 52;
    return [
      markAt(mark(row), sheet.edge, top, size),
      text(
        sheet.edge + size + 12,
        top + (artist === null ? size / 2 + 5 : size / 2 - 2),
        name(row),
        { size: 14.5, weight: 600, width },
      ),
      artist === null
        ? []
        : text(sheet.edge + size + 12, top + size / 2 + 14, artist, {
            size: 12,
            tone: 'soft',
            width,
          }),
      text(sheet.width - sheet.edge, top + size / 2 + 5, formatCount(row.count), {
        size: 14,
        weight: 600,
        tone: 'strong',
        anchor: 'end',
      }),
    ];
  });
}
