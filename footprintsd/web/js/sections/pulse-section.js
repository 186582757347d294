// SPDX-License-Identifier: LGPL-2.1-or-later
// Plays over time, with those of the period before.

import { element } from '../base/dom.js';
import { formatCount } from '../base/format.js';
import { t } from '../base/words.js';
import { drawBars, peakOf } from '../charts/chart-bars.js';
import { chartSection } from '../charts/chart-frame.js';
import { describeStep, stepLabel } from '../frame/period.js';
import { periodAddress } from '../frame/router.js';

export function pulseSection({ steps, granularity, earlier }, period, earlierTitle) {
  const peak = peakOf(steps);
  const words = peak
    ? t(`pulse.by.${granularity}`, { step: describeStep(granularity, peak.day), count: peak.count })
    : '';
  return chartSection({
    id: 'pulse',
    title: t('pulse.title'),
    words,
    look: 'drawing-tall',
    legend:
      earlier.length > 0 &&
      element('p', { class: 'legend' }, element('span', { class: 'legend-line' }), earlierTitle),
    draw: (...frame) =>
      drawBars(
        { steps, granularity, period, earlier, words: `${t('pulse.title')}: ${words}` },
        ...frame,
      ),
    table: () => stepTable(steps, granularity, earlier),
  }).section;
}

function stepTable(steps, granularity, earlier) {
  return {
    caption: t('pulse.title'),
    head: [
      t(`step.${granularity}`),
      t('plays.head'),
      ...(earlier.length > 0 ? [t('pulse.before')] : []),
    ],
    rows: steps.map((step, index) => [
      stepLink(granularity, step.day),
      formatCount(step.count),
      ...(earlier.length > 0 ? [earlier[index] ? formatCount(earlier[index].count) : '–'] : []),
    ]),
  };
}

/** The name of a step, linked to its plays. */
export function stepLink(granularity, day) {
  return element(
    'a',
    { href: periodAddress(stepLabel(granularity, day)) },
    describeStep(granularity, day),
  );
}
