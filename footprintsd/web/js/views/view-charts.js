// SPDX-License-Identifier: LGPL-2.1-or-later
// The whole chart of artists, albums or tracks. The address says which, and what it is compared with; it may name an entry
// to find.

import { fetchChart } from '../base/api-reports.js';
import { fetchStats } from '../base/api.js';
import { element } from '../base/dom.js';
import { formatListened } from '../base/format.js';
import { showNotice } from '../base/notice.js';
import { tabs } from '../base/tabs.js';
import { t } from '../base/words.js';
import { chartList } from '../charts/chart-list.js';
import { againstChoice } from '../frame/against-choice.js';
import { against, previous } from '../frame/against.js';
import { kinds } from '../frame/kinds.js';
import { estimatedWords, measureIn, measures, measureTabs } from '../frame/measures.js';
import { showExtent } from '../frame/period-head.js';
import { address, changedAddress, viewAddress } from '../frame/router.js';
import { quietNode } from '../frame/states.js';

const rowsFirst = 50;
/** The named entry may be far down. */
const rowsSearched = 1000;

export async function show(container, { period, params, signal }) {
  const kind = Object.hasOwn(kinds, params.get('kind') ?? '') ? params.get('kind') : 'artists';
  const wanted = params.get('find');
  const compared = params.get('compare') || previous;
  const earlier = await against(period, compared);
  const by = measureIn(params);
  const beside = { compare: earlier?.query, by };
  const [{ overview, compared_with: before }, chart] = await Promise.all([
    fetchStats(period.query, 1, signal, beside),
    fetchChart(kind, period.query, 0, wanted ? rowsSearched : rowsFirst, signal, beside),
  ]);
  showExtent(period, overview);
  container.append(
    element(
      'div',
      { class: 'chart-tools' },
      kindTabs(kind),
      measureTabs(by),
      period.start && againstChoice(period, compared, earlier),
    ),
  );
  if (overview.scrobbles === 0) {
    container.append(quietNode(period));
    return;
  }
  const list = chartList(kind, chart, {
    withMoves: before?.overview.scrobbles > 0,
    rowsFirst,
    measure: measures[by],
    fetch: (offset, limit) => fetchChart(kind, period.query, offset, limit, signal, beside),
  });
  container.append(
    element(
      'section',
      { class: 'chart chart-whole', 'aria-labelledby': 'chart-title' },
      element(
        'div',
        { class: 'section-head' },
        element('h2', { id: 'chart-title', class: 'hidden' }, t(kinds[kind].title)),
        list.note,
        by === 'minutes' && timeNote(chart),
        earlier &&
          element(
            'p',
            { class: 'section-note' },
            element(
              'a',
              { href: viewAddress('compare', { compare: params.get('compare') }) },
              t(before.overview.scrobbles ? 'figures.against' : 'figures.againstNone', {
                period: earlier.title,
              }),
            ),
          ),
      ),
      list.node,
      list.more,
    ),
  );
  if (wanted && !list.reveal(wanted, params.get('of')))
    tellNotFound(kind, wanted, params.get('of'), period);
}

function timeNote({ minutes, estimated_share: share }) {
  return element(
    'p',
    { class: 'section-note', id: 'chart-time' },
    [t('listened.all', { time: formatListened(minutes) }), estimatedWords(share)]
      .filter(Boolean)
      .join(', '),
  );
}

function kindTabs(chosen) {
  return tabs(
    t('charts.kinds'),
    Object.keys(kinds).map(kind => ({
      href: changedAddress({ kind }),
      words: t(kinds[kind].title),
      chosen: kind === chosen,
    })),
  );
}

function tellNotFound(kind, find, of, period) {
  showNotice(
    t('charts.notFound', { name: find }),
    period.start &&
      element(
        'a',
        { class: 'button', href: address('charts', 'alltime', { kind, find, of }) },
        t('charts.lookInAll'),
      ),
  );
}
