// SPDX-License-Identifier: LGPL-2.1-or-later
// Puts views on the page, one at a time. A view's module exports
//
//   show (container, context)   fills the container and may return a function that cleans up; may be async
//
// where the context is { period, params, signal, refresh }: the period as period.js reads it, the address's
// parameters, an AbortSignal that cancels stale work, and a function that shows the view again. The
// container is put on the page when show is done; the previous view stays until then, so nothing flickers.

import { unreachable } from '../base/api.js';
import { byId, element, replace } from '../base/dom.js';
import { failureNode } from './states.js';

const sketchAfter = 150;

let shown = null;
let controller = new AbortController();

/** Says at once that another view is loading, even before its period is known. */
export function markBusy() {
  byId('view').setAttribute('aria-busy', 'true');
}

/** Shows the view that `load` fetches if `prepare` agrees, unless another is wanted meanwhile; returns whether it did. */
export async function stage(name, load, context, prepare) {
  controller.abort();
  controller = new AbortController();
  const { signal } = controller;
  const sketch =
    shown?.name === name ? 0 : setTimeout(() => put(null, sketchNode(), null), sketchAfter);
  markBusy();
  try {
    return (await prepare()) && (await play(name, load, { ...context, signal }));
  } catch (error) {
    if (signal.aborted) return false;
    put(null, failureNode(error, context.refresh), null);
    return true;
  } finally {
    clearTimeout(sketch);
    if (!signal.aborted) byId('view').removeAttribute('aria-busy');
  }
}

async function play(name, load, context) {
  // If a module does not load, the server does not answer.
  const module = await load().catch(() => {
    throw unreachable();
  });
  if (context.signal.aborted) return false;
  const node = element('div', { class: `view view-${name}` });
  const cleanup = await module.show(node, context);
  if (context.signal.aborted) {
    cleanup?.();
    return false;
  }
  put(name, node, cleanup);
  return true;
}

function put(name, node, cleanup) {
  shown?.cleanup?.();
  shown = { name, cleanup };
  replace(byId('view'), node);
}

/** A rough outline of the view while it loads. */
function sketchNode() {
  return element(
    'div',
    { class: 'sketch', 'aria-hidden': 'true' },
    ['sketch-figures', 'sketch-chart', 'sketch-lines', 'sketch-lines', 'sketch-lines'].map(look =>
      element('div', { class: `ghost ${look}` }),
    ),
  );
}
