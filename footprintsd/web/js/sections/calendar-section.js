// SPDX-License-Identifier: LGPL-2.1-or-later
// The calendar of days with its words: how many days had plays, and the longest run of them.

import { addDays } from '../base/days.js';
import { element } from '../base/dom.js';
import { formatCount, formatDay, formatDays, formatWeekdayAndDay, plays } from '../base/format.js';
import { t } from '../base/words.js';
import { drawCalendar } from '../charts/chart-calendar.js';
import { chartSection } from '../charts/chart-frame.js';
import { toneLegend } from '../charts/chart-grid.js';
import { periodAddress } from '../frame/router.js';

/** Counts plays unless told otherwise; `view` is the one a day links to. */
const ofPlays = days => ({
  title: t('calendar.title'),
  head: t('plays.head'),
  words: describe(days),
  counted: plays,
  view: 'overview',
});

export function calendarSection(days, period, told) {
  const { title, head, words: description, counted, view } = { ...ofPlays(days), ...told };
  const words = isPart(days, period)
    ? `${t('calendar.recent', { dates: formatDays(days[0].day, days.at(-1).day) })} ${description}`
    : description;
  const { section, frame } = chartSection({
    id: 'calendar',
    title,
    words,
    look: 'calendar-frame',
    legend: toneLegend(),
    draw: (place, width) =>
      drawCalendar({ days, period, counted, view, words: `${title}: ${words}` }, place, width),
    table: () => ({
      caption: title,
      head: [t('step.day'), head],
      rows: days
        .filter(day => day.count > 0)
        .map(({ day, count }) => [
          element('a', { href: periodAddress(day, view) }, formatWeekdayAndDay(day)),
          formatCount(count),
        ]),
    }),
  });
  frame.setAttribute('tabindex', -1);
  return section;
}

/** A period of several years shows its last days only. */
function isPart(days, period) {
  return !period.start || days[0].day > period.start;
}

function describe(days) {
  const played = days.filter(day => day.count > 0).length;
  const run = longestRun(days);
  return t(run.length > 1 ? 'calendar.words' : 'calendar.wordsShort', {
    played,
    all: days.length,
    count: run.length,
    first: formatDay(run.first),
    last: formatDay(run.last),
  });
}

function longestRun(days) {
  let best = { length: 0, first: days[0].day, last: days[0].day };
  let length = 0;
  for (const { day, count } of days) {
    length = count > 0 ? length + 1 : 0;
    if (length > best.length) best = { length, first: addDays(day, 1 - length), last: day };
  }
  return best;
}
