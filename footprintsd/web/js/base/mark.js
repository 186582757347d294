// SPDX-License-Identifier: LGPL-2.1-or-later
// A generated picture for everything without one. The hue comes from the artist, so that
// an artist's marks visibly belong together; the kind sets the family of forms, the name the form.

import { shape } from './dom.js';

const hues = [12, 38, 62, 88, 125, 152, 178, 205, 235, 262, 295, 335];
const distances = [-70, -45, 45, 70, 130, 180];

export function artistMark(artist) {
  const random = generator(artist);
  const rings = [16, 11.5, 7].map((radius, index) =>
    ring(radius, random, index === 1 ? 'spark' : 'form'),
  );
  return mark(
    'mark-artist',
    artist,
    shape('rect', { class: 'ground', width: 40, height: 40 }),
    rings,
    shape('circle', {
      class: random() < 0.5 ? 'form' : 'spark',
      cx: 20,
      cy: 20,
      r: 2.5 + random() * 1.5,
    }),
  );
}

export function albumMark(artist, album) {
  const random = generator(`${artist}\u0000${album}`);
  const tiles = [
    [0, 0],
    [20, 0],
    [0, 20],
    [20, 20],
  ].map(([x, y]) => tile(x, y, random));
  return mark(
    'mark-album',
    artist,
    shape('rect', { class: 'ground', width: 40, height: 40 }),
    tiles,
  );
}

export function trackMark(artist, track) {
  const random = generator(`${artist}\u0001${track}`);
  const accent = Math.floor(random() * 7);
  const bars = Array.from({ length: 7 }, (_, index) => {
    const height = 5 + Math.round(random() * 21);
    return shape('rect', {
      class: index === accent ? 'spark' : 'form',
      x: 5.5 + index * 4.3,
      y: 20 - height / 2,
      width: 2.6,
      height,
      rx: 1.3,
    });
  });
  return mark(
    'mark-track',
    artist,
    shape('rect', { class: 'ground', width: 40, height: 40 }),
    bars,
  );
}

function mark(kind, artist, ...content) {
  const random = generator(artist);
  const hue = pick(hues, random);
  const other = (hue + pick(distances, random) + 360) % 360;
  return shape(
    'svg',
    {
      class: `mark ${kind}`,
      viewBox: '0 0 40 40',
      'aria-hidden': 'true',
      focusable: 'false',
      '--hue': hue,
      '--hue-other': other,
    },
    ...content,
  );
}

function ring(radius, random, tone) {
  const around = 2 * Math.PI * radius;
  const drawn = around * (0.3 + random() * 0.55);
  return shape('circle', {
    class: `${tone} line`,
    cx: 20,
    cy: 20,
    r: radius,
    'stroke-dasharray': `${drawn.toFixed(1)} ${(around - drawn).toFixed(1)}`,
    transform: `rotate(${Math.floor(random() * 24) * 15} 20 20)`,
  });
}

function tile(x, y, random) {
  const tone = random() < 0.65 ? 'form' : 'spark';
  const turn = `rotate(${Math.floor(random() * 4) * 90} ${x + 10} ${y + 10})`;
  switch (Math.floor(random() * 6)) {
    case 0:
      return shape('path', { class: tone, d: `M${x} ${y}h20a20 20 0 0 1-20 20z`, transform: turn });
    case 1:
      return shape('path', { class: tone, d: `M${x} ${y}h20a10 10 0 0 1-20 0z`, transform: turn });
    case 2:
      return shape('circle', { class: tone, cx: x + 10, cy: y + 10, r: 7 });
    case 3:
      return shape('path', { class: tone, d: `M${x} ${y}h20v20z`, transform: turn });
    case 4:
      return shape('path', {
        class: tone,
        d: `M${x} ${y}h5v20h-5zm10 0h5v20h-5z`,
        transform: turn,
      });
    default:
      return shape('path', {
        class: `${tone} line`,
        d: `M${x + 15} ${y}a15 15 0 0 1-15 15M${x + 7} ${y}a7 7 0 0 1-7 7`,
        transform: turn,
      });
  }
}

function pick(list, random) {
  return list[Math.floor(random() * list.length)];
}

/** FNV-1a for the seed, then a 32-bit multiply-and-shift sequence: the same name gives the same mark everywhere. */
function generator(text) {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let value = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
    return ((value ^ (value >>> 15)) >>> 0) / 4294967296;
  };
}
