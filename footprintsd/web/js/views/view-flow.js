// SPDX-License-Identifier: LGPL-2.1-or-later
// Which artist is heard after which.

import { fetchTransitions } from '../base/api-reports.js';
import { fetchStats } from '../base/api.js';
import { element, named, replace } from '../base/dom.js';
import { formatCount, formatRate } from '../base/format.js';
import { artistMark } from '../base/mark.js';
import { tabs } from '../base/tabs.js';
import { sentence, t } from '../base/words.js';
import { chartSection } from '../charts/chart-frame.js';
import { drawGraph } from '../charts/chart-graph.js';
import { showExtent } from '../frame/period-head.js';
import { changedAddress } from '../frame/router.js';
import { quietNode } from '../frame/states.js';

/** A small graph that can be read says more than a large one that cannot. */
const edgesShown = { wide: 100, narrow: 40 };
const narrow = matchMedia('(max-width: 46rem)');
const neighboursTold = 3;
const leastTimes = [2, 3, 5, 10];
const closer = 1.5;

export async function show(container, { period, params, signal }) {
  const asked = Number(params.get('min'));
  const least = leastTimes.includes(asked) ? asked : leastTimes[0];
  const [{ overview }, flow] = await Promise.all([
    fetchStats(period.query, 1, signal),
    fetchTransitions(period.query, least, edgesShown[narrow.matches ? 'narrow' : 'wide'], signal),
  ]);
  showExtent(period, overview);
  if (overview.scrobbles === 0) {
    container.append(quietNode(period));
    return;
  }
  container.append(
    leastChoice(least),
    flow.transitions.length > 0
      ? graphSection(flow)
      : element('p', { class: 'section-note', id: 'flow-none' }, t('flow.none', { count: least })),
  );
}

function leastChoice(least) {
  return tabs(
    t('flow.least'),
    leastTimes.map(count => ({
      href: changedAddress({ min: count }),
      words: t('flow.times', { count }),
      chosen: count === least,
    })),
    t('flow.least'),
  );
}

function graphSection({ transitions, network_data: network, summary }) {
  const indexes = new Map(network.nodes.map(({ id }, index) => [id, index]));
  const edges = network.edges.map(({ source, target, weight }) => ({
    from: indexes.get(source),
    to: indexes.get(target),
    weight,
  }));
  const nodes = network.nodes.map(({ label, size }, index) => ({
    name: label,
    size,
    words: nodeWords(label, index, network.nodes, edges),
  }));
  const words = t('flow.words', {
    count: summary.total_transitions,
    shown: transitions.length,
    artists: t('artists.count', { count: nodes.length }),
  });
  const note = element('p', { class: 'flow-note', 'aria-hidden': 'true' });
  const tell = index => replace(note, index === null ? t('flow.hint') : nodes[index].words);
  let hand = null;
  tell(null);
  const { section, frame } = chartSection({
    id: 'flow',
    title: t('flow.title'),
    words,
    look: 'flow-frame',
    legend: mostWords(summary),
    draw: (...field) =>
      (hand = drawGraph(
        { nodes, edges, mark: artistMark, tell, words: `${t('flow.title')}: ${words}` },
        ...field,
      )),
    table: () => ({
      caption: t('flow.title'),
      head: [t('flow.pair'), t('flow.often'), t('flow.share')],
      rows: transitions.map(({ from_artist: from, to_artist: to, count, percentage }) => [
        element('span', {}, named(from), ' → ', named(to)),
        formatCount(count),
        t('flow.percent', { share: formatRate(percentage) }),
      ]),
    }),
  });
  frame.after(
    element(
      'div',
      { class: 'flow-tools' },
      note,
      zoomButton('+', 'flow.closer', () => hand?.zoom(closer)),
      zoomButton('−', 'flow.further', () => hand?.zoom(1 / closer)),
      zoomButton('1:1', 'flow.whole', () => hand?.zoom()),
    ),
  );
  return section;
}

function mostWords({ most_common_transition: most, most_connected_artist: artist }) {
  return element(
    'p',
    { class: 'legend' },
    element(
      'span',
      {},
      sentence('flow.most', {
        from: named(most.from_artist),
        to: named(most.to_artist),
        count: most.count,
        artist: named(artist),
      }),
    ),
  );
}

function zoomButton(sign, name, onclick) {
  return element(
    'button',
    { class: 'button', type: 'button', 'aria-label': t(name), onclick },
    sign,
  );
}

/** A node with its most frequent neighbours before and after. */
function nodeWords(name, index, nodes, edges) {
  const told = (end, other) =>
    edges
      .filter(edge => edge[end] === index)
      .toSorted((one, two) => two.weight - one.weight)
      .slice(0, neighboursTold)
      .map(edge => `\u2068${nodes[edge[other]].label}\u2069 ${formatCount(edge.weight)}`)
      .join(', ');
  const [after, earlier] = [told('from', 'to'), told('to', 'from')];
  return [
    `\u2068${name}\u2069`,
    after && t('flow.after', { names: after }),
    earlier && t('flow.before', { names: earlier }),
  ]
    .filter(Boolean)
    .join('. ');
}
