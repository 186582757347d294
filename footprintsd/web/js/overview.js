// SPDX-License-Identifier: LGPL-2.1-or-later
// The numbers of a period, each beside what it was before.

import { byId, element, replace, spoken } from './dom.js';
import { formatChange, formatCount, formatMoment, formatRate } from './format.js';

const figures = [
  { key: 'scrobbles', one: 'play', many: 'plays', format: formatCount },
  { key: 'artists', one: 'artist', many: 'artists', format: formatCount },
  { key: 'albums', one: 'album', many: 'albums', format: formatCount },
  { key: 'tracks', one: 'track', many: 'tracks', format: formatCount },
  { key: 'scrobbles_per_day', one: 'play a day', many: 'plays a day', format: formatRate },
];

export function showFiguresLoading(compared) {
  byId('figures-before').hidden = !compared;
  byId('figures-before').textContent = '\u00a0';
  replace(byId('figures'), figures.map(figure => figureNode(figure, element('span', { class: 'ghost ghost-figure' }), null)));
}

export function showFigures(overview, earlier, earlierPeriod) {
  replace(byId('figures'), figures.map(figure => {
    const value = overview[figure.key];
    return figureNode(figure, figure.format(value), earlier && compare(value, earlier[figure.key]), value);
  }));
  showMoment('extent-first', overview.first_scrobble);
  showMoment('extent-last', overview.last_scrobble);
  byId('figures-before').hidden = !earlierPeriod;
  byId('figures-before').textContent = earlierPeriod ? `against ${describeBefore(earlierPeriod, earlier)}` : '';
}

function showMoment(id, timestamp) {
  replace(byId(id), timestamp ? element('time', { datetime: timestamp }, formatMoment(timestamp)) : '\u00a0');
}

function figureNode(figure, content, comparison, value) {
  return element('div', { class: 'figure', 'data-figure': figure.key },
    element('dt', {}, value === 1 ? figure.one : figure.many),
    element('dd', {}, element('span', { class: 'figure-value', '--length': typeof content === 'string' ? content.length : null }, content), comparison));
}

function compare(now, then) {
  if (!then)
    return null;
  const ratio = now / then - 1;
  const direction = Math.abs(ratio) < 0.005 ? 'same' : ratio > 0 ? 'up' : 'down';
  const sign = { same: '=', up: '▲', down: '▼' }[direction];
  return element('span', { class: `change change-${direction}` },
    element('span', { 'aria-hidden': 'true' }, sign), ' ', formatChange(ratio), spoken(' against before'));
}

function describeBefore(period, earlier) {
  return earlier?.scrobbles ? period.title : `${period.title}, which holds no plays`;
}
