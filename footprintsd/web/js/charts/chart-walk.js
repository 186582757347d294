// SPDX-License-Identifier: LGPL-2.1-or-later
// The linked parts of a chart: one tab stop, walked with the arrow keys, each with a tooltip.

import { element, replace } from '../base/dom.js';

/** `moves` maps keys to steps; Home and End are built in. */
export function connectWalk(drawing, moves) {
  drawing.addEventListener('keydown', event => {
    const parts = Array.from(drawing.querySelectorAll('[data-index]'));
    const at = parts.indexOf(event.target.closest('[data-index]'));
    const target =
      { Home: 0, End: parts.length - 1 }[event.key] ??
      (event.key in moves ? at + moves[event.key] : null);
    if (at < 0 || target === null) return;
    event.preventDefault();
    const next = parts[Math.min(Math.max(target, 0), parts.length - 1)];
    parts[at].setAttribute('tabindex', -1);
    next.setAttribute('tabindex', 0);
    next.focus();
  });
}

export const alongTime = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 };

/** `tipOf (index)` is { lines, x, y } within the frame. */
export function connectTips(frame, drawing, tipOf) {
  const tooltip = element('div', { class: 'tooltip', 'aria-hidden': 'true' });
  const tell = event => show(event.target.closest('[data-index]'));
  const hide = () => tooltip.classList.remove('tooltip-shown');

  function show(part) {
    if (!part) {
      hide();
      return;
    }
    const { lines, x, y } = tipOf(Number(part.dataset.index));
    replace(
      tooltip,
      lines.map((line, place) => element(place === 0 ? 'b' : 'span', {}, line)),
    );
    tooltip.classList.add('tooltip-shown');
    const half = tooltip.offsetWidth / 2;
    tooltip.style.setProperty(
      'left',
      `${Math.min(Math.max(x, half), Math.max(frame.clientWidth - half, half))}px`,
    );
    tooltip.style.setProperty('top', `${Math.max(y - 10, 44)}px`);
  }

  drawing.addEventListener('pointerover', tell);
  drawing.addEventListener('pointerleave', hide);
  drawing.addEventListener('focusin', tell);
  drawing.addEventListener('focusout', hide);
  return tooltip;
}
