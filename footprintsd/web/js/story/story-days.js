// SPDX-License-Identifier: LGPL-2.1-or-later
// The days of a story as drawings: around the name of the period, or as squares, a row for each month or week.

import { addDays, daysBetween, startOfWeek } from '../base/days.js';
import { shape } from '../base/dom.js';
import { formatMonthNarrow, formatWeekdayShort } from '../base/format.js';
import { firstWeekday } from '../base/session.js';
import { room, sheet, text } from '../charts/story-draw.js';

const rim = { inner: 60, outer: 132 };
const floor = 384;

/** All days around a point, like the rings of a tree. */
export function dayRing(days, { start, end }, x, y) {
  const all = daysBetween(start, end);
  const highest = Math.max(1, ...days.map(day => day.count));
  const look = all > 31 ? '' : ' story-ray-broad';
  const at = (angle, distance) =>
    `${(x + Math.sin(angle) * distance).toFixed(1)} ${(y - Math.cos(angle) * distance).toFixed(1)}`;
  const rays = days
    .filter(day => day.count > 0)
    .map(({ day, count }) => {
      const angle = (daysBetween(start, day) / all) * 2 * Math.PI;
      return {
        share: count / highest,
        path: `M${at(angle, rim.inner)}L${at(angle, rim.inner + 3 + (rim.outer - rim.inner - 3) * Math.sqrt(count / highest))}`,
      };
    });
  return [
    shape('circle', { class: 'story-line', cx: x, cy: y, r: rim.inner - (look ? 8 : 4) }),
    ['ray', 'ray-high'].map(tone =>
      shape('path', {
        class: `story-${tone}${look}`,
        d: rays
          .filter(ray => ray.share > 0.5 === (tone === 'ray-high'))
          .map(ray => ray.path)
          .join(''),
      }),
    ),
  ];
}

/** A row for each month, a column for each day of it. */
export function monthSquares(days, best, top) {
  const tone = tonesOf(days);
  const [left, step, row] = [sheet.edge + 18, 9.2, (floor - top) / 12];
  const place = day => ({
    x: left + (Number(day.slice(8)) - 1) * step,
    y: top + (Number(day.slice(5, 7)) - 1) * row,
  });
  const months = [...new Set(days.map(({ day }) => day.slice(0, 7)))];
  return [
    months.map(month =>
      text(sheet.edge, place(`${month}-01`).y + row / 2 + 2, formatMonthNarrow(`${month}-01`), {
        size: 10.5,
        tone: 'soft',
      }),
    ),
    days.map(({ day, count }) =>
      shape('rect', {
        class: `story-tone-${tone(count)}`,
        ...place(day),
        width: 7.6,
        height: row - 4,
        rx: 2,
      }),
    ),
    shape('rect', {
      class: 'story-ring',
      x: place(best).x - 2,
      y: place(best).y - 2,
      width: 11.6,
      height: row,
      rx: 3,
    }),
  ];
}

/** A row for each week, labelled with its first date, a column for each weekday. */
export function weekSquares(days, best, top) {
  const tone = tonesOf(days);
  const shift = firstWeekday() - 1;
  const begin = addDays(startOfWeek(addDays(days[0].day, -shift)), shift);
  const weeks = Math.floor(daysBetween(begin, days.at(-1).day) / 7) + 1;
  const [left, width, height] = [
    sheet.edge + 24,
    (room - 24) / 7,
    Math.min((floor - top - 18) / weeks, 40),
  ];
  const place = day => {
    const at = daysBetween(begin, day);
    return {
      x: (left + (at % 7) * width).toFixed(1),
      y: (top + 18 + Math.floor(at / 7) * height).toFixed(1),
    };
  };
  const box = { width: (width - 5).toFixed(1), height: (height - 5).toFixed(1), rx: 5 };
  return [
    Array.from({ length: 7 }, (_, column) =>
      text(
        left + column * width + (width - 5) / 2,
        top + 8,
        formatWeekdayShort(addDays(begin, column)),
        { size: 10.5, tone: 'soft', anchor: 'middle' },
      ),
    ),
    Array.from({ length: weeks }, (_, week) =>
      text(
        sheet.edge,
        top + 18 + week * height + height / 2 + 1,
        String(Number((week === 0 ? days[0].day : addDays(begin, 7 * week)).slice(8))),
        { size: 10.5, tone: 'soft' },
      ),
    ),
    days.map(({ day, count }) =>
      shape('rect', { class: `story-tone-${tone(count)}`, ...place(day), ...box }),
    ),
    shape('rect', { class: 'story-ring', ...place(best), ...box }),
  ];
}

/** By the quartile of a day among all days with plays. */
function tonesOf(days) {
  const sorted = days
    .map(({ count }) => count)
    .filter(Boolean)
    .sort((one, other) => one - other);
  return count =>
    count === 0 ? 0 : 1 + Math.min(3, Math.floor((4 * sorted.indexOf(count)) / sorted.length));
}
