// SPDX-License-Identifier: LGPL-2.1-or-later
// Shown in place of a view: no plays, a failure, no connection.

import { fetchSession } from '../base/api.js';
import { element } from '../base/dom.js';
import { t } from '../base/words.js';
import { years } from '../base/years.js';
import { periodAddress } from './router.js';

/** Between checks whether the server is back, in milliseconds. */
const lookEvery = 3000;

/** For a period without plays: says where there are some. */
export function quietNode(period) {
  const all = years();
  if (all.length === 0) return stateNode('empty', t('quiet.none'), t('quiet.noneText'));
  const earlier = period.previous;
  return stateNode(
    'empty',
    t('quiet.title'),
    t('quiet.text', { first: String(all.at(-1)), last: String(all[0]) }),
    element(
      'a',
      { class: 'button button-main', href: periodAddress('alltime') },
      t('period.alltime'),
    ),
    element('a', { class: 'button', href: periodAddress(String(all[0])) }, String(all[0])),
    earlier && element('a', { class: 'button', href: periodAddress(earlier) }, t('quiet.before')),
  );
}

export function failureNode(error, retry) {
  const offline = error.status === 0;
  const node = stateNode(
    offline ? 'offline' : 'failure',
    t(offline ? 'failure.offline' : 'failure.title'),
    error.message,
    element(
      'button',
      { class: 'button button-main', type: 'button', id: 'failure-retry', onclick: retry },
      t('failure.retry'),
    ),
  );
  node.setAttribute('role', 'alert');
  if (offline) retryOnceBack(node, retry);
  return node;
}

/** While the failure is shown, checks now and then whether the server is back, and then retries. */
function retryOnceBack(node, retry) {
  const timer = setInterval(async () => {
    if (!node.isConnected) {
      clearInterval(timer);
      return;
    }
    const isBack = await fetchSession().then(
      () => true,
      ({ status }) => status !== 0,
    );
    if (isBack && node.isConnected) {
      clearInterval(timer);
      retry();
    }
  }, lookEvery);
}

export function stateNode(kind, title, text, ...actions) {
  return element(
    'section',
    { class: `state state-${kind}` },
    element('h2', {}, title),
    element('p', {}, text),
    element('p', { class: 'state-links' }, ...actions.filter(Boolean)),
  );
}
