// SPDX-License-Identifier: LGPL-2.1-or-later
// What every chart has: a title, a sentence that sums it up, the drawing, and the same data as a table.

import { element, replace } from '../base/dom.js';
import { t } from '../base/words.js';

const leastWidth = 40;

/**
 * `draw (frame, width, height)` fills the frame, also when resized; `table` returns { caption, head, rows },
 * where the first cell of a row names it. `look` is the class of the frame, which gives it its height.
 */
export function chartSection({ id, title, words, look, draw, table, legend = null }) {
  const frame = element('div', { class: `drawing ${look ?? ''}` });
  const section = element(
    'section',
    { class: 'chart-section', id, 'aria-labelledby': `${id}-title` },
    sectionHead(`${id}-title`, title, words),
    legend,
    frame,
    table && tableFold(`${id}-table`, table),
  );
  if (draw) whenSized(frame, draw);
  return { section, frame };
}

export function sectionHead(id, title, words, ...more) {
  return element(
    'div',
    { class: 'section-head' },
    element('h2', { id }, title),
    words && element('p', { class: 'section-note' }, words),
    ...more,
  );
}

/** The table is created on demand. */
export function tableFold(id, table) {
  const frame = element('div', { class: 'table-frame', tabindex: 0, role: 'region' });
  const node = element(
    'details',
    { id, class: 'disclosure chart-table', ontoggle: () => fill() },
    element('summary', {}, t('chart.table')),
    frame,
  );

  function fill() {
    const { caption, head, rows } = table();
    frame.setAttribute('aria-label', t('chart.tableOf', { name: caption }));
    replace(frame, node.open && tableNode(caption, head, rows));
  }

  return node;
}

function tableNode(caption, head, rows) {
  return element(
    'table',
    {},
    element('caption', { class: 'hidden' }, caption),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        head.map((words, index) =>
          element('th', { scope: 'col', class: index > 0 && 'count' }, words),
        ),
      ),
    ),
    element(
      'tbody',
      {},
      rows.map(([name, ...values]) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, name),
          values.map(value => element('td', { class: 'count' }, value)),
        ),
      ),
    ),
  );
}

function whenSized(frame, draw) {
  let drawn = '';
  new ResizeObserver(() => {
    const size = [Math.round(frame.clientWidth), Math.round(frame.clientHeight)];
    if (size[0] < leastWidth || size.join() === drawn) return;
    drawn = size.join();
    draw(frame, ...size);
  }).observe(frame);
}
