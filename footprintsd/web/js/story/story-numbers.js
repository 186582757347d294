// SPDX-License-Identifier: LGPL-2.1-or-later
// The story steps about numbers: how much, in which months, on which days, for how long, at what time.

import { daysBetween } from '../base/days.js';
import { shape } from '../base/dom.js';
import {
  formatChange,
  formatCount,
  formatDay,
  formatDayShort,
  formatGap,
  formatHourShort,
  formatMonth,
  formatMonthNarrow,
  formatMonthShort,
  formatPercent,
  formatWeekdayLong,
  formatWeekdayShort,
  localDay,
  plays,
} from '../base/format.js';
import { t } from '../base/words.js';
import { bars, figure, lines, room, sheet, text } from '../charts/story-draw.js';
import { reachedEnd } from '../frame/period.js';
import { periodAddress } from '../frame/router.js';
import { dayRing, monthSquares, weekSquares } from './story-days.js';
import { sentence } from './story-words.js';

const middle = sheet.width / 2;
// 2024-01-01 was a Monday.
const dayNamed = weekday => `2024-01-0${weekday + 1}`;

/** All days around the name of the period. */
export function openingStep({ unit, text: address, name, earlierName, days, stats, period }) {
  const { scrobbles: count, minutes, estimated_share: estimated } = stats.overview;
  const before = stats.compared_with?.overview.scrobbles ?? 0;
  const change =
    before > 0
      ? t(`year.against${period.running ? 'Part' : ''}.${unit}`, {
          change: formatChange(count / before - 1),
          period: earlierName,
          before,
        })
      : t(`year.againstNone.${unit}`);
  const hours = t(estimated > 0 ? 'year.hoursAbout' : 'year.hours', {
    count: Math.round(minutes / 60),
  });
  return {
    id: 'opening',
    dress: 'deep',
    title: t(`year.opening.${unit}`),
    words: [`${name}: ${plays(count)}.`, change, hours],
    href: periodAddress(address, 'overview'),
    shapes: [
      dayRing(days, period, middle, 190),
      nameAt(unit, period.start),
      figure(sheet.edge, 362, plays(count), { size: 34, tone: 'strong' }),
      text(sheet.edge, 384, change, { size: 13 }),
      text(sheet.edge, 402, hours, { size: 13, tone: 'soft' }),
    ],
  };
}

function nameAt(unit, start) {
  const year = start.slice(0, 4);
  if (unit === 'year') return text(middle, 202, year, { size: 36, weight: 600, anchor: 'middle' });
  return [
    text(middle, 196, formatMonthShort(start), { size: 30, weight: 600, anchor: 'middle' }),
    text(middle, 216, year, { size: 15, tone: 'soft', anchor: 'middle' }),
  ];
}

/** Null for a month, whose days come below. */
export function monthsStep({ unit, text: year, earlierName, review, earlierMonths }) {
  if (unit !== 'year') return null;
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
    id: 'months',
    dress: 'paper',
    title: t('year.months'),
    words: [
      words,
      sentence(review.months.map(({ day, count }) => `${formatMonth(day)}: ${formatCount(count)}`)),
    ],
    href: periodAddress(year, 'patterns'),
    shapes: [
      head.node,
      bars(counts, {
        ...field,
        height: (190 * Math.max(...counts)) / highest,
        tone: index => (index === best ? 'strong' : 'fill'),
      }),
      shape('path', {
        class: 'story-before',
        d: before
          .map((count, index) =>
            count > 0
              ? `M${(sheet.edge + index * band + band * 0.15).toFixed(1)} ${(364 - (190 * count) / highest).toFixed(1)}h${(band * 0.7).toFixed(1)}`
              : '',
          )
          .join(''),
      }),
      review.months.map(({ day }, index) =>
        text(sheet.edge + (index + 0.5) * band, 381, formatMonthNarrow(day), {
          size: 12,
          tone: 'soft',
          anchor: 'middle',
        }),
      ),
      before.some(Boolean)
        ? text(sheet.edge, 402, t('year.monthsBefore', { year: earlierName }), {
            size: 11.5,
            tone: 'soft',
          })
        : [],
    ],
  };
}

/** Every day as a square, the highest one marked. */
export function daysStep({ unit, review, days, period }) {
  const best = review.overview.most_active_day;
  const count = days.find(({ day }) => day === best)?.count ?? 0;
  const day = t('year.daysWords', { day: formatDay(best), count });
  const heard = t('year.daysHeard', {
    count: days.filter(each => each.count > 0).length,
    all: daysBetween(period.start, reachedEnd(period)),
  });
  const head = lines(sheet.edge, 88, day, { size: 25, weight: 600, most: 3 });
  return {
    id: 'days',
    dress: 'soft',
    title: t('year.days'),
    words: [day, heard],
    href: periodAddress(best, 'timeline'),
    shapes: [
      head.node,
      (unit === 'year' ? monthSquares : weekSquares)(days, best, head.bottom + 40),
      text(sheet.edge, 402, heard, { size: 13, tone: 'soft' }),
    ],
  };
}

/** The longest session and the longest streak; null when there is neither. */
export function lastingStep({ text: address, streaks, session, period }) {
  const streak = streaks.longest;
  if (!session && !(streak?.days > 1)) return null;
  const parts = [session && sessionPart(session), streak && streakPart(streak, period)].filter(
    Boolean,
  );
  return {
    id: 'lasting',
    dress: 'paper',
    title: t('year.lasting'),
    words: parts.map(part => part.words.join(' ')),
    href: periodAddress(session ? localDay(session.start_time) : address, 'timeline'),
    shapes: parts.map(({ words, picture, figures }, index) => {
      const top = 86 + index * 170;
      const note = lines(sheet.edge, top + 98, words[1], { size: 13, tone: 'soft', most: 2 });
      return [
        text(sheet.edge, top, words[0], { size: 14, weight: 600 }),
        figure(sheet.edge, top + 42, figures, { size: 34, tone: 'strong' }),
        picture(top + 62),
        note.node,
      ];
    }),
  };
}

function sessionPart({
  start_time: start,
  duration_minutes: minutes,
  track_count: count,
  tracks,
  unique_artists: artists,
}) {
  const first = Date.parse(start);
  const length = Math.max(minutes * 60000, 1);
  return {
    figures: minutes > 0 ? formatGap(minutes * 60) : plays(count),
    words: [
      t('year.session'),
      t('year.sessionWords', {
        day: formatDay(localDay(start)),
        count,
        artists: t('artists.count', { count: artists }),
      }),
    ],
    picture: y => [
      shape('path', { class: 'story-line', d: `M${sheet.edge} ${y + 8}h${room}` }),
      shape('path', {
        class: 'story-tick',
        d: tracks
          .map(
            ({ timestamp }) =>
              `M${(sheet.edge + Math.min((Date.parse(timestamp) - first) / length, 1) * room).toFixed(1)} ${y}v16`,
          )
          .join(''),
      }),
    ],
  };
}

function streakPart({ first_day: first, last_day: last, days, scrobbles }, { start, end }) {
  const scale = room / daysBetween(start, end);
  return {
    figures: t('days', { count: days }),
    words: [
      t('year.streak'),
      t('year.streakWords', {
        first: formatDayShort(first),
        last: formatDayShort(last),
        count: scrobbles,
      }),
    ],
    picture: y => [
      shape('rect', { class: 'story-faint', x: sheet.edge, y, width: room, height: 16, rx: 5 }),
      shape('rect', {
        class: 'story-strong',
        x: (sheet.edge + daysBetween(start, first) * scale).toFixed(1),
        y,
        width: Math.max(days * scale, 4).toFixed(1),
        height: 16,
        rx: Math.min(5, (days * scale) / 2).toFixed(1),
      }),
    ],
  };
}

/** Parts of the day differ in length, so plays per hour decide: night has ten hours, morning six, day eight. */
export function timeOfDay(night, early) {
  const hourly = { owl: night / 10, early: early / 6, day: (100 - night - early) / 8 };
  return Object.keys(hourly).reduce((best, kind) => (hourly[kind] > hourly[best] ? kind : best));
}

/** The busiest hours, by day and night; the weekend is below. */
export function hoursStep({ text: address, review, heatmap }) {
  const {
    night_owl_score: night,
    early_bird_score: early,
    weekend_warrior_score: weekend,
    peak_hour: peak,
  } = review.listening_patterns;
  const counts = heatmap.hour_totals.map(total => total.count);
  const kind = timeOfDay(night, early);
  const title = t(`year.hours.${kind}`);
  const nights = t('year.hoursWords', {
    night: formatPercent(night / 100),
    morning: formatPercent(early / 100),
  });
  const weekends = t(weekend / 100 > 2 / 7 ? 'year.weekendMore' : 'year.weekendLess', {
    share: formatPercent(weekend / 100),
  });
  const days = heatmap.weekday_totals.map(total => total.count);
  const bestDay = days.indexOf(Math.max(...days));
  return {
    id: 'hours',
    dress: 'night',
    title: t('year.hoursTitle'),
    words: [
      title,
      nights,
      weekends,
      t('year.peak', {
        hour: formatHourShort(peak),
        weekday: formatWeekdayLong(dayNamed(bestDay)),
      }),
    ],
    href: periodAddress(address, 'patterns'),
    shapes: [
      text(sheet.edge, 82, title, { size: 25, weight: 600 }),
      lines(sheet.edge, 106, nights, { size: 13, tone: 'soft', most: 2 }).node,
      clock(counts, middle, 226),
      bars(days, {
        x: sheet.edge,
        y: 366,
        width: room,
        height: 34,
        tone: index => (index >= 5 ? 'strong' : 'fill'),
      }),
      days.map((count, index) =>
        text(sheet.edge + ((index + 0.5) * room) / 7, 381, formatWeekdayShort(dayNamed(index)), {
          size: 11,
          tone: 'soft',
          anchor: 'middle',
        }),
      ),
      lines(sheet.edge, 404, weekends, { size: 12.5 }).node,
    ],
  };
}

function clock(counts, x, y) {
  const highest = Math.max(1, ...counts);
  const [inner, outer] = [24, 78];
  const at = (hour, distance) => {
    const angle = (hour / 24) * 2 * Math.PI;
    return `${(x + Math.sin(angle) * distance).toFixed(1)} ${(y - Math.cos(angle) * distance).toFixed(1)}`;
  };
  return [
    shape('circle', { class: 'story-line', cx: x, cy: y, r: outer }),
    counts.map((count, hour) => {
      const reach = inner + (outer - inner) * Math.sqrt(count / highest);
      return shape('path', {
        class: hour >= 20 || hour < 6 ? 'story-strong' : 'story-fill',
        d: `M${at(hour + 0.06, inner)}L${at(hour + 0.06, reach)}A${reach.toFixed(1)} ${reach.toFixed(1)} 0 0 1 ${at(hour + 0.94, reach)}L${at(hour + 0.94, inner)}A${inner} ${inner} 0 0 0 ${at(hour + 0.06, inner)}z`,
      });
    }),
    [
      [0, 0, -84, 'middle'],
      [6, 84, 4, 'start'],
      [12, 0, 94, 'middle'],
      [18, -84, 4, 'end'],
    ].map(([hour, right, down, anchor]) =>
      text(x + right, y + down, formatHourShort(hour), { size: 10.5, tone: 'soft', anchor }),
    ),
  ];
}
