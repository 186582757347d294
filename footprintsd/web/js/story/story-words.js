// SPDX-License-Identifier: LGPL-2.1-or-later
// Lists in prose, for the words of a drawing.

import { locale } from '../base/words.js';

const list = new Intl.ListFormat(locale, { style: 'long', type: 'unit' });

export function sentence(parts) {
  return `${list.format(parts)}.`;
}
