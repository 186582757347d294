// SPDX-License-Identifier: LGPL-2.1-or-later
// What is seen before there is a history: a field of marks, as the reader's own will look.

import { byId, replace } from './dom.js';
import { albumMark, artistMark, trackMark } from './mark.js';

const kinds = [artistMark, albumMark, trackMark];
const seeds = ['heron', 'ember', 'quarry', 'saffron', 'delta', 'tundra', 'violet', 'harbour', 'lantern', 'moss', 'orbit', 'willow', 'cinder', 'tide', 'juniper'];

export function showWelcomeMarks() {
  replace(byId('welcome-marks'), seeds.map((seed, index) => kinds[(index + Math.floor(index / 5)) % kinds.length](seed, seed)));
}
