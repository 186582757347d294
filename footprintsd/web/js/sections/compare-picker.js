// SPDX-License-Identifier: LGPL-2.1-or-later
// The two periods compared, and the choice of the second one; the first one is chosen at the head of the page.

import { addDays } from '../base/days.js';
import { element, shape } from '../base/dom.js';
import { t } from '../base/words.js';
import { years } from '../base/years.js';
import { compareWithChosen } from '../frame/against-choice.js';
import { againstWords } from '../frame/against.js';
import { dayRange } from '../frame/period.js';
import { address, changedAddress, goTo } from '../frame/router.js';

/** `second` is all that is known of the other one. */
export function comparePicker(period, other, second, wanted) {
  return element(
    'div',
    { class: 'compare-tools' },
    element(
      'p',
      { class: 'compare-now' },
      element('span', { class: 'legend-box pair-now-box' }),
      period.title,
    ),
    element(
      'div',
      { class: 'compare-then', role: 'group', 'aria-label': t('compare.with') },
      element('span', { class: 'legend-box pair-then-box' }),
      otherSelect(period, other, wanted),
      step('period.previous', second.previous, 'm14.5 6-6 6 6 6'),
      step('period.next', second.next, 'm9.5 6 6 6-6 6'),
      otherDates(second),
      element(
        'a',
        { class: 'button', href: address('compare', other.query, { compare: period.query }) },
        t('compare.swap'),
      ),
    ),
  );
}

function otherSelect(period, other, wanted) {
  const words = againstWords(period);
  const named = years()
    .map(String)
    .filter(year => year !== period.text);
  const isOffered =
    words.some(([word]) => word === wanted) || named.includes(wanted) || wanted === 'alltime';
  const option = (value, text) =>
    element('option', { value, selected: value === (isOffered ? wanted : other.query) }, text);
  return element(
    'select',
    {
      id: 'compare-with',
      class: 'button',
      'aria-label': t('compare.with'),
      onchange: compareWithChosen,
    },
    words.map(([word, { title }]) => option(word, t(`compare.${word}`, { period: title }))),
    !isOffered && option(other.query, other.title),
    named.map(year => option(year, year)),
    period.start && option('alltime', t('period.alltime')),
  );
}

/** A link to the period before or after, if there is one. */
function step(name, period, path) {
  return (
    period &&
    element(
      'a',
      {
        class: 'button button-icon',
        href: changedAddress({ compare: period }),
        'aria-label': t(name),
      },
      shape(
        'svg',
        { viewBox: '0 0 24 24', width: 20, height: 20, 'aria-hidden': 'true' },
        shape('path', { d: path }),
      ),
    )
  );
}

function otherDates(second) {
  const input = (name, value) => element('input', { name, type: 'date', required: true, value });
  const [first, last] = [
    input('first', second.start),
    input('last', second.end && addDays(second.end, -1)),
  ];
  const problem = element('p', { class: 'custom-problem', role: 'alert' });
  return element(
    'details',
    { class: 'custom' },
    element('summary', { class: 'button' }, t('period.dates')),
    element(
      'form',
      {
        class: 'custom-form',
        onsubmit: event => {
          event.preventDefault();
          if (first.value > last.value) problem.textContent = t('period.reversed');
          else goTo(changedAddress({ compare: dayRange(first.value, last.value) }));
        },
      },
      element('label', {}, t('period.from'), ' ', first),
      element('label', {}, t('period.upTo'), ' ', last),
      problem,
      element('button', { class: 'button button-main', type: 'submit' }, t('period.show')),
    ),
  );
}
