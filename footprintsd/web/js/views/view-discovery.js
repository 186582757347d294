// SPDX-License-Identifier: LGPL-2.1-or-later
// How much of the listening was new, and the artists discovered.

import {
  fetchComebacks,
  fetchForgotten,
  fetchGrowth,
  fetchMilestones,
  fetchNovelty,
  fetchObsessions,
  fetchOnThisDay,
} from '../base/api-reports.js';
import { fetchStats } from '../base/api.js';
import { element, named } from '../base/dom.js';
import { formatCount, formatDay, formatPercent, localDay } from '../base/format.js';
import { artistMark } from '../base/mark.js';
import { sentence, t } from '../base/words.js';
import { drawBars } from '../charts/chart-bars.js';
import { chartSection, sectionHead } from '../charts/chart-frame.js';
import { artistLink, trackAddress } from '../frame/links.js';
import { showExtent } from '../frame/period-head.js';
import {
  allSteps,
  describeStep,
  granularityFor,
  lengthInDays,
  reachedEnd,
  stepDay,
} from '../frame/period.js';
import { periodAddress } from '../frame/router.js';
import { quietNode } from '../frame/states.js';
import {
  comebackList,
  dayList,
  forgottenList,
  milestoneList,
  obsessionList,
} from '../sections/found-lists.js';
import { growthSection } from '../sections/growth-section.js';
import { stepLink } from '../sections/pulse-section.js';

const cardsFirst = 24;
const cardsMore = 240;
const rowsFound = 8;

export async function show(container, { period, signal }) {
  const { overview } = await fetchStats(period.query, 1, signal);
  showExtent(period, overview);
  if (overview.scrobbles === 0) {
    container.append(quietNode(period));
    return;
  }
  const granularity = granularityFor(lengthInDays(period, overview));
  const [novelty, growth, milestones, ...found] = await Promise.all([
    fetchNovelty(period.query, granularity, cardsMore, signal),
    fetchGrowth(period.query, granularity, signal),
    fetchMilestones(period.query, signal),
    fetchComebacks(period.query, rowsFound, signal),
    fetchObsessions(period.query, rowsFound, signal),
    fetchForgotten(period.query, rowsFound, signal),
    fetchOnThisDay(period.query, signal),
  ]);
  container.append(
    stepsSection(novelty, granularity, period, overview),
    peopleSection(novelty),
    growthSection(growth, granularity),
    foundLists(milestones, found),
  );
}

function stepsSection({ timeline, summary }, granularity, period, overview) {
  const known = new Map(timeline.map(step => [stepDay(granularity, step.period), step]));
  const start = period.start ?? localDay(overview.first_scrobble);
  const end = period.start ? reachedEnd(period) : nextDay(overview.last_scrobble);
  const steps = allSteps([], granularity, start, end).map(({ day }) => {
    const step = known.get(day);
    return {
      day,
      count: step?.total_scrobbles ?? 0,
      part: step?.new_tracks ?? 0,
      artists: step?.new_artists ?? 0,
    };
  });
  const share = steps.reduce((sum, step) => sum + step.part, 0) / summary.total_scrobbles;
  const most = summary.most_exploratory_period;
  const words = t('discovery.words', {
    share: formatPercent(share),
    step: most ? describeStep(granularity, stepDay(granularity, most)) : '–',
  });
  const tip = step => [
    t('discovery.tip', { count: step.part }),
    t('discovery.tipArtists', { count: step.artists }),
  ];
  return chartSection({
    id: 'novelty',
    title: t('discovery.chart'),
    words,
    look: 'drawing-tall',
    legend: element(
      'p',
      { class: 'legend' },
      element('span', { class: 'legend-box legend-part' }),
      t('discovery.new'),
      element('span', { class: 'legend-box' }),
      t('discovery.again'),
    ),
    draw: (...frame) =>
      drawBars(
        { steps, granularity, period, tip, words: `${t('discovery.chart')}: ${words}` },
        ...frame,
      ),
    table: () => ({
      caption: t('discovery.chart'),
      head: [
        t(`step.${granularity}`),
        t('plays.head'),
        t('discovery.headNew'),
        t('discovery.headShare'),
        t('discovery.headArtists'),
      ],
      rows: steps
        .filter(step => step.count > 0)
        .map(step => [
          stepLink(granularity, step.day),
          formatCount(step.count),
          formatCount(step.part),
          formatPercent(step.part / step.count),
          formatCount(step.artists),
        ]),
    }),
  }).section;
}

function foundLists(milestones, [comebacks, obsessions, forgotten, days]) {
  return element(
    'div',
    { class: 'found-lists' },
    [
      dayList(days.slice(0, rowsFound)),
      obsessionList(obsessions),
      comebackList(comebacks),
      forgottenList(forgotten),
      milestoneList(milestones.slice(-rowsFound)),
    ].filter(Boolean),
  );
}

function nextDay(timestamp) {
  return localDay(new Date(timestamp).getTime() + 86400000);
}

function peopleSection({ summary, new_artists_discovered: discovered }) {
  const list = element(
    'ol',
    { class: 'discoveries-list', id: 'discoveries' },
    discovered.slice(0, cardsFirst).map(discoveryCard),
    discovered.length === 0 && element('li', { class: 'rank-none' }, t('discovery.nobody')),
  );
  const more = element(
    'button',
    {
      class: 'button more',
      type: 'button',
      hidden: discovered.length <= cardsFirst,
      onclick: () => {
        list.append(...discovered.slice(cardsFirst).map(discoveryCard));
        more.hidden = true;
      },
    },
    t('charts.more'),
  );
  return element(
    'section',
    { class: 'chart-section', 'aria-labelledby': 'discoveries-title' },
    sectionHead(
      'discoveries-title',
      t('discovery.artists'),
      t('discovery.summary', {
        count: summary.total_new_artists,
        all: summary.total_unique_artists,
      }),
    ),
    list,
    more,
  );
}

function discoveryCard({ artist, track, first_heard, total_plays }) {
  const day = localDay(first_heard);
  return element(
    'li',
    { class: 'discovery' },
    artistMark(artist),
    element(
      'div',
      { class: 'discovery-words' },
      element('span', { class: 'rank-name' }, artistLink(artist)),
      element(
        'span',
        { class: 'rank-by' },
        sentence('discovery.with', {
          day: element(
            'a',
            { href: periodAddress(day, 'timeline') },
            element('time', { datetime: first_heard }, formatDay(day)),
          ),
          track: element('a', { href: trackAddress(artist, track) }, named(track)),
        }),
      ),
      element('span', { class: 'rank-by' }, t('discovery.since', { count: total_plays })),
    ),
  );
}
