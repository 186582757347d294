// SPDX-License-Identifier: LGPL-2.1-or-later
// Numbers and times as the reader writes them.

import { dayStartHour, zone } from './api.js';
import { addDays } from './days.js';

const whole = new Intl.NumberFormat();
const oneDigit = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const twoDigits = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const change = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });

const calendar = options => new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', ...options });
const dayLong = calendar({ day: 'numeric', month: 'long', year: 'numeric' });
const dayWithWeekday = calendar({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const dayShort = calendar({ day: 'numeric', month: 'short' });
const weekday = calendar({ weekday: 'short', day: 'numeric' });
const weekdayLong = calendar({ weekday: 'long' });
const month = calendar({ month: 'long', year: 'numeric' });
const monthShort = calendar({ month: 'short' });
const hourOfDay = calendar({ timeStyle: 'short' });
const hourShort = calendar({ hour: 'numeric' });
const weekdayShort = calendar({ weekday: 'short' });

// Made anew when the listener moves to another zone.
let zoned = null;

function inZone() {
  if (zoned?.zone !== zone)
    zoned = {
      zone,
      clock: new Intl.DateTimeFormat(undefined, { timeZone: zone, timeStyle: 'short' }),
      moment: new Intl.DateTimeFormat(undefined, { timeZone: zone, dateStyle: 'long', timeStyle: 'short' }),
      local: new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }),
    };
  return zoned;
}

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'always' });
const lengths = [['week', 604800], ['day', 86400], ['hour', 3600], ['minute', 60]];

export const formatCount = value => whole.format(value);
export const formatRate = value => (value < 1 ? twoDigits : value < 100 ? oneDigit : whole).format(value);
export const formatShort = value => (value < 10000 ? whole : short).format(value);
export const formatPercent = value => percent.format(value);
export const formatChange = value => change.format(value);

export const formatDay = day => dayLong.format(toDate(day));
export const formatWeekdayAndDay = day => dayWithWeekday.format(toDate(day));
export const formatDayShort = day => dayShort.format(toDate(day));
export const formatWeekday = day => weekday.format(toDate(day));
export const formatWeekdayShort = day => weekdayShort.format(toDate(day));
export const formatWeekdayLong = day => weekdayLong.format(toDate(day));
export const formatMonth = day => month.format(toDate(day));
export const formatMonthShort = day => monthShort.format(toDate(day));
export const formatDays = (first, last) => dayLong.formatRange(toDate(first), toDate(last));

export const formatTime = timestamp => inZone().clock.format(new Date(timestamp));
export const formatMoment = timestamp => inZone().moment.format(new Date(timestamp));

/** The day that an instant is counted to, which may begin some hours after midnight. */
export function localDay(instant) {
  const [day, time] = inZone().local.format(new Date(instant)).split(/\s/);
  return Number(time.slice(0, 2)) < dayStartHour ? addDays(day, -1) : day;
}

/** "04:00" or "4 AM", of a day without a zone. */
export const formatHour = hour => hourOfDay.format(atHour(hour));
export const formatHourShort = hour => hourShort.format(atHour(hour));

/** "3 hours ago", "in 5 minutes". */
export function formatAway(timestamp) {
  const seconds = (new Date(timestamp) - Date.now()) / 1000;
  const [unit, length] = lengthFor(Math.abs(seconds));
  if (unit === 'second')
    return seconds < 0 ? 'just now' : 'in a moment';
  return relative.format(Math.round(seconds / length), unit);
}

/** The time of day today, else the whole moment. */
export function formatSince(timestamp) {
  return localDay(timestamp) === localDay(Date.now()) ? formatTime(timestamp) : formatMoment(timestamp);
}

/** "2 hours", "15 minutes". */
export function formatLength(seconds) {
  const [unit, length] = lengthFor(seconds);
  const count = Math.max(Math.round(seconds / length), 1);
  return new Intl.NumberFormat(undefined, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** "hour", "15 minutes": to follow "every". */
export function formatEvery(seconds) {
  const [unit, length] = lengthFor(seconds);
  return Math.round(seconds / length) === 1 ? unit : formatLength(seconds);
}

function lengthFor(seconds) {
  return lengths.find(([, length]) => seconds >= length * 0.95) ?? ['second', 1];
}

export function plural(count, one, many) {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export function plays(count) {
  return plural(count, 'play', 'plays');
}

function atHour(hour) {
  return new Date(Date.UTC(2024, 0, 1, hour));
}

function toDate(day) {
  return new Date(`${day}T00:00:00Z`);
}
