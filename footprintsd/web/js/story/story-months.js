// SPDX-License-Identifier: LGPL-2.1-or-later
// The months of a year as small bars, each a link to the story of that month; and the link back to the year's.

import { element, spoken } from '../base/dom.js';
import { formatMonth, formatMonthShort, plays } from '../base/format.js';
import { t } from '../base/words.js';
import { periodAddress } from '../frame/router.js';

/** `months` are { day, count }; `text` is the period that is shown. */
export function storyMonths(year, months, text) {
  const highest = Math.max(1, ...months.map(month => month.count));
  const node = element(
    'nav',
    { class: 'story-months', 'aria-label': t('year.monthsOf', { year }) },
    element(
      'a',
      {
        class: 'story-month story-whole',
        href: periodAddress(year),
        'aria-current': text === year ? 'true' : null,
      },
      year,
    ),
    months.map(({ day, count }) => monthLink(day, count, count / highest, text)),
  );
  // On a phone there is no room for all of them.
  new ResizeObserver(() => bringToMiddle(node, node.querySelector('[aria-current]'))).observe(node);
  return node;
}

function bringToMiddle(node, chosen) {
  node.scrollLeft = chosen ? chosen.offsetLeft - (node.clientWidth - chosen.clientWidth) / 2 : 0;
}

function monthLink(day, count, share, text) {
  const label = day.slice(0, 7);
  const words = [
    element('span', {
      class: 'story-month-bar',
      'aria-hidden': 'true',
      '--share': share.toFixed(3),
    }),
    element('span', { 'aria-hidden': 'true' }, formatMonthShort(day)),
  ];
  if (count === 0)
    return element('span', { class: 'story-month story-month-none', 'aria-hidden': 'true' }, words);
  return element(
    'a',
    {
      class: 'story-month',
      href: periodAddress(label),
      'aria-current': label === text ? 'true' : null,
      title: plays(count),
    },
    words,
    spoken(`${formatMonth(day)}: ${plays(count)}`),
  );
}
