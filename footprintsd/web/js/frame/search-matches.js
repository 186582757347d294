// SPDX-License-Identifier: LGPL-2.1-or-later
// Search results as groups of options: artists, albums, tracks, and views and periods of that name.

import { element } from '../base/dom.js';
import { plays } from '../base/format.js';
import { icon } from '../base/icons.js';
import { t } from '../base/words.js';
import { kinds } from './kinds.js';
import { offeredViews } from './nav.js';
import { periodAddress, viewAddress } from './router.js';
import { views } from './views.js';

const order = ['artists', 'albums', 'tracks'];

/** The number of matches, maybe more than were sent. */
export function countMatches({ totals }) {
  return order.reduce((sum, kind) => sum + totals[kind], 0);
}

/** `period`: the one the needle names, or null; `addOption (address, ...content)` creates an option's node. */
export function makeGroups(matches, needle, period, addOption) {
  return [
    ...order
      .filter(kind => matches[kind].length > 0)
      .map(kind => groupNode(kind, matches, needle, addOption)),
    wayNode(needle, period, addOption),
  ];
}

function groupNode(kind, matches, needle, addOption) {
  const id = `search-${kind}`;
  const total = matches.totals[kind];
  return element(
    'div',
    { role: 'group', 'aria-labelledby': id, class: 'search-group' },
    element(
      'div',
      { id, class: 'search-kind' },
      t(kinds[kind].title),
      total > matches[kind].length &&
        element('span', {}, t('chart.some', { shown: matches[kind].length, total })),
    ),
    matches[kind].map(entry => optionNode(kind, entry, needle, addOption)),
  );
}

function optionNode(kind, entry, needle, addOption) {
  const { name, by, mark, address } = kinds[kind];
  const artist = by(entry);
  return addOption(
    address(entry),
    mark(entry),
    element(
      'span',
      { class: 'search-words' },
      element('span', { class: 'search-name' }, element('bdi', {}, marked(name(entry), needle))),
      artist !== null &&
        element('span', { class: 'search-by' }, element('bdi', {}, marked(artist, needle))),
    ),
    element('span', { class: 'search-count' }, plays(entry.count)),
  );
}

/** Views by name, and a period as written in the address. */
function wayNode(needle, period, addOption) {
  const found = offeredViews().filter(name => fold(t(`view.${name}`)).startsWith(fold(needle)));
  if (found.length === 0 && !period) return null;
  return element(
    'div',
    { role: 'group', 'aria-labelledby': 'search-ways', class: 'search-group' },
    element('div', { id: 'search-ways', class: 'search-kind' }, t('search.goTo')),
    found.map(name =>
      addOption(
        viewAddress(name),
        icon(views[name].icon),
        element('span', { class: 'search-words' }, t(`view.${name}`)),
      ),
    ),
    period &&
      addOption(
        periodAddress(needle),
        icon('timeline'),
        element('span', { class: 'search-words' }, period.title),
      ),
  );
}

/** The text as nodes, with every word of the needle in a <mark>, whatever its accents or case. */
function marked(text, needle) {
  const letters = Array.from(text);
  const folded = letters.map(fold);
  const hit = new Array(letters.length).fill(false);
  for (const word of needle.split(/\s+/)) markWord(folded, fold(word), hit);
  return runs(letters, hit).map(run => (run.hit ? element('mark', {}, run.text) : run.text));
}

function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function markWord(folded, word, hit) {
  if (!word) return;
  const owners = folded.flatMap((part, index) => Array.from({ length: part.length }, () => index));
  const whole = folded.join('');
  for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) {
    for (let index = owners[at]; index <= owners[at + word.length - 1]; index++) hit[index] = true;
  }
}

function runs(letters, hit) {
  const found = [];
  letters.forEach((letter, index) => {
    if (found.length && found.at(-1).hit === hit[index]) found.at(-1).text += letter;
    else found.push({ text: letter, hit: hit[index] });
  });
  return found;
}
