// SPDX-License-Identifier: LGPL-2.1-or-later
// Dragging over several parts of a chart selects them all. A finger scrolls the page, so only a mouse or a
// pen selects.

const dragFrom = 8;

/** `indexAt (event)` finds a part, `mark (first, last)` previews the selection, `choose (first, last)` makes it. */
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
    // The page may scroll during a drag, so the first part is remembered.
    from =
      event.pointerType !== 'touch' && event.button === 0
        ? { x: event.clientX, y: event.clientY, index: indexAt(event) }
        : null;
  });
  drawing.addEventListener('pointermove', event => {
    if (
      from === null ||
      (!dragged && Math.hypot(event.clientX - from.x, event.clientY - from.y) < dragFrom)
    )
      return;
    if (!dragged) drawing.setPointerCapture(event.pointerId);
    dragged = true;
    mark(...ends(event));
  });
  drawing.addEventListener('pointerup', event => {
    if (dragged) choose(...ends(event));
    from = null;
  });
  drawing.addEventListener(
    'click',
    event => {
      if (dragged) event.preventDefault();
      dragged = false;
    },
    true,
  );
}
