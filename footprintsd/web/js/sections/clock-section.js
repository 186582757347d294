// SPDX-License-Identifier: LGPL-2.1-or-later
// The hours of a day around a clock, with the quarter in which most is played.

import { formatCount, formatHour, formatPercent } from '../base/format.js';
import { t } from '../base/words.js';
import { chartSection } from '../charts/chart-frame.js';
import { drawClock } from '../charts/chart-polar.js';

/** From the morning on; the evening and the night follow. */
const partsOfDay = { morning: 6, afternoon: 12, evening: 18, night: 0 };
const hoursPerPart = 6;

/** `counts` are the plays of 24 hours. */
export function clockSection(counts) {
  const words = describe(counts);
  return chartSection({
    id: 'clock',
    title: t('clock.title'),
    words,
    look: 'clock-frame',
    draw: (...frame) => drawClock({ counts, words: `${t('clock.title')}: ${words}` }, ...frame),
    table: () => ({
      caption: t('clock.title'),
      head: [t('clock.hour'), t('plays.head')],
      rows: counts.map((count, hour) => [formatHour(hour), formatCount(count)]),
    }),
  }).section;
}

function describe(counts) {
  const parts = Object.entries(partsOfDay).map(([part, hour]) => [
    part,
    sum(counts.slice(hour, hour + hoursPerPart)),
  ]);
  const [part, count] = parts.reduce((best, candidate) =>
    candidate[1] > best[1] ? candidate : best,
  );
  return t(`clock.${part}`, { share: formatPercent(count / sum(counts)) });
}

function sum(counts) {
  return counts.reduce((all, count) => all + count, 0);
}
