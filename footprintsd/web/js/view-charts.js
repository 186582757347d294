// SPDX-License-Identifier: LGPL-2.1-or-later
// The whole chart of artists, albums or tracks. The address says which, and may name an entry to be found in it.

import { fetchStats } from './api.js';
import { element, replace } from './dom.js';
import { kinds } from './kinds.js';
import { showNotice } from './notice.js';
import { before } from './period.js';
import { showExtent } from './period-head.js';
import { movements, rankRow } from './ranks.js';
import { address, viewAddress } from './router.js';
import { quietNode } from './states.js';
import { t } from './words.js';

const limitSteps = [50, 100, 250, 500, 1000];
const wholeChart = limitSteps.at(-1);
const lookAgainAfter = 60;

export async function show(container, { period, params, signal }) {
  const kind = Object.hasOwn(kinds, params.get('kind') ?? '') ? params.get('kind') : 'artists';
  const wanted = params.get('find');
  const earlierPeriod = before(period);
  const [stats, earlier] = await Promise.all([
    fetchStats(period.query, wanted ? wholeChart : limitSteps[0], signal),
    earlierPeriod && fetchStats(earlierPeriod.query, wholeChart, signal),
  ]);
  showExtent(period, stats.overview);
  container.append(kindTabs(kind));
  if (stats.overview.scrobbles === 0) {
    container.append(quietNode(period));
    return;
  }
  const chart = makeChart(kind, period, stats, movements(kind, earlier, wholeChart), signal);
  container.append(
    element('section', { class: 'chart chart-whole', 'aria-labelledby': 'chart-title' },
      element('div', { class: 'section-head' }, element('h2', { id: 'chart-title', class: 'hidden' }, t(kinds[kind].title)), chart.note,
        earlier && element('p', { class: 'section-note' }, t(earlier.overview.scrobbles ? 'figures.against' : 'figures.againstNone', { period: earlierPeriod.title }))),
      chart.list, chart.more));
  if (wanted)
    chart.reveal(wanted, params.get('by'), period);
}

function kindTabs(chosen) {
  return element('nav', { class: 'tabs', 'aria-label': t('charts.kinds') }, element('ul', { class: 'segments' }, Object.keys(kinds).map(kind =>
    element('li', {}, element('a', { href: viewAddress('charts', { kind }), 'aria-current': kind === chosen ? 'true' : null }, t(kinds[kind].title))))));
}

function makeChart(kind, period, first, moved, signal) {
  const { field, total, none, name, by } = kinds[kind];
  const all = first.overview[total];
  const list = element('ol', { class: 'ranks', id: `chart-${kind}` });
  const note = element('p', { class: 'section-note', id: 'chart-note', role: 'status' });
  const more = element('button', { id: 'chart-more', class: 'button more', type: 'button', onclick: showMore }, t('charts.more'));
  let rows = first[field];
  let limit = limitSteps[0];

  function fill() {
    const from = list.childElementCount;
    list.append(...rows.slice(from, limit).map((row, index) =>
      rankRow(kind, row, { highest: rows[0].count, moved, plays: first.overview.scrobbles, first: from + index === 0 })));
    const shown = list.childElementCount;
    note.textContent = all > shown ? t('chart.some', { shown, total: all }) : t(`${total}.count`, { count: all });
    more.hidden = shown >= Math.min(all, wholeChart);
    return from;
  }

  async function showMore() {
    limit = limitSteps.find(step => step > limit) ?? limit;
    try {
      if (rows.length < Math.min(limit, all))
        rows = (await fetchStats(period.query, limit, signal))[field];
      list.children[fill()]?.focus({ preventScroll: true });
    } catch (error) {
      if (error.name !== 'AbortError')
        showNotice(error.message);
    }
  }

  /** Widens the chart until it holds the entry, and brings the reader there. */
  function reveal(wanted, artist, shown) {
    const index = rows.findIndex(row => name(row) === wanted && (by(row) ?? '') === (artist ?? ''));
    if (index < 0) {
      showNotice(t('charts.notFound', { name: wanted }),
        shown.start && element('a', { class: 'button', href: address('charts', 'alltime', { kind, find: wanted, by: artist }) }, t('charts.lookInAll')));
      return;
    }
    limit = limitSteps.find(step => step > index) ?? wholeChart;
    fill();
    // On the page it is when the view is.
    setTimeout(() => bringTo(list.children[index]), lookAgainAfter);
  }

  fill();
  if (rows.length === 0)
    replace(list, element('li', { class: 'rank-none' }, t(none)));
  return { list, note, more, reveal };
}

function bringTo(row) {
  row.classList.add('rank-found');
  row.scrollIntoView({ block: 'center' });
  row.focus({ preventScroll: true });
}
