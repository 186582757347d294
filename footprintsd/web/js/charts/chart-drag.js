// SPDX-License-Identifier: LGPL-2.1-or-later
// Dragging over several parts of a chart chooses them all. With a finger a drag scrolls the page, so only a mouse or a
// pen chooses.

const dragFrom = 8;

/** `indexAt (event)` gives a part, `mark (first, last)` shows what would be chosen, `choose (first, last)` does it. */
export function connectDrag(drawing, { indexAt, mark, choose }) {
  let from = null;
  let dragged = false;

  function ends(event) {
    const [one, other] = [from.index, indexAt(event)];
    return [Math.min(one, other), Math.max(one, other)];
  }

  drawing.addEventListener('dragstart', event => event.preventDefault());
  drawing.addEventListener('pointerdown', event => {
    dragged = false;
    // The page may scroll while one drags, so the part is known by where it was.
    from = event.pointerType !== 'touch' && event.button === 0 ? { x: event.clientX, y: event.clientY, index: indexAt(event) } : null;
  });
  drawing.addEventListener('pointermove', event => {
    if (from === null || (!dragged && Math.hypot(event.clientX - from.x, event.clientY - from.y) < dragFrom))
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
