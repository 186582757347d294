// SPDX-License-Identifier: LGPL-2.1-or-later
// The one control for the period of the whole page.

import { byId, element, replace } from './dom.js';
import { addDays } from './days.js';
import { dayRange, describeDates, neighbour, parsePeriod } from './period.js';
import { currentPeriod, periodAddress, showPeriod } from './state.js';

export function connectPeriods() {
  byId('period-year').addEventListener('change', event => event.target.value && showPeriod(event.target.value));
  byId('period-form').addEventListener('submit', submitDates);
  document.addEventListener('pointerdown', closeDatesOutside);
  document.addEventListener('keydown', onKey);
}

export function offerYears(years) {
  replace(byId('period-year'), element('option', { value: '' }, 'Year'),
    years.map(year => element('option', { value: String(year) }, String(year))));
  markYear(parsePeriod(currentPeriod()));
}

export function describePeriod(period) {
  document.title = `${period.title} – Footprints`;
  byId('period-title').textContent = period.title;
  markSegment(period);
  markYear(period);
  setStep(byId('period-previous'), neighbour(period, -1));
  setStep(byId('period-next'), neighbour(period, 1));
  fillDates(period);
  byId('period-custom').open = false;
}

export function describeExtent(period, overview) {
  byId('period-dates').textContent = describeDates(period, overview) || '\u00a0';
}

function markSegment(period) {
  for (const link of byId('period-switch').querySelectorAll('a')) {
    if (link.getAttribute('href') === periodAddress(period.text))
      link.setAttribute('aria-current', 'true');
    else
      link.removeAttribute('aria-current');
  }
}

function markYear(period) {
  const select = byId('period-year');
  select.value = period.unit === 'year' ? period.start.slice(0, 4) : '';
  if (select.selectedIndex < 0)
    select.value = '';
}

function setStep(link, period) {
  if (period) {
    link.setAttribute('href', periodAddress(period));
    link.removeAttribute('aria-disabled');
  } else {
    link.removeAttribute('href');
    link.setAttribute('aria-disabled', 'true');
  }
}

function fillDates(period) {
  byId('period-problem').textContent = '';
  byId('period-start').value = period.start ?? '';
  byId('period-end').value = period.end ? addDays(period.end, -1) : '';
}

function submitDates(event) {
  event.preventDefault();
  const first = byId('period-start').value;
  const last = byId('period-end').value;
  if (first > last)
    byId('period-problem').textContent = 'The first day is after the last.';
  else
    showPeriod(dayRange(first, last));
}

function closeDatesOutside(event) {
  const custom = byId('period-custom');
  if (!custom.contains(event.target))
    custom.open = false;
}

function onKey(event) {
  const custom = byId('period-custom');
  if (event.key === 'Escape' && custom.open) {
    custom.open = false;
    custom.querySelector('summary').focus();
  } else if (isPlainArrow(event)) {
    byId(event.key === 'ArrowLeft' ? 'period-previous' : 'period-next').click();
  }
}

function isPlainArrow(event) {
  const free = event.target === document.body || event.target.id === 'content';
  const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  return free && plain && (event.key === 'ArrowLeft' || event.key === 'ArrowRight');
}
