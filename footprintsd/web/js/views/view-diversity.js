// SPDX-License-Identifier: LGPL-2.1-or-later
// How plays are spread over artists: over time, and in plain words.

import { fetchConcentration, fetchDiversity } from '../base/api-reports.js';
import { fetchStats } from '../base/api.js';
import { element } from '../base/dom.js';
import { formatCount, formatRate, localDay } from '../base/format.js';
import { sentence, t } from '../base/words.js';
import { chartSection, sectionHead } from '../charts/chart-frame.js';
import { drawLine } from '../charts/chart-line.js';
import { showExtent } from '../frame/period-head.js';
import {
  allSteps,
  describeStep,
  granularityFor,
  lengthInDays,
  reachedEnd,
  stepDay,
  stepLabel,
} from '../frame/period.js';
import { periodAddress } from '../frame/router.js';
import { quietNode } from '../frame/states.js';
import { concentrationSection } from '../sections/concentration-section.js';
import { stepLink } from '../sections/pulse-section.js';

export async function show(container, { period, signal }) {
  const { overview } = await fetchStats(period.query, 1, signal);
  showExtent(period, overview);
  if (overview.scrobbles === 0) {
    container.append(quietNode(period));
    return;
  }
  const granularity = granularityFor(lengthInDays(period, overview));
  const [diversity, concentration] = await Promise.all([
    fetchDiversity(period.query, granularity, signal),
    fetchConcentration(period.query, signal),
  ]);
  container.append(
    figuresSection(diversity, granularity),
    stepsSection(diversity, granularity, period, overview),
    concentrationSection(concentration),
    wordsSection(),
  );
}

function figuresSection({ timeline, summary }, granularity) {
  const effective =
    timeline.reduce((sum, step) => sum + step.effective_artists, 0) / timeline.length;
  const named = label =>
    element(
      'a',
      { href: periodAddress(stepLabel(granularity, stepDay(granularity, label))) },
      describeStep(granularity, stepDay(granularity, label)),
    );
  return element(
    'section',
    { class: 'facts', 'aria-labelledby': 'facts-title' },
    element('h2', { id: 'facts-title', class: 'hidden' }, t('figures.title')),
    fact(
      'diversity.effective',
      formatRate(effective),
      t(`diversity.effective.${granularity}`, { count: Math.round(effective) }),
    ),
    fact(
      'diversity.gini',
      formatRate(summary.avg_gini_coefficient),
      t(giniWords(summary.avg_gini_coefficient)),
    ),
    summary.most_diverse_period &&
      element(
        'p',
        { class: 'facts-words' },
        sentence('diversity.extremes', {
          most: named(summary.most_diverse_period),
          least: named(summary.least_diverse_period),
        }),
      ),
  );
}

function fact(name, value, words) {
  return element(
    'div',
    { class: 'fact', 'data-fact': name },
    element('p', { class: 'fact-name' }, t(name)),
    element('p', { class: 'fact-value' }, value),
    element('p', { class: 'fact-words' }, words),
  );
}

function giniWords(gini) {
  return gini < 0.3 ? 'diversity.even' : gini < 0.6 ? 'diversity.some' : 'diversity.few';
}

function stepsSection({ timeline, summary }, granularity, period, overview) {
  const known = new Map(timeline.map(step => [stepDay(granularity, step.period), step]));
  const start = period.start ?? localDay(overview.first_scrobble);
  const end = period.start
    ? reachedEnd(period)
    : localDay(new Date(overview.last_scrobble).getTime() + 86400000);
  const steps = allSteps([], granularity, start, end).map(({ day }) => ({
    ...known.get(day),
    day,
    value: known.get(day)?.effective_artists ?? null,
  }));
  const words = t('diversity.words', { count: summary.total_unique_artists });
  const tip = step =>
    step.value === null
      ? [t('diversity.nothing')]
      : [
          t('diversity.tip', { count: Math.round(step.value), number: formatRate(step.value) }),
          t('plays', { count: step.total_scrobbles }),
        ];
  return chartSection({
    id: 'diversity',
    title: t('diversity.chart'),
    words,
    look: 'drawing-tall',
    draw: (...frame) =>
      drawLine(
        { steps, granularity, tip, format: formatRate, words: `${t('diversity.chart')}: ${words}` },
        ...frame,
      ),
    table: () => ({
      caption: t('diversity.chart'),
      head: [
        t(`step.${granularity}`),
        t('plays.head'),
        t('kind.artists'),
        t('diversity.effective'),
        t('diversity.gini'),
        t('diversity.entropy'),
      ],
      rows: timeline.map(step => [
        stepLink(granularity, stepDay(granularity, step.period)),
        formatCount(step.total_scrobbles),
        formatCount(step.unique_artists),
        formatRate(step.effective_artists),
        formatRate(step.gini_coefficient),
        formatRate(step.shannon_entropy),
      ]),
    }),
  }).section;
}

function wordsSection() {
  return element(
    'section',
    { class: 'chart-section explained', 'aria-labelledby': 'explained-title' },
    sectionHead('explained-title', t('diversity.explained')),
    element(
      'dl',
      {},
      ['effective', 'gini', 'entropy'].flatMap(name => [
        element('dt', {}, t(`diversity.${name}`)),
        element('dd', {}, t(`diversity.${name}Means`)),
      ]),
    ),
  );
}
