// SPDX-License-Identifier: LGPL-2.1-or-later
// The steps of a year's story that count: how much, in which months, on which days, for how long, at what time.

import { daysBetween } from './days.js';
import { shape } from './dom.js';
import { formatChange, formatCount, formatDay, formatDayShort, formatGap, formatHourShort, formatMonth, formatMonthNarrow, formatPercent, formatWeekdayLong, formatWeekdayShort, localDay, plays } from './format.js';
import { reachedEnd } from './period.js';
import { periodAddress } from './router.js';
import { bars, figure, lines, room, sheet, text } from './story-draw.js';
import { sentence } from './story-words.js';
import { t } from './words.js';

const middle = sheet.width / 2;
// 2024-01-01 was a Monday.
const dayNamed = weekday => `2024-01-0${weekday + 1}`;

/** All days of the year around its number, like the rings of a tree. */
export function openingStep({ year, review, days, stats, period }) {
  const { total_scrobbles: count, total_minutes: minutes } = review.overview;
  const before = stats.compared_with?.overview.scrobbles ?? 0;
  const change = before > 0 ? t(period.running ? 'year.againstPart' : 'year.against', { change: formatChange(count / before - 1), year: String(Number(year) - 1), before }) : t('year.againstNone');
  const hours = t('year.hours', { count: Math.round(minutes / 60) });
  return {
    id: 'opening', dress: 'deep', title: t('year.opening'), words: [`${year}: ${plays(count)}.`, change, hours], href: periodAddress(year, 'overview'),
    shapes: [dayRing(days, year, middle, 190), text(middle, 202, year, { size: 36, weight: 600, anchor: 'middle' }),
      figure(sheet.edge, 362, plays(count), { size: 34, tone: 'strong' }),
      text(sheet.edge, 384, change, { size: 13 }), text(sheet.edge, 402, hours, { size: 13, tone: 'soft' })],
  };
}

function dayRing(days, year, x, y) {
  const all = daysBetween(`${year}-01-01`, `${Number(year) + 1}-01-01`);
  const highest = Math.max(1, ...days.map(day => day.count));
  const [inner, outer] = [60, 132];
  const at = (angle, distance) => `${(x + Math.sin(angle) * distance).toFixed(1)} ${(y - Math.cos(angle) * distance).toFixed(1)}`;
  const rays = days.filter(day => day.count > 0).map(({ day, count }) => {
    const angle = daysBetween(`${year}-01-01`, day) / all * 2 * Math.PI;
    return { share: count / highest, path: `M${at(angle, inner)}L${at(angle, inner + 3 + (outer - inner - 3) * Math.sqrt(count / highest))}` };
  });
  return [shape('circle', { class: 'story-line', cx: x, cy: y, r: inner - 4 }),
    ['ray', 'ray-high'].map(tone => shape('path', { class: `story-${tone}`, d: rays.filter(ray => (ray.share > 0.5) === (tone === 'ray-high')).map(ray => ray.path).join('') }))];
}

export function monthsStep({ year, review, earlierMonths }) {
  const counts = review.months.map(month => month.count);
  const best = counts.indexOf(Math.max(...counts));
  const month = formatMonth(review.months[best].day);
  const words = t('year.monthsWords', { month, count: counts[best] });
  const before = earlierMonths.map(step => step.count);
  const highest = Math.max(1, ...counts, ...before);
  const field = { x: sheet.edge, y: 364, width: room, height: 190 };
  const band = room / counts.length;
  const head = lines(sheet.edge, 88, words, { size: 25, weight: 600, most: 3 });
  return {
    id: 'months', dress: 'paper', title: t('year.months'), words: [words, sentence(review.months.map(({ day, count }) => `${formatMonth(day)}: ${formatCount(count)}`))],
    href: periodAddress(year, 'patterns'),
    shapes: [head.node,
      bars(counts, { ...field, height: 190 * Math.max(...counts) / highest, tone: index => index === best ? 'strong' : 'fill' }),
      shape('path', { class: 'story-before', d: before.map((count, index) => count > 0
        ? `M${(sheet.edge + index * band + band * 0.15).toFixed(1)} ${(364 - 190 * count / highest).toFixed(1)}h${(band * 0.7).toFixed(1)}` : '').join('') }),
      review.months.map(({ day }, index) => text(sheet.edge + (index + 0.5) * band, 381, formatMonthNarrow(day), { size: 12, tone: 'soft', anchor: 'middle' })),
      before.some(Boolean) ? text(sheet.edge, 402, t('year.monthsBefore', { year: String(Number(year) - 1) }), { size: 11.5, tone: 'soft' }) : []],
  };
}

/** Every day as a square, the highest one marked. */
export function daysStep({ review, days, period }) {
  const best = review.overview.most_active_day;
  const count = days.find(({ day }) => day === best)?.count ?? 0;
  const day = t('year.daysWords', { day: formatDay(best), count });
  const heard = t('year.daysHeard', { count: days.filter(each => each.count > 0).length, all: daysBetween(period.start, reachedEnd(period)) });
  const head = lines(sheet.edge, 88, day, { size: 25, weight: 600, most: 3 });
  return {
    id: 'days', dress: 'soft', title: t('year.days'), words: [day, heard], href: periodAddress(best, 'timeline'),
    shapes: [head.node, monthSquares(days, best, head.bottom + 40), text(sheet.edge, 402, heard, { size: 13, tone: 'soft' })],
  };
}

/** A row for each month, a column for each day of it. */
function monthSquares(days, best, top) {
  const sorted = days.map(({ count }) => count).filter(Boolean).sort((one, other) => one - other);
  const tone = count => count === 0 ? 0 : 1 + Math.min(3, Math.floor(4 * sorted.indexOf(count) / sorted.length));
  const [left, step, row] = [sheet.edge + 18, 9.2, (384 - top) / 12];
  const place = day => ({ x: left + (Number(day.slice(8)) - 1) * step, y: top + (Number(day.slice(5, 7)) - 1) * row });
  const months = [...new Set(days.map(({ day }) => day.slice(0, 7)))];
  return [months.map(month => text(sheet.edge, place(`${month}-01`).y + row / 2 + 2, formatMonthNarrow(`${month}-01`), { size: 10.5, tone: 'soft' })),
    days.map(({ day, count }) => shape('rect', { class: `story-tone-${tone(count)}`, ...place(day), width: 7.6, height: row - 4, rx: 2 })),
    shape('rect', { class: 'story-ring', x: place(best).x - 2, y: place(best).y - 2, width: 11.6, height: row, rx: 3 })];
}

/** The longest session and the longest row of days; null when there is neither. */
export function lastingStep({ year, streaks, session }) {
  const streak = streaks.longest;
  if (!session && !(streak?.days > 1))
    return null;
  const parts = [session && sessionPart(session), streak && streakPart(streak)].filter(Boolean);
  return {
    id: 'lasting', dress: 'paper', title: t('year.lasting'), words: parts.map(part => part.words.join(' ')),
    href: periodAddress(session ? localDay(session.start_time) : year, 'timeline'),
    shapes: parts.map(({ words, picture, figures }, index) => {
      const top = 86 + index * 170;
      const note = lines(sheet.edge, top + 98, words[1], { size: 13, tone: 'soft', most: 2 });
      return [text(sheet.edge, top, words[0], { size: 14, weight: 600 }), figure(sheet.edge, top + 42, figures, { size: 34, tone: 'strong' }), picture(top + 62), note.node];
    }),
  };
}

function sessionPart({ start_time: start, duration_minutes: minutes, track_count: count, tracks, unique_artists: artists }) {
  const first = new Date(start).getTime();
  const length = Math.max(minutes * 60000, 1);
  return {
    figures: minutes > 0 ? formatGap(minutes * 60) : plays(count),
    words: [t('year.session'), t('year.sessionWords', { day: formatDay(localDay(start)), count, artists: t('artists.count', { count: artists }) })],
    picture: y => [shape('path', { class: 'story-line', d: `M${sheet.edge} ${y + 8}h${room}` }),
      shape('path', { class: 'story-tick', d: tracks.map(({ timestamp }) =>
        `M${(sheet.edge + Math.min((new Date(timestamp) - first) / length, 1) * room).toFixed(1)} ${y}v16`).join('') })],
  };
}

function streakPart({ first_day: first, last_day: last, days, scrobbles }) {
  const yearStart = `${first.slice(0, 4)}-01-01`;
  const scale = room / 366;
  return {
    figures: t('days', { count: days }),
    words: [t('year.streak'), t('year.streakWords', { first: formatDayShort(first), last: formatDayShort(last), count: scrobbles })],
    picture: y => [shape('rect', { class: 'story-faint', x: sheet.edge, y, width: room, height: 16, rx: 5 }),
      shape('rect', { class: 'story-strong', x: (sheet.edge + daysBetween(yearStart, first) * scale).toFixed(1), y, width: Math.max(days * scale, 4).toFixed(1), height: 16, rx: Math.min(5, days * scale / 2).toFixed(1) })],
  };
}

/** Who hears most at night is an owl; the weekend stands below. */
export function hoursStep({ year, review, heatmap }) {
  const { night_owl_score: night, early_bird_score: early, weekend_warrior_score: weekend, peak_hour: peak } = review.listening_patterns;
  const counts = heatmap.hour_totals.map(total => total.count);
  const kind = early > night ? 'early' : night >= 50 ? 'owl' : 'day';
  const title = t(`year.hours.${kind}`);
  const nights = t('year.hoursWords', { night: formatPercent(night / 100), morning: formatPercent(early / 100) });
  const weekends = t(weekend / 100 > 2 / 7 ? 'year.weekendMore' : 'year.weekendLess', { share: formatPercent(weekend / 100) });
  const days = heatmap.weekday_totals.map(total => total.count);
  const bestDay = days.indexOf(Math.max(...days));
  return {
    id: 'hours', dress: 'night', title: t('year.hoursTitle'), words: [title, nights, weekends, t('year.peak', { hour: formatHourShort(peak), weekday: formatWeekdayLong(dayNamed(bestDay)) })],
    href: periodAddress(year, 'patterns'),
    shapes: [text(sheet.edge, 82, title, { size: 25, weight: 600 }), lines(sheet.edge, 106, nights, { size: 13, tone: 'soft', most: 2 }).node,
      clock(counts, middle, 226),
      bars(days, { x: sheet.edge, y: 366, width: room, height: 34, tone: index => index >= 5 ? 'strong' : 'fill' }),
      days.map((count, index) => text(sheet.edge + (index + 0.5) * room / 7, 381, formatWeekdayShort(dayNamed(index)), { size: 11, tone: 'soft', anchor: 'middle' })),
      lines(sheet.edge, 404, weekends, { size: 12.5 }).node],
  };
}

function clock(counts, x, y) {
  const highest = Math.max(1, ...counts);
  const [inner, outer] = [24, 78];
  const at = (hour, distance) => {
    const angle = hour / 24 * 2 * Math.PI;
    return `${(x + Math.sin(angle) * distance).toFixed(1)} ${(y - Math.cos(angle) * distance).toFixed(1)}`;
  };
  return [shape('circle', { class: 'story-line', cx: x, cy: y, r: outer }),
    counts.map((count, hour) => {
      const reach = inner + (outer - inner) * Math.sqrt(count / highest);
      return shape('path', { class: hour >= 20 || hour < 6 ? 'story-strong' : 'story-fill',
        d: `M${at(hour + 0.06, inner)}L${at(hour + 0.06, reach)}A${reach.toFixed(1)} ${reach.toFixed(1)} 0 0 1 ${at(hour + 0.94, reach)}L${at(hour + 0.94, inner)}A${inner} ${inner} 0 0 0 ${at(hour + 0.06, inner)}z` });
    }),
    [[0, 0, -84, 'middle'], [6, 84, 4, 'start'], [12, 0, 94, 'middle'], [18, -84, 4, 'end']].map(([hour, right, down, anchor]) =>
      text(x + right, y + down, formatHourShort(hour), { size: 10.5, tone: 'soft', anchor }))];
}
