// SPDX-License-Identifier: LGPL-2.1-or-later
// Numbers and times in the reader's locale.

import { dayStartHour, zone } from './api.js';
import { addDays } from './days.js';
import { locale, t } from './words.js';

const whole = new Intl.NumberFormat(locale);
const noDigits = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const twoDigits = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
const tinyShare = new Intl.NumberFormat(locale, { style: 'percent', maximumSignificantDigits: 1 });
const change = new Intl.NumberFormat(locale, {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
});

const calendar = options => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
const dayLong = calendar({ day: 'numeric', month: 'long', year: 'numeric' });
const dayWithWeekday = calendar({
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const dayShort = calendar({ day: 'numeric', month: 'short' });
const weekday = calendar({ weekday: 'short', day: 'numeric' });
const weekdayLong = calendar({ weekday: 'long' });
const month = calendar({ month: 'long', year: 'numeric' });
const monthShort = calendar({ month: 'short' });
const monthNarrow = calendar({ month: 'narrow' });
const hourOfDay = calendar({ timeStyle: 'short' });
const hourShort = calendar({ hour: 'numeric' });
const weekdayShort = calendar({ weekday: 'short' });

// Recreated when the listener's time zone changes.
let zoned = null;

function inZone() {
  if (zoned?.zone !== zone)
    zoned = {
      zone,
      clock: new Intl.DateTimeFormat(locale, { timeZone: zone, timeStyle: 'short' }),
      momentShort: new Intl.DateTimeFormat(locale, {
        timeZone: zone,
        dateStyle: 'medium',
        timeStyle: 'short',
      }),
      moment: new Intl.DateTimeFormat(locale, {
        timeZone: zone,
        dateStyle: 'long',
        timeStyle: 'short',
      }),
      local: new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'short',
      }),
    };
  return zoned;
}

const ordinals = new Intl.PluralRules(locale, { type: 'ordinal' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
/** @type {[Intl.RelativeTimeFormatUnit, number][]} the number of seconds in each unit */
const lengths = [
  ['week', 604800],
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
];

const minutesBrief = new Intl.NumberFormat(locale, {
  style: 'unit',
  unit: 'minute',
  unitDisplay: 'short',
});

export const formatCount = value => whole.format(value);
/** "12th" */
export const formatPlace = value => t(`place.${ordinals.select(value)}`, { number: value });
export const formatRate = value =>
  (value < 1 ? twoDigits : value < 100 ? oneDigit : noDigits).format(value);
export const formatShort = value => (value < 10000 ? whole : short).format(value);
export const formatPercent = value => percent.format(value);
/** Tenths of a percent keep small shares apart. */
export const formatShare = value =>
  (value < 0.0005 ? tinyShare : value < 0.0995 ? share : percent).format(value);
export const formatChange = value => change.format(value);

export const formatDay = day => dayLong.format(toDate(day));
export const formatWeekdayAndDay = day => dayWithWeekday.format(toDate(day));
export const formatDayShort = day => dayShort.format(toDate(day));
export const formatWeekday = day => weekday.format(toDate(day));
export const formatWeekdayShort = day => weekdayShort.format(toDate(day));
export const formatWeekdayLong = day => weekdayLong.format(toDate(day));
export const formatMonth = day => month.format(toDate(day));
export const formatMonthNarrow = day => monthNarrow.format(toDate(day));
export const formatMonthShort = day => monthShort.format(toDate(day));
export const formatDays = (first, last) => dayLong.formatRange(toDate(first), toDate(last));

export const formatTime = timestamp => inZone().clock.format(new Date(timestamp));
/** "1:05 – 2:10 PM"; a range past midnight would include dates. */
export function formatTimes(from, to) {
  const { clock, local } = inZone();
  const [first, last] = [from, to].map(instant => local.format(new Date(instant)).slice(0, 10));
  return first === last
    ? clock.formatRange(new Date(from), new Date(to))
    : `${formatTime(from)} – ${formatTime(to)}`;
}

export const formatMoment = timestamp => inZone().moment.format(new Date(timestamp));

/** "Nov 27, 2019, 2:26 PM" */
export const formatMomentShort = timestamp => inZone().momentShort.format(new Date(timestamp));

/** The day an instant counts toward, which may begin some hours after midnight. */
export function localDay(instant) {
  const [day, time] = inZone().local.format(new Date(instant)).split(/\s/);
  return Number(time.slice(0, 2)) < dayStartHour ? addDays(day, -1) : day;
}

/** "04:00" or "4 AM", of a day without a zone. */
export const formatHour = hour => hourOfDay.format(atHour(hour));
export const formatHourShort = hour => hourShort.format(atHour(hour));

/** "30–60 min" */
export const formatMinutes = (from, to) => minutesBrief.formatRange(from, to);

/** "2 h 5 min", "3 days 4 h": how long nothing was played. */
export function formatGap(seconds) {
  const minutes = Math.round(seconds / 60);
  return inUnits([
    [Math.floor(minutes / 1440), 'days'],
    [Math.floor(minutes / 60) % 24, 'time.hours'],
    [minutes % 60, 'time.minutes'],
  ]);
}

/** "412 h 5 min": the listening time, in hours, never days. */
export function formatListened(minutes) {
  return (
    inUnits([
      [Math.floor(minutes / 60), 'time.hours'],
      [minutes % 60, 'time.minutes'],
    ]) || t('time.minutes', { count: 0 })
  );
}

/** The largest unit in use and the next. */
function inUnits(parts) {
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => t(unit, { count }))
    .join(' ');
}

/** "3 hours ago", "in 5 minutes". */
export function formatAway(timestamp) {
  const seconds = (Date.parse(timestamp) - Date.now()) / 1000;
  const [unit, length] = lengthFor(Math.abs(seconds));
  if (unit === 'second') return t(seconds < 0 ? 'time.justNow' : 'time.soon');
  return relative.format(Math.round(seconds / length), unit);
}

/** The time for today, else date and time. */
export function formatSince(timestamp) {
  return localDay(timestamp) === localDay(Date.now())
    ? formatTime(timestamp)
    : formatMoment(timestamp);
}

/** "2 hours", "15 minutes". */
export function formatLength(seconds) {
  const [unit, length] = lengthFor(seconds);
  const count = Math.max(Math.round(seconds / length), 1);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** "every hour", "every 15 minutes". */
export function formatEvery(seconds) {
  const [unit, length] = lengthFor(seconds);
  return Math.round(seconds / length) === 1
    ? t(`time.every.${unit}`)
    : t('time.every', { length: formatLength(seconds) });
}

/**
 * @param {number} seconds
 * @returns {[Intl.RelativeTimeFormatUnit, number]} the largest unit that fits, and its length in seconds
 */
function lengthFor(seconds) {
  return lengths.find(([, length]) => seconds >= length * 0.95) ?? ['second', 1];
}

export function plays(count) {
  return t('plays', { count });
}

function atHour(hour) {
  return new Date(Date.UTC(2024, 0, 1, hour));
}

function toDate(day) {
  return new Date(`${day}T00:00:00Z`);
}
