// SPDX-License-Identifier: LGPL-2.1-or-later
// A period at a glance: its numbers, its course, its days, what was played most, what was played last.

import { fetchPlays, fetchStats, fetchStreaks } from '../base/api.js';
import { byId, element } from '../base/dom.js';
import { formatCount } from '../base/format.js';
import { t } from '../base/words.js';
import { sectionHead } from '../charts/chart-frame.js';
import { figuresSection } from '../charts/figures.js';
import { rankRow } from '../charts/ranks.js';
import { kinds } from '../frame/kinds.js';
import { estimatedWords, measureIn, measures, measureTabs } from '../frame/measures.js';
import { showExtent } from '../frame/period-head.js';
import { viewAddress } from '../frame/router.js';
import { quietNode } from '../frame/states.js';
import { loadCalendar, loadSteps } from '../frame/steps.js';
import { calendarSection } from '../sections/calendar-section.js';
import { pulseSection } from '../sections/pulse-section.js';
import { recentSection } from '../sections/recent-section.js';

const ranksShown = 6;
const playsShown = 8;

export async function show(container, { period, params, signal }) {
  const by = measureIn(params);
  const earlierPeriod = period.before;
  const [stats, recent, streaks] = await Promise.all([
    fetchStats(period.query, ranksShown, signal, { compare: earlierPeriod?.query, by }),
    fetchPlays(period.query, 0, playsShown, signal),
    fetchStreaks(period.query, signal),
  ]);
  const { overview, compared_with: earlier } = stats;
  if (overview.scrobbles === 0) {
    container.append(quietNode(period));
    return;
  }
  const [steps, days] = await Promise.all([
    loadSteps(period, overview, earlier?.overview.scrobbles ? earlierPeriod : null, signal),
    loadCalendar(period, overview, signal),
  ]);
  showExtent(period, overview);
  byId('announcement').textContent =
    `${period.title}: ${t('plays', { count: overview.scrobbles })}`;
  container.append(
    element(
      'div',
      { class: 'overview' },
      figuresSection(overview, earlier?.overview, earlierPeriod, streaks),
      pulseSection(steps, period, earlierPeriod?.title),
    ),
    calendarSection(days, period),
    element(
      'div',
      { class: 'tops' },
      element(
        'div',
        { class: 'chart-tools' },
        measureTabs(by),
        by === 'minutes' &&
          element('p', { class: 'section-note' }, estimatedWords(overview.estimated_share)),
      ),
      element(
        'div',
        { class: 'charts' },
        Object.keys(kinds).map(kind => topSection(kind, stats, by)),
      ),
    ),
    recentSection(
      recent,
      element(
        'a',
        { class: 'button button-quiet more', href: viewAddress('timeline') },
        t('overview.timeline'),
      ),
    ),
  );
}

function topSection(kind, stats, by) {
  const { title, none, field, total } = kinds[kind];
  const rows = stats[field];
  const measure = measures[by];
  const withMoves = stats.compared_with?.overview.scrobbles > 0;
  return element(
    'section',
    { class: 'chart', 'aria-labelledby': `top-${kind}` },
    sectionHead(`top-${kind}`, t(title), formatCount(stats.overview[total])),
    element(
      'ol',
      { class: 'ranks', id: `chart-${kind}`, '--beside': measure.beside },
      rows.map((row, index) =>
        rankRow(kind, row, {
          highest: measure.of(rows[0]),
          measure,
          withMoves,
          first: index === 0,
        }),
      ),
      rows.length === 0 && element('li', { class: 'rank-none' }, t(none)),
    ),
    rows.length > 0 &&
      element(
        'a',
        {
          class: 'button button-quiet more',
          href: viewAddress('charts', { kind, by: by === 'plays' ? null : by }),
        },
        t('overview.chart'),
      ),
  );
}
