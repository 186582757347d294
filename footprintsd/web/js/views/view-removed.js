// SPDX-License-Identifier: LGPL-2.1-or-later
// The plays that the listener removed, latest removal first, each with a way to restore it.

import { fetchRemoved, restorePlay } from '../base/api-own.js';
import { actionButton } from '../base/busy.js';
import { append, element, replace } from '../base/dom.js';
import { formatMoment } from '../base/format.js';
import { showNotice } from '../base/notice.js';
import { sentence, t } from '../base/words.js';
import { artistLink, trackLink } from '../frame/links.js';
import { address, here } from '../frame/router.js';
import { stateNode } from '../frame/states.js';

const fetched = 100;

export async function show(container, { signal }) {
  const list = element('ol', {
    class: 'setting-list removed-plays',
    'aria-label': t('view.removed'),
  });
  const more = actionButton(t('removed.more'), () => load(), tell);

  /** Restored plays are in neither list, so the number of rows is the offset of the next ones. */
  async function load() {
    const plays = await fetchRemoved(list.childElementCount, fetched, signal);
    append(
      list,
      plays.map(play => row(play, shrink)),
    );
    more.hidden = plays.length < fetched;
  }

  function shrink() {
    if (list.childElementCount === 0 && more.hidden) replace(container, noneNode());
  }

  await load();
  if (list.childElementCount === 0) append(container, noneNode());
  else append(container, element('p', { class: 'section-note' }, t('removed.text')), list, more);
}

function row(play, gone) {
  const back = actionButton(t('removed.back'), bringBack, tell);
  const node = element(
    'li',
    { 'data-play': play.id },
    element(
      'span',
      { class: 'setting-name' },
      sentence('removed.play', {
        track: trackLink(play.artist, play.track),
        artist: artistLink(play.artist),
      }),
    ),
    element(
      'time',
      { class: 'section-note', datetime: play.timestamp },
      formatMoment(play.timestamp),
    ),
    back,
  );
  back.setAttribute('aria-label', t('removed.backOn', { name: play.track }));

  async function bringBack() {
    await restorePlay(play.id);
    const next = node.nextElementSibling ?? node.previousElementSibling;
    node.remove();
    next?.querySelector('button').focus();
    showNotice(t('removed.came', { name: play.track }));
    gone();
  }

  return node;
}

function noneNode() {
  return stateNode(
    'empty',
    t('removed.none'),
    t('removed.noneText'),
    element(
      'a',
      { class: 'button button-main', href: address('timeline', here().period) },
      t('view.timeline'),
    ),
  );
}

function tell(error) {
  showNotice(error.message);
}
