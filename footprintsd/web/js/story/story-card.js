// SPDX-License-Identifier: LGPL-2.1-or-later
// One step of a story: a drawing, the same in words for screen readers, a link to its plays, and a download.

import { element, shape } from '../base/dom.js';
import { showNotice } from '../base/notice.js';
import { t } from '../base/words.js';
import { sheet, text } from '../charts/story-draw.js';
import { paintedFile, pictureFile, pictureText, saveFile } from './picture-export.js';

/** `step`: { id, dress, hue, title, words, href, shapes }; the words are sentences. `name` is that of the period, `label` for files. */
export function storyCard(step, { name, text: label }, place, count) {
  const heading = t('year.step', { place, count, title: step.title });
  const drawing = shape(
    'svg',
    {
      class: 'story-drawing',
      viewBox: `0 0 ${sheet.width} ${sheet.height}`,
      role: 'img',
      'aria-label': step.words.join(' '),
    },
    text(sheet.edge, 46, step.title, { size: 14, weight: 600, tone: 'soft' }),
    step.shapes,
    text(sheet.edge, sheet.height - 18, 'Footprints', { size: 11.5, tone: 'soft' }),
    text(sheet.width - sheet.edge, sheet.height - 18, name, {
      size: 11.5,
      weight: 600,
      tone: 'soft',
      anchor: 'end',
    }),
  );
  const file = `footprints-${label}-${step.id}`;
  return element(
    'li',
    {},
    element(
      'article',
      {
        id: `step-${step.id}`,
        class: 'story-card',
        'data-dress': step.dress,
        '--hue': step.hue,
        'aria-label': heading,
        tabindex: place === 1 ? 0 : -1,
      },
      drawing,
    ),
    element(
      'p',
      { class: 'story-tools' },
      element(
        'a',
        { class: 'button button-quiet', href: step.href },
        t('year.plays'),
        element('span', { class: 'hidden' }, `: ${step.title}`),
      ),
      saveButton('SVG', step, async () =>
        saveFile(pictureFile(pictureText(drawing, step.words)), `${file}.svg`),
      ),
      saveButton('PNG', step, async () =>
        saveFile(await paintedFile(pictureText(drawing, step.words)), `${file}.png`),
      ),
    ),
  );
}

function saveButton(kind, step, act) {
  return element(
    'button',
    {
      class: 'button button-quiet',
      type: 'button',
      'aria-label': t('year.save', { kind, title: step.title }),
      'data-save': kind,
      onclick: () =>
        act().catch(error => showNotice(t('year.notSaved', { reason: error.message }))),
    },
    kind,
  );
}
