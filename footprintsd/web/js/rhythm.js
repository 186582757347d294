// SPDX-License-Identifier: LGPL-2.1-or-later
// When in the week one listens: a row a weekday, a column an hour.

import { dayStartHour } from './api.js';
import { byId, element, replace, spoken } from './dom.js';
import { formatCount, formatHour, formatHourShort, formatWeekdayLong, formatWeekdayShort, plays } from './format.js';
import { firstWeekday } from './session.js';

const hoursPerDay = 24;
const daysPerWeek = 7;
/** With fewer days most rows would be empty. */
const leastDays = 7;

const turned = (length, first) => Array.from({ length }, (_, index) => (first + index) % length);
// 2024-01-01 was a Monday.
const dayNamed = weekday => `2024-01-0${weekday + 1}`;

/** The rhythm of so few days is none. */
export function hasRhythm(days) {
  return days >= leastDays;
}

export function hideRhythm() {
  byId('rhythm').hidden = true;
}

export function showRhythm(heatmap) {
  const { summary, grid } = heatmap;
  const hours = turned(hoursPerDay, dayStartHour);
  const weekdays = turned(daysPerWeek, firstWeekday() - 1);
  const totals = heatmap.weekday_totals.map(total => total.count);
  byId('rhythm').hidden = summary.peak_count === 0;
  byId('rhythm-summary').textContent = summary.peak_count === 0 ? ''
    : `most on ${formatWeekdayLong(dayNamed(summary.peak_weekday))}, ${formatHour(summary.peak_hour)}: ${plays(summary.peak_count)}`;
  replace(byId('rhythm-table'), element('caption', { class: 'hidden' }, 'Plays by weekday and hour'),
    element('thead', {}, element('tr', {}, element('td'), hours.map(hourHead), element('th', { scope: 'col', class: 'rhythm-sum' }, 'Plays'))),
    element('tbody', {}, weekdays.map(weekday =>
      weekdayRow(weekday, hours.map(hour => grid[weekday].hours[hour]), totals[weekday], summary.peak_count))),
    element('tfoot', {}, hourSums(hours.map(hour => heatmap.hour_totals[hour].count))));
}

function hourHead(hour) {
  return element('th', { scope: 'col', class: hour % 6 === 0 ? 'rhythm-hour' : hour % 3 === 0 ? 'rhythm-hour rhythm-hour-wide' : null },
    element('span', {}, formatHourShort(hour)));
}

function weekdayRow(weekday, cells, total, highest) {
  const name = formatWeekdayLong(dayNamed(weekday));
  return element('tr', {}, element('th', { scope: 'row' }, element('abbr', { title: name }, formatWeekdayShort(dayNamed(weekday)))),
    cells.map(({ hour, count }) => element('td', {
      class: 'rhythm-cell', '--share': Math.sqrt(count / highest).toFixed(3), title: `${name}, ${formatHour(hour)}: ${plays(count)}`,
    }, spoken(formatCount(count)))),
    element('td', { class: 'rhythm-sum' }, formatCount(total)));
}

function hourSums(counts) {
  const highest = Math.max(...counts, 1);
  return element('tr', {}, element('th', { scope: 'row' }, spoken('All days')), counts.map(count =>
    element('td', { class: 'rhythm-bar', '--share': (count / highest).toFixed(3), title: plays(count) }, spoken(formatCount(count)))), element('td'));
}
