// SPDX-License-Identifier: LGPL-2.1-or-later
// A year of weeks: a column per week, a square per day, each a link to its day; dragging selects from the first
// to the last.

import { addDays, daysBetween, startOfWeek } from '../base/days.js';
import { replace, shape } from '../base/dom.js';
import { formatMonthShort, formatWeekdayAndDay, formatWeekdayShort } from '../base/format.js';
import { firstWeekday } from '../base/session.js';
import { dayRange } from '../frame/period.js';
import { periodAddress, showPeriod } from '../frame/router.js';
import { connectDrag } from './chart-drag.js';
import { tonesOf } from './chart-grid.js';
import { connectTips, connectWalk } from './chart-walk.js';

const least = 13;
const most = 26;
const left = 34;
const top = 20;
const gap = 0.18;
const fromPale = 28;
const walk = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7, PageUp: -28, PageDown: 28 };

/** Draws `chart`: { days: [{ day, count }] without gaps, period, words, counted, view }; days of the period are highlighted. */
export function drawCalendar(chart, frame, width) {
  const { days } = chart;
  const begin = weekStart(days[0].day);
  const weeks = Math.floor(daysBetween(begin, days.at(-1).day) / 7) + 1;
  const size = Math.min(most, Math.max(least, Math.floor(((width - left) / weeks) * 10) / 10));
  const full = left + weeks * size;
  const toneOf = tonesOf(days.map(day => day.count));
  const place = day => {
    const at = daysBetween(begin, day);
    return { x: left + Math.floor(at / 7) * size, y: top + (at % 7) * size };
  };
  const drawing = shape(
    'svg',
    {
      class: 'calendar-drawing',
      viewBox: `0 0 ${full} ${top + 7 * size}`,
      width: full,
      height: top + 7 * size,
      role: 'group',
      'aria-label': chart.words,
    },
    monthNames(days, place, size),
    weekdayNames(begin, size),
    days.map((day, index) => dayLink(chart, day, index, place(day.day), size, toneOf)),
  );
  const scroller = frame.scrollLeft;
  const tooltip = connectTips(frame, drawing, index => {
    const { x, y } = place(days[index].day);
    return {
      lines: [chart.counted(days[index].count), formatWeekdayAndDay(days[index].day)],
      x: x + size / 2,
      y,
    };
  });
  connectWalk(drawing, walk);
  connectRange(days, drawing, event => {
    const box = drawing.getBoundingClientRect();
    const week = Math.floor((event.clientX - box.left - left) / size);
    const row = Math.floor((event.clientY - box.top - top) / size);
    return Math.min(
      Math.max(week * 7 + Math.min(Math.max(row, 0), 6) - daysBetween(begin, days[0].day), 0),
      days.length - 1,
    );
  });
  replace(frame, drawing, tooltip);
  frame.scrollLeft = scroller || full;
}

function connectRange(days, drawing, indexAt) {
  const squares = Array.from(drawing.querySelectorAll('.calendar-day'));
  connectDrag(drawing, {
    indexAt,
    mark: (first, last) =>
      squares.forEach((square, index) =>
        square.classList.toggle('calendar-outside', index < first || index > last),
      ),
    choose: (first, last) => showPeriod(dayRange(days[first].day, days[last].day)),
  });
}

/** Weeks begin as the listener chose. */
function weekStart(day) {
  const shift = firstWeekday() - 1;
  return addDays(startOfWeek(addDays(day, -shift)), shift);
}

function monthNames(days, place, size) {
  const firsts = days.filter(
    ({ day }, index) => day.slice(8) === '01' || (index === 0 && Number(day.slice(8)) < 15),
  );
  return firsts
    .map(({ day }) =>
      shape(
        'text',
        {
          class: 'calendar-name',
          x: place(day.slice(8) === '01' ? addDays(day, 6) : day).x,
          y: top - 7,
          'aria-hidden': 'true',
        },
        formatMonthShort(day),
      ),
    )
    .filter((_, index) => size * 4 > 40 || index % 2 === 0);
}

function weekdayNames(begin, size) {
  return [0, 2, 4].map(row =>
    shape(
      'text',
      { class: 'calendar-name', x: 0, y: top + (row + 0.5) * size + 4, 'aria-hidden': 'true' },
      formatWeekdayShort(addDays(begin, row)),
    ),
  );
}

/** A few days are framed; for many, the rest is pale. */
function lookOf({ days, period }, day) {
  const isInside = !period.start || (period.start <= day && day < period.end);
  if (!period.start || daysBetween(period.start, period.end) >= fromPale)
    return isInside ? '' : 'calendar-outside';
  return isInside && days.length > 1 ? 'calendar-chosen' : '';
}

function dayLink(chart, { day, count }, index, { x, y }, size, toneOf) {
  return shape(
    'a',
    {
      class: `calendar-day ${lookOf(chart, day)}`.trim(),
      href: periodAddress(day, chart.view),
      'data-index': index,
      'aria-label': `${formatWeekdayAndDay(day)}: ${chart.counted(count)}`,
      tabindex: index === chart.days.length - 1 ? 0 : -1,
    },
    shape('rect', {
      'data-tone': toneOf(count),
      x: x + (size * gap) / 2,
      y: y + (size * gap) / 2,
      width: size * (1 - gap),
      height: size * (1 - gap),
      rx: size * 0.16,
    }),
  );
}
