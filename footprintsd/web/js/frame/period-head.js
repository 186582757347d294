// SPDX-License-Identifier: LGPL-2.1-or-later
// The head of the page: what is shown, and the one control for the period, which every view obeys.

import { addDays } from '../base/days.js';
import { byId, element, named, replace } from '../base/dom.js';
import { localDay } from '../base/format.js';
import { sentence, t } from '../base/words.js';
import { years } from '../base/years.js';
import { kinds } from './kinds.js';
import { artistAddress } from './links.js';
import { dayRange, describeDates } from './period.js';
import { periodAddress, showPeriod } from './router.js';
import { subjectOf } from './subject.js';
import { views } from './views.js';

/** Longer names are written smaller. */
const longName = 24;
const words = ['today', 'week', 'month', 'year', 'alltime'];

export function connectPeriodHead() {
  replace(
    byId('period-switch'),
    words.map(word =>
      element('li', {}, element('a', { 'data-period': word }, t(`period.${word}`))),
    ),
  );
  byId('period-year').addEventListener(
    'change',
    event => event.target.value && showPeriod(event.target.value),
  );
  byId('period-form').addEventListener('submit', submitDates);
  document.addEventListener('pointerdown', closeDatesOutside);
  document.addEventListener('keydown', onKey);
}

export function offerYears() {
  const chosen = byId('period-year').value;
  replace(
    byId('period-year'),
    element('option', { value: '' }, t('period.unitYear')),
    years().map(year => element('option', { value: String(year) }, String(year))),
  );
  byId('period-year').value = chosen;
}

/** In the overview the period is the title; elsewhere the view or its subject is, and the period follows it. */
export function showHead(view, period, params) {
  const subject = views[view].subject ? subjectOf(views[view].subject, params) : null;
  const name = subject?.name || t(`view.${view}`);
  const isPlain = view === 'overview';
  byId('period-nav').hidden = !views[view].period;
  byId('view-name').textContent = isPlain ? '' : name;
  showSubject(view, subject);
  byId('period-title').textContent = views[view].period ? period.title : '';
  byId('period-dates').hidden = !views[view].period;
  byId('period-dates').textContent = describeDates(period) || '\u00a0';
  document.title = `${[!isPlain && name, views[view].period && period.title].filter(Boolean).join(', ')} – Footprints`;
  if (views[view].period) showControls(period);
}

function showSubject(view, subject) {
  byId('head').classList.toggle('head-subject', subject !== null);
  byId('head').classList.toggle('head-long', subject?.name.length > longName);
  replace(byId('view-mark'), subject && kinds[subject.kind].mark(subject.row));
  replace(
    byId('view-kind'),
    subject && [
      t(`view.${view}`),
      ' ',
      ...(subject.by
        ? sentence('by', {
            artist: element('a', { href: artistAddress(subject.by) }, named(subject.by)),
          })
        : []),
    ],
  );
}

/** The extent of all time is known once the plays are. */
export function showExtent(period, overview) {
  if (overview.first_scrobble)
    showDays(period, localDay(overview.first_scrobble), localDay(overview.last_scrobble));
}

export function showDays(period, first, last) {
  byId('period-dates').textContent = describeDates(period, first, last) || '\u00a0';
}

function showControls(period) {
  for (const link of byId('period-switch').querySelectorAll('a')) showSegment(link, period);
  markYear(period);
  setStep(byId('period-previous'), period.previous);
  setStep(byId('period-next'), period.next);
  fillDates(period);
  byId('period-custom').open = false;
}

function showSegment(link, period) {
  link.setAttribute('href', periodAddress(link.dataset.period));
  if (link.dataset.period === period.text) link.setAttribute('aria-current', 'true');
  else link.removeAttribute('aria-current');
}

function markYear(period) {
  const select = byId('period-year');
  const year = period.unit === 'year' ? period.start.slice(0, 4) : '';
  if (year && !select.querySelector(`option[value="${year}"]`))
    select.append(element('option', { value: year }, year));
  select.value = year;
}

function setStep(link, period) {
  if (period) {
    link.setAttribute('href', periodAddress(period));
    link.removeAttribute('aria-disabled');
    link.removeAttribute('role');
  } else {
    link.removeAttribute('href');
    link.setAttribute('role', 'link');
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
  if (first > last) byId('period-problem').textContent = t('period.reversed');
  else showPeriod(dayRange(first, last));
}

function closeDatesOutside(event) {
  const custom = byId('period-custom');
  if (!custom.contains(event.target)) custom.open = false;
}

function onKey(event) {
  const custom = byId('period-custom');
  if (event.key === 'Escape' && custom.open) {
    custom.open = false;
    custom.querySelector('summary').focus();
  } else if (isPlainArrow(event) && !byId('period-nav').hidden) {
    byId(event.key === 'ArrowLeft' ? 'period-previous' : 'period-next').click();
  }
}

function isPlainArrow(event) {
  const free =
    event.target === document.body || ['content', 'view-title'].includes(event.target.id);
  const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  return free && plain && (event.key === 'ArrowLeft' || event.key === 'ArrowRight');
}
