// SPDX-License-Identifier: LGPL-2.1-or-later
// Shown before there is a history: a field of marks, as the reader's own will look.

import { element } from '../base/dom.js';
import { albumMark, artistMark, trackMark } from '../base/mark.js';
import { t } from '../base/words.js';

const kinds = [artistMark, albumMark, trackMark];
const seeds = [
  'heron',
  'ember',
  'quarry',
  'saffron',
  'delta',
  'tundra',
  'violet',
  'harbour',
  'lantern',
  'moss',
  'orbit',
  'willow',
  'cinder',
  'tide',
  'juniper',
];

export function welcomeNode() {
  return element(
    'div',
    { id: 'welcome', class: 'welcome' },
    element(
      'div',
      {},
      element('p', { class: 'welcome-title' }, t('welcome.title')),
      element('p', {}, t('welcome.text')),
    ),
    element(
      'div',
      { class: 'welcome-marks', 'aria-hidden': 'true' },
      seeds.map((seed, index) => kinds[(index + Math.floor(index / 5)) % kinds.length](seed, seed)),
    ),
  );
}
