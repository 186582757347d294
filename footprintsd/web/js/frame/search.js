// SPDX-License-Identifier: LGPL-2.1-or-later
// Search while typing: a combobox whose list is walked with the arrow keys. The list is filled by
// search-matches.js, which is fetched with the first answer.

import { fetchMatches } from '../base/api.js';
import { byId, element, replace } from '../base/dom.js';
import { t } from '../base/words.js';
import { loadPeriod } from './period.js';
import { goTo } from './router.js';

const limit = 6;
const pause = 70;
/** A year, a part of it, or one of the words. */
const looksLikePeriod =
  /^(?:(?:19|20)\d{2}(?:-W?\d{1,2}){0,2}(?:\.\..*)?|today|week|month|year|lastmonth)$/;

let options = [];
let active = -1;
let timer = 0;
let controller = new AbortController();

export function connectSearch() {
  const input = byId('search-input');
  if (/Mac|iPhone|iPad/.test(navigator.platform)) byId('search-key').textContent = '⌘ K';
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(search, pause);
  });
  input.addEventListener('focus', () => options.length && input.value.trim() && open());
  input.addEventListener('keydown', onKey);
  byId('search-list').addEventListener('pointerdown', event => event.preventDefault());
  byId('search-list').addEventListener('click', event =>
    chooseNode(event.target.closest('[role=option]')),
  );
  for (const kind of ['pointerdown', 'focusin'])
    document.addEventListener(
      kind,
      event => input.closest('.search').contains(event.target) || close(),
    );
  document.addEventListener('keydown', focusByKey);
}

function focusByKey(event) {
  const writing = event.target.closest?.('input, select, textarea');
  const slash = event.key === '/' && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const letter =
    event.key.toLowerCase() === 'k' &&
    (event.ctrlKey || event.metaKey) &&
    !event.altKey &&
    !event.shiftKey;
  if ((!slash && !letter) || !byId('search').checkVisibility()) return;
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
    const [matches, period, maker] = await Promise.all([
      fetchMatches(needle, limit, controller.signal),
      periodNamed(needle),
      import('./search-matches.js'),
    ]);
    showMatches(matches, needle, period, maker);
  } catch (error) {
    if (error.name !== 'AbortError') showTrouble(error);
  }
}

/** Null, without a request, if the needle cannot be a period. */
async function periodNamed(needle) {
  const period = looksLikePeriod.test(needle) ? await loadPeriod(needle) : null;
  return period?.start ? period : null;
}

function showMatches(matches, needle, period, { countMatches, makeGroups }) {
  options = [];
  active = -1;
  replace(byId('search-list'), makeGroups(matches, needle, period, addOption));
  const count = countMatches(matches);
  byId('search-note').textContent = count
    ? t('search.matches', { count })
    : t('search.nothing', { needle });
  open();
  if (options.length) activate(0);
}

function addOption(href, ...content) {
  const node = element(
    'div',
    {
      role: 'option',
      id: `search-option-${options.length}`,
      'aria-selected': 'false',
      class: 'search-option',
    },
    ...content,
  );
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
    if (!isOpen() && options.length) open();
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
  if (!option) return;
  close();
  byId('search-input').value = '';
  replace(byId('search-list'));
  options = [];
  goTo(option.href);
}
