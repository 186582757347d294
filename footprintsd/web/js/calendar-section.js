// SPDX-License-Identifier: LGPL-2.1-or-later
// The calendar of days with its words: how many days had plays, and the longest run of them.

import { drawCalendar } from './chart-calendar.js';
import { chartSection } from './chart-frame.js';
import { toneLegend } from './chart-grid.js';
import { addDays } from './days.js';
import { element } from './dom.js';
import { formatCount, formatDay, formatWeekdayAndDay } from './format.js';
import { periodAddress } from './router.js';
import { t } from './words.js';

export function calendarSection(days, period) {
  const words = describe(days);
  const { section, frame } = chartSection({
    id: 'calendar', title: t('calendar.title'), words, look: 'calendar-frame', legend: toneLegend(),
    draw: (place, width) => drawCalendar({ days, period, words: `${t('calendar.title')}: ${words}` }, place, width),
    table: () => ({ caption: t('calendar.title'), head: [t('step.day'), t('plays.head')], rows: days.filter(day => day.count > 0).map(({ day, count }) =>
      [element('a', { href: periodAddress(day, 'overview') }, formatWeekdayAndDay(day)), formatCount(count)]) }),
  });
  frame.setAttribute('tabindex', -1);
  return section;
}

function describe(days) {
  const played = days.filter(day => day.count > 0).length;
  const run = longestRun(days);
  return t(run.length > 1 ? 'calendar.words' : 'calendar.wordsShort', {
    played, all: days.length, count: run.length, first: formatDay(run.first), last: formatDay(run.last) });
}

function longestRun(days) {
  let best = { length: 0, first: days[0].day, last: days[0].day };
  let length = 0;
  for (const { day, count } of days) {
    length = count > 0 ? length + 1 : 0;
    if (length > best.length)
      best = { length, first: addDays(day, 1 - length), last: day };
  }
  return best;
}
