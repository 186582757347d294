// SPDX-License-Identifier: LGPL-2.1-or-later
// Nodes are created one by one, so data from the server can only become text.

const svgNamespace = 'http://www.w3.org/2000/svg';

/**
 * @param {string} id
 * @returns {any} the element, of whatever kind index.html says
 */
export function byId(id) {
  return document.getElementById(id);
}

export function element(name, properties = {}, ...children) {
  return furnish(document.createElement(name), properties, children);
}

export function shape(name, properties = {}, ...children) {
  return furnish(document.createElementNS(svgNamespace, name), properties, children);
}

export function append(parent, ...children) {
  parent.append(...present(children));
}

export function replace(parent, ...children) {
  parent.replaceChildren(...present(children));
}

/** A foreign name, isolated so that it cannot change the line's direction. */
export function named(text, properties = {}) {
  return element('bdi', properties, text);
}

export function spoken(text) {
  return element('span', { class: 'hidden' }, text);
}

function furnish(node, properties, children) {
  for (const [key, value] of Object.entries(properties)) setProperty(node, key, value);
  node.append(...present(children));
  return node;
}

function present(children) {
  return children
    .flat(Infinity)
    .filter(child => child !== null && child !== undefined && child !== false);
}

function setProperty(node, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
  else if (key.startsWith('--')) node.style.setProperty(key, value);
  else node.setAttribute(key, value === true ? '' : value);
}
