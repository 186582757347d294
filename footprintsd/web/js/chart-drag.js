// SPDX-License-Identifier: LGPL-2.1-or-later
// Dragging over several parts of a chart chooses them all. With a finger a drag scrolls the page, so only a mouse or a
// pen chooses.

const dragFrom = 8;

/** `indexAt (event)` gives a part, `mark (first, last)` shows what would be chosen, `choose (first, last)` does it. */
export function connectDrag(drawing, { indexAt, mark, choose }) {
  let from = null;
  let dragged = false;

  function ends(event) {
    const [one, other] = [indexAt(from), indexAt(event)];
    return [Math.min(one, other), Math.max(one, other)];
  }

  drawing.addEventListener('dragstart', event => event.preventDefault());
  drawing.addEventListener('pointerdown', event => {
    dragged = false;
    from = event.pointerType !== 'touch' && event.button === 0 ? event : null;
  });
  drawing.addEventListener('pointermove', event => {
    if (from === null || (!dragged && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) < dragFrom))
      return;
    if (!dragged)
      drawing.setPointerCapture(event.pointerId);
    dragged = true;
    mark(...ends(event));
  });
  drawing.addEventListener('pointerup', event => {
    if (dragged)
      choose(...ends(event));
    from = null;
  });
  drawing.addEventListener('click', event => {
    if (dragged)
      event.preventDefault();
    dragged = false;
  }, true);
}
