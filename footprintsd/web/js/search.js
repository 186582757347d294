// SPDX-License-Identifier: LGPL-2.1-or-later
// Search while typing: a combobox whose list is grouped by kind and walked with the arrow keys. Views and periods are
// found, too.

import { fetchMatches } from './api.js';
import { byId, element, replace } from './dom.js';
import { plays } from './format.js';
import { icon } from './icons.js';
import { kinds } from './kinds.js';
import { offeredViews } from './nav.js';
import { parsePeriod } from './period.js';
import { goTo, periodAddress, viewAddress } from './router.js';
import { views } from './views.js';
import { t } from './words.js';

const limit = 6;
const pause = 70;
const order = ['artists', 'albums', 'tracks'];

let options = [];
let active = -1;
let timer = 0;
let controller = new AbortController();

export function connectSearch() {
  const input = byId('search-input');
  if (/Mac|iPhone|iPad/.test(navigator.platform))
    byId('search-key').textContent = '⌘ K';
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(search, pause);
  });
  input.addEventListener('focus', () => options.length && input.value.trim() && open());
  input.addEventListener('keydown', onKey);
  byId('search-list').addEventListener('pointerdown', event => event.preventDefault());
  byId('search-list').addEventListener('click', event => chooseNode(event.target.closest('[role=option]')));
  document.addEventListener('pointerdown', event => event.target.closest('.search') || close());
  document.addEventListener('focusin', event => event.target.closest('.search') || close());
  document.addEventListener('keydown', focusByKey);
}

function focusByKey(event) {
  const writing = event.target.closest?.('input, select, textarea');
  const slash = event.key === '/' && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const letter = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if ((!slash && !letter) || !byId('search').checkVisibility())
    return;
  event.preventDefault();
  byId('search-input').focus();
  byId('search-input').select();
}

async function search() {
  controller.abort();
  controller = new AbortController();
  const needle = byId('search-input').value.trim();
  if (!needle) {
    options = [];
    close();
    return;
  }
  try {
    showMatches(await fetchMatches(needle, limit, controller.signal), needle);
  } catch (error) {
    if (error.name !== 'AbortError')
      showTrouble(error);
  }
}

function showMatches(matches, needle) {
  options = [];
  active = -1;
  const groups = order.filter(kind => matches[kind].length > 0).map(kind => groupNode(kind, matches, needle));
  replace(byId('search-list'), groups, wayNode(needle));
  const count = order.reduce((sum, kind) => sum + matches.totals[kind], 0);
  byId('search-note').textContent = count ? t('search.matches', { count }) : t('search.nothing', { needle });
  open();
  if (options.length)
    activate(0);
}

function groupNode(kind, matches, needle) {
  const id = `search-${kind}`;
  const total = matches.totals[kind];
  return element('div', { role: 'group', 'aria-labelledby': id, class: 'search-group' },
    element('div', { id, class: 'search-kind' }, t(kinds[kind].title), total > matches[kind].length && element('span', {}, t('chart.some', { shown: matches[kind].length, total }))),
    matches[kind].map(entry => optionNode(kind, entry, needle)));
}

function optionNode(kind, entry, needle) {
  const { name, by, mark, address } = kinds[kind];
  const artist = by(entry);
  return addOption(address(entry), mark(entry),
    element('span', { class: 'search-words' },
      element('span', { class: 'search-name' }, element('bdi', {}, marked(name(entry), needle))),
      artist !== null && element('span', { class: 'search-by' }, element('bdi', {}, marked(artist, needle)))),
    element('span', { class: 'search-count' }, plays(entry.count)));
}

/** Views by their name, and a period as the address writes it. */
function wayNode(needle) {
  const found = offeredViews().filter(name => fold(t(`view.${name}`)).startsWith(fold(needle)));
  const period = parsePeriod(needle);
  if (found.length === 0 && (period.unknown || needle === 'alltime'))
    return null;
  return element('div', { role: 'group', 'aria-labelledby': 'search-ways', class: 'search-group' },
    element('div', { id: 'search-ways', class: 'search-kind' }, t('search.goTo')),
    found.map(name => addOption(viewAddress(name), icon(views[name].icon), element('span', { class: 'search-words' }, t(`view.${name}`)))),
    !period.unknown && addOption(periodAddress(needle), icon('timeline'), element('span', { class: 'search-words' }, period.title)));
}

function addOption(href, ...content) {
  const node = element('div', { role: 'option', id: `search-option-${options.length}`, 'aria-selected': 'false', class: 'search-option' }, ...content);
  options.push({ node, href });
  return node;
}

function showTrouble(error) {
  options = [];
  replace(byId('search-list'));
  byId('search-note').textContent = error.message;
  open();
}

function open() {
  byId('search-results').hidden = false;
  byId('search-input').setAttribute('aria-expanded', 'true');
}

function close() {
  byId('search-results').hidden = true;
  byId('search-input').setAttribute('aria-expanded', 'false');
  byId('search-input').removeAttribute('aria-activedescendant');
}

function isOpen() {
  return !byId('search-results').hidden;
}

function onKey(event) {
  if (event.key === 'Escape') {
    event.preventDefault();
    escape();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    if (!isOpen() && options.length)
      open();
    else if (options.length)
      activate((active + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length);
  } else if (event.key === 'Enter' && isOpen() && active >= 0) {
    event.preventDefault();
    chooseNode(options[active].node);
  }
}

function escape() {
  if (isOpen()) {
    close();
  } else if (byId('search-input').value) {
    byId('search-input').value = '';
    options = [];
  } else {
    byId('search-input').blur();
  }
}

function activate(index) {
  options[active]?.node.setAttribute('aria-selected', 'false');
  active = index;
  const { node } = options[active];
  node.setAttribute('aria-selected', 'true');
  node.scrollIntoView({ block: 'nearest' });
  byId('search-input').setAttribute('aria-activedescendant', node.id);
}

function chooseNode(node) {
  const option = options.find(candidate => candidate.node === node);
  if (!option)
    return;
  close();
  byId('search-input').value = '';
  replace(byId('search-list'));
  options = [];
  goTo(option.href);
}

/** The text as nodes, with every word of the needle in a <mark>, however it is accented or cased. */
function marked(text, needle) {
  const letters = Array.from(text);
  const folded = letters.map(fold);
  const hit = new Array(letters.length).fill(false);
  for (const word of needle.split(/\s+/))
    markWord(folded, fold(word), hit);
  return runs(letters, hit).map(run => run.hit ? element('mark', {}, run.text) : run.text);
}

function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function markWord(folded, word, hit) {
  if (!word)
    return;
  const owners = folded.flatMap((part, index) => Array.from({ length: part.length }, () => index));
  const whole = folded.join('');
  for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) {
    for (let index = owners[at]; index <= owners[at + word.length - 1]; index++)
      hit[index] = true;
  }
}

function runs(letters, hit) {
  const found = [];
  letters.forEach((letter, index) => {
    if (found.length && found.at(-1).hit === hit[index])
      found.at(-1).text += letter;
    else
      found.push({ text: letter, hit: hit[index] });
  });
  return found;
}
