// SPDX-License-Identifier: LGPL-2.1-or-later
// Plays by time: in the week, around the clock, through the months, on which days.

import { fetchHeatmap } from '../base/api-reports.js';
import { dayStartHour, fetchPulse, fetchStats } from '../base/api.js';
import { element } from '../base/dom.js';
import {
  formatHour,
  formatHourShort,
  formatMonth,
  formatMonthNarrow,
  formatMonthShort,
  formatWeekdayLong,
  formatWeekdayShort,
  localDay,
} from '../base/format.js';
import { firstWeekday } from '../base/session.js';
import { t } from '../base/words.js';
import { sectionHead } from '../charts/chart-frame.js';
import { gridTable, toneLegend } from '../charts/chart-grid.js';
import { showExtent } from '../frame/period-head.js';
import { periodAddress } from '../frame/router.js';
import { quietNode } from '../frame/states.js';
import { loadCalendar } from '../frame/steps.js';
import { calendarSection } from '../sections/calendar-section.js';
import { clockSection } from '../sections/clock-section.js';

const hoursPerDay = 24;
const daysPerWeek = 7;
const monthsPerYear = 12;

const turned = (length, first) => Array.from({ length }, (_, index) => (first + index) % length);
// 2024-01-01 was a Monday.
const dayNamed = weekday => `2024-01-0${weekday + 1}`;

export async function show(container, { period, signal }) {
  const [{ overview }, heatmap, months] = await Promise.all([
    fetchStats(period.query, 1, signal),
    fetchHeatmap(period.query, signal),
    fetchPulse(period.query, 'month', signal),
  ]);
  showExtent(period, overview);
  if (overview.scrobbles === 0) {
    container.append(quietNode(period));
    return;
  }
  const days = await loadCalendar(period, overview, signal);
  container.append(
    weekSection(heatmap),
    element(
      'div',
      { class: 'pair' },
      clockSection(heatmap.hour_totals.map(total => total.count)),
      monthSection(months),
    ),
    calendarSection(days, period, { view: 'timeline' }),
  );
}

function weekSection({ grid, weekday_totals: totals, hour_totals: sums, summary }) {
  const hours = turned(hoursPerDay, dayStartHour);
  const columns = hours.map(hour => ({
    name: formatHour(hour),
    short: formatHourShort(hour),
    look: hour % 6 === 0 ? 'heat-shown' : hour % 3 === 0 ? 'heat-shown heat-wide' : null,
  }));
  const rows = turned(daysPerWeek, firstWeekday() - 1).map(weekday => {
    const name = formatWeekdayLong(dayNamed(weekday));
    return {
      name,
      short: formatWeekdayShort(dayNamed(weekday)),
      total: totals[weekday].count,
      cells: hours.map(hour => ({
        count: grid[weekday].hours[hour].count,
        words: `${name}, ${formatHour(hour)}`,
      })),
    };
  });
  return element(
    'section',
    { class: 'chart-section', 'aria-labelledby': 'week-title' },
    sectionHead(
      'week-title',
      t('week.title'),
      t('week.words', {
        weekday: formatWeekdayLong(dayNamed(summary.peak_weekday)),
        hour: formatHour(summary.peak_hour),
        count: summary.peak_count,
      }),
    ),
    toneLegend(),
    gridTable({
      id: 'week',
      caption: t('week.caption'),
      columns,
      rows,
      sums: hours.map(hour => sums[hour].count),
    }),
  );
}

function monthSection(months) {
  const counts = new Map(months.map(({ day, count }) => [day.slice(0, 7), count]));
  const years = [...new Set(months.map(({ day }) => day.slice(0, 4)))].toReversed();
  const now = localDay(Date.now()).slice(0, 7);
  const label = (year, month) => `${year}-${String(month + 1).padStart(2, '0')}`;
  const columns = turned(monthsPerYear, 0).map(month => ({
    name: formatMonthShort(`${label(2024, month)}-01`),
    short: formatMonthNarrow(`${label(2024, month)}-01`),
    look: 'heat-shown',
  }));
  const rows = years.map(year => ({
    name: year,
    short: year,
    href: periodAddress(year, 'timeline'),
    total: turned(monthsPerYear, 0).reduce(
      (sum, month) => sum + (counts.get(label(year, month)) ?? 0),
      0,
    ),
    cells: turned(monthsPerYear, 0).map(month => monthCell(label(year, month), counts, now)),
  }));
  return element(
    'section',
    { class: 'chart-section', 'aria-labelledby': 'months-title' },
    sectionHead('months-title', t('months.title'), monthWords(months)),
    gridTable({ id: 'months', caption: t('months.caption'), columns, rows }),
  );
}

function monthCell(label, counts, now) {
  if (label > now) return null;
  return {
    count: counts.get(label) ?? 0,
    href: periodAddress(label, 'timeline'),
    words: formatMonth(`${label}-01`),
  };
}

function monthWords(months) {
  const best = months.reduce((most, month) => (month.count > most.count ? month : most));
  return t('months.words', { month: formatMonth(best.day), count: best.count });
}
