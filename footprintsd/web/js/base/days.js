// SPDX-License-Identifier: LGPL-2.1-or-later
// Calendar days as "YYYY-MM-DD". They carry no zone, so a day is always 24 hours here.

const millisecondsPerDay = 86400000;

export function addDays(day, count) {
  return fromNumber(toNumber(day) + count);
}

export function addMonths(day, count) {
  const [year, month] = day.split('-').map(Number);
  return toText(new Date(Date.UTC(year, month - 1 + count, 1)));
}

export function daysBetween(start, end) {
  return toNumber(end) - toNumber(start);
}

export function startOfWeek(day) {
  return addDays(day, -((toDate(day).getUTCDay() + 6) % 7));
}

export function startOfMonth(day) {
  return `${day.slice(0, 7)}-01`;
}

export function startOfYear(day) {
  return `${day.slice(0, 4)}-01-01`;
}

/** ISO 8601: a week belongs to the year that holds its Thursday. */
export function weekLabel(day) {
  const thursday = addDays(startOfWeek(day), 3);
  const week = Math.floor(daysBetween(startOfYear(thursday), thursday) / 7) + 1;
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`;
}

export function startOfWeekLabel(label) {
  const [year, week] = label.split('-W');
  return addDays(startOfWeek(`${year}-01-04`), (Number(week) - 1) * 7);
}

export function isDay(text) {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(toDate(text).getTime()) &&
    toText(toDate(text)) === text
  );
}

function toDate(day) {
  return new Date(`${day}T00:00:00Z`);
}

function toNumber(day) {
  return Math.round(toDate(day).getTime() / millisecondsPerDay);
}

function fromNumber(number) {
  return toText(new Date(number * millisecondsPerDay));
}

function toText(date) {
  return date.toISOString().slice(0, 10);
}
