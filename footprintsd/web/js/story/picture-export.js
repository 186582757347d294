// SPDX-License-Identifier: LGPL-2.1-or-later
// A drawing of the page as a standalone file: its styles are written into it, and its words are text.

import { element, shape } from '../base/dom.js';
import { writable } from '../charts/story-text.js';

const looks = {
  text: ['font-family', 'font-size', 'font-weight', 'letter-spacing', 'text-anchor'],
  form: ['stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'opacity'],
};
const scale = 3;

/** The text of an SVG file. */
export function pictureText(drawing, words) {
  const copy = drawing.cloneNode(true);
  const originals = drawing.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((node, index) => dress(node, originals[index]));
  const { width, height } = drawing.viewBox.baseVal;
  for (const name of Array.from(copy.attributes, attribute => attribute.name))
    if (name !== 'viewBox') copy.removeAttribute(name);
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  copy.prepend(
    shape('title', {}, writable(words[0])),
    shape('desc', {}, writable(words.join(' '))),
    shape('rect', { width, height, fill: plainColour(groundOf(drawing)) }),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

/** Writes the computed style of a node into its attributes. */
function dress(node, original) {
  const computed = getComputedStyle(original);
  node.removeAttribute('class');
  node.removeAttribute('style');
  if (node.localName === 'g') return;
  node.setAttribute('fill', plainColour(computed.fill));
  for (const name of looks[node.localName === 'text' ? 'text' : 'form'])
    node.setAttribute(
      name,
      name === 'stroke' ? plainColour(computed.stroke) : computed.getPropertyValue(name),
    );
}

function groundOf(drawing) {
  return getComputedStyle(drawing.parentElement).backgroundColor;
}

const known = new Map();

/** Colours that every program knows. */
function plainColour(colour) {
  if (colour === 'none') return colour;
  if (!known.has(colour)) {
    const context = element('canvas', { width: 1, height: 1 }).getContext('2d');
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    known.set(
      colour,
      `#${Array.from(context.getImageData(0, 0, 1, 1).data.slice(0, 3), part => part.toString(16).padStart(2, '0')).join('')}`,
    );
  }
  return known.get(colour);
}

export function pictureFile(text) {
  return new Blob([text], { type: 'image/svg+xml' });
}

/** The same picture, painted. The content-security policy allows pictures from "data:", but not from "blob:". */
export async function paintedFile(text) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  const canvas = element('canvas', {
    width: picture.naturalWidth * scale,
    height: picture.naturalHeight * scale,
  });
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(file => (file ? resolve(file) : reject(new Error('toBlob'))), 'image/png'),
  );
}

export function saveFile(file, name) {
  const address = URL.createObjectURL(file);
  element('a', { href: address, download: name }).click();
  // The browser reads it in the background.
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
