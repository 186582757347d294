// SPDX-License-Identifier: LGPL-2.1-or-later
// Checks whether plays of the service are missing: start, progress, result, repair.

import { cancelVerification, fetchVerification, startVerification } from '../base/api-own.js';
import { actionButton, setBusy } from '../base/busy.js';
import { element, named, replace } from '../base/dom.js';
import { formatCount, formatPercent } from '../base/format.js';
import { serviceName } from '../base/services.js';
import { sentence, t } from '../base/words.js';

const lookEvery = 500;
const patience = 5;

/** `changed` is called after additions. */
export function verifyPart(id, changed) {
  const button = actionButton(t('verify'), () => run(false), tell);
  const node = element('div', { class: 'verify', role: 'status', hidden: true });

  function tell(error) {
    show(element('p', { class: 'verify-bad' }, error.message), closeButton());
  }

  function show(...content) {
    node.hidden = false;
    replace(node, ...content);
  }

  function closeButton() {
    return element(
      'button',
      {
        class: 'button button-quiet',
        type: 'button',
        onclick: () => {
          node.hidden = true;
          button.focus();
        },
      },
      t('close'),
    );
  }

  async function run(repair) {
    setBusy(button, true);
    const words = element('p', {}, t('verify.comparing'));
    show(
      words,
      actionButton(t('cancel'), () => cancelVerification(id), tell, 'button-quiet'),
    );
    try {
      const found = await follow(await startVerification(id, repair), words);
      tellResult(found);
      if (found.repaired > 0) changed();
    } finally {
      setBusy(button, false);
    }
  }

  async function follow(first, words) {
    let state = first;
    let unanswered = 0;
    while (state.state === 'running') {
      words.textContent = t('verify.progress', { share: formatPercent(state.progress) });
      await new Promise(resolve => setTimeout(resolve, lookEvery));
      try {
        state = await fetchVerification(id);
        unanswered = 0;
      } catch (error) {
        if (error.status >= 400 || ++unanswered > patience) throw error;
      }
    }
    return state;
  }

  function tellResult(found) {
    if (found.state === 'cancelled' && found.repaired === 0) node.hidden = true;
    else if (found.state !== 'finished')
      show(
        element(
          'p',
          { class: 'verify-bad' },
          found.state === 'failed'
            ? sentence('verify.failed', { error: named(found.error?.detail ?? t('noReason')) })
            : t('verify.stopped'),
        ),
        addedNode(found),
        closeButton(),
      );
    else
      show(
        resultNodes(found),
        element('p', { class: 'verify-actions' }, repairButton(found), closeButton()),
      );
  }

  function repairButton(found) {
    const lacking = found.missing - found.repaired;
    return (
      lacking > 0 &&
      actionButton(t('verify.add', { count: lacking }), () => run(true), tell, 'button-main')
    );
  }

  return { button, node };
}

function resultNodes(found) {
  const service = serviceName(found.source);
  const differing = found.months.filter(month => month.missing > 0 || month.extra > 0);
  return [
    found.missing === 0 &&
      found.extra === 0 &&
      element('p', { class: 'verify-good' }, t('verify.good', { count: found.here, service })),
    addedNode(found),
    found.unusable > 0 &&
      element('p', {}, t('verify.unusable', { count: found.unusable, service })),
    found.missing > found.repaired &&
      element('p', {}, t('verify.missing', { count: found.missing - found.repaired, service })),
    found.extra > 0 && element('p', {}, t('verify.extra', { count: found.extra, service })),
    found.vanished.length > 0 &&
      element('p', {}, t('verify.vanished', { count: found.vanished.length, service })),
    differing.length > 0 && monthTable(differing, service),
  ];
}

function addedNode(found) {
  return (
    found.repaired > 0 &&
    element('p', { class: 'verify-good' }, t('verify.added', { count: found.repaired }))
  );
}

function monthTable(months, service) {
  const head = [
    t('step.month'),
    t('verify.here'),
    service,
    t('verify.lacking'),
    t('verify.onlyHere'),
  ].map((words, index) => element('th', { scope: 'col', class: index > 0 && 'count' }, words));
  return element(
    'div',
    { class: 'table-frame' },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, head)),
      element(
        'tbody',
        {},
        months.map(month =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, month.month),
            [month.here, month.there, month.missing, month.extra].map(count =>
              element('td', { class: 'count' }, count === null ? '–' : formatCount(count)),
            ),
          ),
        ),
      ),
    ),
  );
}
