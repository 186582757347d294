// SPDX-License-Identifier: LGPL-2.1-or-later
// The rank among all of its kind over time, the first at the top.

import { formatCount, formatPlace, plays } from '../base/format.js';
import { t } from '../base/words.js';
import { chartSection } from '../charts/chart-frame.js';
import { drawLine } from '../charts/chart-line.js';
import { describeStep } from '../frame/period.js';
import { stepLink } from './pulse-section.js';

/** A line needs two points. */
const leastSteps = 2;

/** Null if there is no course to show. All time runs from the first play to the last. */
export function rankSection(history, granularity, period) {
  const first = history.steps.findIndex(step => step.rank !== null);
  const last = history.steps.findLastIndex(step => step.rank !== null);
  const extent = period.start ? history.steps : history.steps.slice(Math.max(first, 0), last + 1);
  const steps = extent.map(step => ({ ...step, value: step.rank }));
  if (first < 0 || steps.length < leastSteps) return null;
  const words = describe(history, granularity, steps);
  const tip = step =>
    step.rank === null ? [t('diversity.nothing')] : [formatPlace(step.rank), plays(step.count)];
  return chartSection({
    id: 'places',
    title: t('places.title'),
    words,
    look: 'drawing-tall',
    draw: (...frame) =>
      drawLine(
        {
          steps,
          granularity,
          tip,
          places: true,
          format: formatCount,
          words: `${t('places.title')}: ${words}`,
        },
        ...frame,
      ),
    table: () => ({
      caption: t('places.title'),
      head: [t(`step.${granularity}`), t('places.head'), t('plays.head')],
      rows: steps
        .filter(step => step.rank !== null)
        .map(step => [
          stepLink(granularity, step.day),
          formatCount(step.rank),
          formatCount(step.count),
        ]),
    }),
  }).section;
}

function describe(
  { peak_rank: peak, steps_at_peak: atPeak, steps_at_first: atFirst },
  granularity,
  steps,
) {
  if (atFirst > 0) return t(`places.first.${granularity}`, { count: atFirst });
  const best = steps.find(step => step.rank === peak);
  return t(atPeak > 1 ? 'places.peaks' : 'places.peak', {
    place: formatPlace(peak),
    count: atPeak,
    step: describeStep(granularity, best.day),
  });
}
