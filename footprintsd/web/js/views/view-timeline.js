// SPDX-License-Identifier: LGPL-2.1-or-later
// Play by play, newest first, a day at a time, all plays or those of a filter. All of it can be scrolled at once; plays load
// on demand.

import { fetchDays } from '../base/api.js';
import { isDay } from '../base/days.js';
import { append, element, replace } from '../base/dom.js';
import { localDay } from '../base/format.js';
import { isVisitor } from '../base/session.js';
import { t } from '../base/words.js';
import { showDays } from '../frame/period-head.js';
import { changedAddress, goTo, viewAddress } from '../frame/router.js';
import { quietNode } from '../frame/states.js';
import { removeButton } from '../sections/play-removal.js';
import { filterBar, filteredNone, filterIn } from '../sections/timeline-filter.js';
import { timelinePages } from '../sections/timeline-pages.js';
import { cutDays } from '../sections/timeline-plan.js';
import { timelineWindow } from '../sections/timeline-window.js';

const steps = { j: 1, k: -1 };

export async function show(container, { period, params, signal, refresh }) {
  const asked = params.get('day');
  const filter = filterIn(params);
  const all = (await fetchDays(period.query, signal, filter))
    .filter(day => day.count > 0)
    .toReversed();
  if (all.length === 0) {
    container.append(filter ? filteredNone(filter, period) : quietNode(period));
    return undefined;
  }
  showDays(period, all.at(-1).day, all[0].day);
  const ending = new AbortController();
  const part = cutDays(all, isDay(asked ?? '') && asked);
  const { days, newer, older } = part;
  const trouble = element('p', { class: 'timeline-trouble', role: 'alert' });
  const pages = timelinePages(
    days,
    filter,
    ending.signal,
    () => window.draw(),
    error => tellTrouble(trouble, error, () => window.draw()),
  );
  const window = timelineWindow(
    days,
    pages.playsOf,
    isVisitor() ? null : play => removeButton(play, refresh),
  );
  append(
    container,
    filter &&
      filterBar(
        filter,
        all.reduce((sum, day) => sum + day.count, 0),
      ),
    jumpForm(all, day => jump(day, part, window)),
    newer && elsewhere('timeline.newer', changedAddress({})),
    window.node,
    trouble,
    older
      ? elsewhere('timeline.older', changedAddress({ day: older }))
      : element('p', { class: 'timeline-end' }, t('timeline.end')),
  );
  window.connect(ending.signal);
  document.addEventListener('keydown', event => onKey(event, window), { signal: ending.signal });
  return () => ending.abort();
}

function elsewhere(words, href) {
  return element('p', { class: 'timeline-end' }, element('a', { class: 'button', href }, t(words)));
}

function jumpForm(days, act) {
  const input = element('input', {
    id: 'timeline-day',
    type: 'date',
    min: days.at(-1).day,
    max: localDay(Date.now()),
  });
  const form = element(
    'form',
    {
      class: 'timeline-tools',
      onsubmit: event => {
        event.preventDefault();
        if (isDay(input.value)) act(input.value);
      },
    },
    element('label', { class: 'timeline-jump' }, t('timeline.jump'), ' ', input),
    element('button', { class: 'button', type: 'submit' }, t('timeline.go')),
    !isVisitor() &&
      element(
        'a',
        { class: 'button button-quiet', href: viewAddress('removed') },
        t('view.removed'),
      ),
    element('p', { class: 'section-note with-keys' }, t('timeline.keys')),
  );
  input.addEventListener('change', () => isDay(input.value) && act(input.value));
  return form;
}

/** A day that is not laid out here is in another part of the timeline. */
function jump(day, { days, newer, older }, window) {
  const isHere = (!newer || day <= days[0].day) && (!older || day >= days.at(-1).day);
  if (isHere) window.showDay(day);
  else goTo(changedAddress({ day }));
}

function tellTrouble(place, error, again) {
  replace(
    place,
    error.message,
    ' ',
    element(
      'button',
      {
        class: 'button',
        type: 'button',
        onclick: () => {
          replace(place);
          again();
        },
      },
      t('failure.retry'),
    ),
  );
}

function onKey(event, window) {
  if (event.key === 'Enter' && event.target.matches?.('.play'))
    event.target.querySelector('.play-track a')?.click();
  const writing = event.target.closest?.('input, select, textarea, [role=listbox]');
  if (!(event.key in steps) || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  window.step(steps[event.key]);
}
