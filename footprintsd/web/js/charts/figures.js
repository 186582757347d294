// SPDX-License-Identifier: LGPL-2.1-or-later
// The figures of a period, each with its earlier value.

import { element, spoken } from '../base/dom.js';
import {
  formatChange,
  formatCount,
  formatDays,
  formatListened,
  formatMoment,
  formatRate,
} from '../base/format.js';
import { t } from '../base/words.js';
import { estimatedWords } from '../frame/measures.js';
import { viewAddress } from '../frame/router.js';

/** @type {{ key: string, format: (value: number) => string, leads: () => string, note?: (overview: any) => string }[]} */
export const figures = [
  { key: 'scrobbles', format: formatCount, leads: () => viewAddress('timeline') },
  {
    key: 'minutes',
    format: formatListened,
    leads: () => viewAddress('charts', { by: 'minutes' }),
    note: overview => estimatedWords(overview.estimated_share),
  },
  { key: 'artists', format: formatCount, leads: () => viewAddress('charts', { kind: 'artists' }) },
  { key: 'albums', format: formatCount, leads: () => viewAddress('charts', { kind: 'albums' }) },
  { key: 'tracks', format: formatCount, leads: () => viewAddress('charts', { kind: 'tracks' }) },
  { key: 'scrobbles_per_day', format: formatRate, leads: () => viewAddress('patterns') },
];

export function figuresSection(overview, earlier, earlierPeriod, streaks) {
  return element(
    'section',
    { class: 'figures-frame', 'aria-labelledby': 'figures-title' },
    element('h2', { id: 'figures-title', class: 'hidden' }, t('figures.title')),
    element(
      'dl',
      { id: 'figures', class: 'figures' },
      figures.map(figure => overviewFigure(figure, overview, earlier)),
    ),
    earlierPeriod &&
      element(
        'p',
        { class: 'figures-before' },
        element(
          'a',
          { href: viewAddress('compare') },
          t(earlier?.scrobbles ? 'figures.against' : 'figures.againstNone', {
            period: earlierPeriod.title,
          }),
        ),
      ),
    element(
      'dl',
      { class: 'extent' },
      element('dt', {}, t('figures.first')),
      element('dd', {}, momentNode(overview.first_scrobble)),
      element('dt', {}, t('figures.last')),
      element('dd', {}, momentNode(overview.last_scrobble)),
      streakNodes('figures.streak', streaks.longest),
      streakNodes('figures.streakNow', streaks.current),
    ),
  );
}

/** @param {typeof figures[0]} figure */
function overviewFigure({ key, format, leads, note }, overview, earlier) {
  const value = overview[key];
  return figureNode({
    key,
    text: format(value),
    words: t(`figure.${key}`, { count: value }),
    href: leads(),
    change: earlier && changeNode(value, earlier[key]),
    note: note?.(overview),
  });
}

/** A figure without a link has no `href`. */
export function figureNode({ key, text, words, href, change, note }) {
  return element(
    'div',
    { class: 'figure', 'data-figure': key },
    element('dt', {}, words, note && element('span', { class: 'figure-note' }, note)),
    element(
      'dd',
      {},
      element(href ? 'a' : 'span', { class: 'figure-value', href, '--length': text.length }, text),
      change,
    ),
  );
}

/** Null for a single day, which is no streak. */
function streakNodes(name, streak) {
  if (!streak || streak.days < 2) return null;
  const { first_day: first, last_day: last, days } = streak;
  return [
    element('dt', {}, t(name)),
    element('dd', {}, t('figures.streakWords', { count: days, dates: formatDays(first, last) })),
  ];
}

function momentNode(timestamp) {
  return element('time', { datetime: timestamp }, formatMoment(timestamp));
}

/** From this factor on, the factor says more than a percentage. */
const timesFrom = 10;

export function changeNode(now, then) {
  if (!then) return null;
  const ratio = now / then - 1;
  const direction = Math.abs(ratio) < 0.005 ? 'same' : ratio > 0 ? 'up' : 'down';
  const sign = { same: '=', up: '▲', down: '▼' }[direction];
  return element(
    'span',
    { class: `change change-${direction}` },
    element('span', { 'aria-hidden': 'true' }, sign),
    ' ',
    ratio + 1 >= timesFrom
      ? t('figures.times', { count: Math.round(ratio + 1) })
      : formatChange(ratio),
    spoken(t('figures.change')),
  );
}
