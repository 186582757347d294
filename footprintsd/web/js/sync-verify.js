// SPDX-License-Identifier: LGPL-2.1-or-later
// Whether anything is missing that the service has: asked for, followed, told, mended.

import { cancelVerification, fetchVerification, startVerification } from './api.js';
import { actionButton, setBusy } from './busy.js';
import { element, named, replace } from './dom.js';
import { formatCount, formatPercent, plays } from './format.js';
import { serviceName } from './services.js';

const lookEvery = 500;
const patience = 5;

/** `changed` hears that plays were added. */
export function verifyPart(id, changed) {
  const button = actionButton('Verify', () => run(false), tell);
  const node = element('div', { class: 'verify', role: 'status', hidden: true });

  function tell(error) {
    show(element('p', { class: 'verify-bad' }, error.message), closeButton());
  }

  function show(...content) {
    node.hidden = false;
    replace(node, ...content);
  }

  function closeButton() {
    return element('button', { class: 'button button-quiet', type: 'button', onclick: () => {
      node.hidden = true;
      button.focus();
    } }, 'Close');
  }

  async function run(repair) {
    setBusy(button, true);
    const words = element('p', {}, 'Comparing …');
    show(words, actionButton('Cancel', () => cancelVerification(id), tell, 'button-quiet'));
    try {
      const found = await follow(await startVerification(id, repair), words);
      tellResult(found);
      if (found.repaired > 0)
        changed();
    } finally {
      setBusy(button, false);
    }
  }

  async function follow(first, words) {
    let state = first;
    let unanswered = 0;
    while (state.state === 'running') {
      words.textContent = `Comparing · ${formatPercent(state.progress)}`;
      await new Promise(resolve => setTimeout(resolve, lookEvery));
      try {
        state = await fetchVerification(id);
        unanswered = 0;
      } catch (error) {
        if (error.status >= 400 || ++unanswered > patience)
          throw error;
      }
    }
    return state;
  }

  function tellResult(found) {
    if (found.state === 'cancelled' && found.repaired === 0)
      node.hidden = true;
    else if (found.state !== 'finished')
      show(element('p', { class: 'verify-bad' }, found.state === 'failed' ? ['Could not compare all: ', named(found.error?.detail ?? 'no reason is known')] : 'Stopped.'),
        addedNode(found), closeButton());
    else
      show(resultNodes(found), element('p', { class: 'verify-actions' }, repairButton(found), closeButton()));
  }

  function repairButton(found) {
    const lacking = found.missing - found.repaired;
    return lacking > 0 && actionButton(lacking === 1 ? 'Add the missing play' : `Add the ${formatCount(lacking)} missing plays`, () => run(true), tell, 'button-main');
  }

  return { button, node };
}

function resultNodes(found) {
  const service = serviceName(found.source);
  const differing = found.months.filter(month => month.missing > 0 || month.extra > 0);
  return [
    found.missing === 0 && found.extra === 0 && element('p', { class: 'verify-good' }, `Nothing is missing: all ${plays(found.here)} agree with ${service}.`),
    addedNode(found),
    found.unusable > 0 && element('p', {}, `${formatCount(found.unusable)} of what ${service} lists is no play, or could not be listed whole.`),
    found.missing > found.repaired && element('p', {}, `${plays(found.missing - found.repaired)} of ${service} ${found.missing - found.repaired === 1 ? 'is' : 'are'} missing here.`),
    found.extra > 0 && element('p', {}, `${plays(found.extra)} ${found.extra === 1 ? 'is' : 'are'} only here: deleted at ${service}, or from a file. Nothing is ever removed.`),
    differing.length > 0 && monthTable(differing, service),
  ];
}

function addedNode(found) {
  return found.repaired > 0 && element('p', { class: 'verify-good' }, `${plays(found.repaired)} added. The Import panel can take them back.`);
}

function monthTable(months, service) {
  const head = ['Month', 'here', service, 'missing', 'only here'].map((words, index) =>
    element('th', { scope: 'col', class: index > 0 && 'count' }, words));
  return element('div', { class: 'table-frame' }, element('table', {}, element('thead', {}, element('tr', {}, head)),
    element('tbody', {}, months.map(month => element('tr', {}, element('th', { scope: 'row' }, month.month),
      [month.here, month.there, month.missing, month.extra].map(count => element('td', { class: 'count' }, count === null ? '–' : formatCount(count))))))));
}
