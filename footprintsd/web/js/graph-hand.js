// SPDX-License-Identifier: LGPL-2.1-or-later
// The hand on a drawing: it pushes what has an index about, draws the whole, and enlarges it.

const most = 6;

/** Gives { zoom (factor) }: about the middle; without a factor all is shown again. */
export function connectHand(drawing, content, { width, height, at, push }) {
  const view = { x: 0, y: 0, scale: 1 };
  let held = null;

  function show() {
    content.setAttribute('transform', `translate(${view.x.toFixed(1)} ${view.y.toFixed(1)}) scale(${view.scale.toFixed(3)})`);
    drawing.classList.toggle('flow-enlarged', view.scale > 1);
  }

  function zoomAt(factor, x, y) {
    const scale = Math.min(Math.max(view.scale * factor, 1), most);
    view.x = x - (x - view.x) * scale / view.scale;
    view.y = y - (y - view.y) * scale / view.scale;
    view.scale = scale;
    keepInSight();
    show();
  }

  function keepInSight() {
    view.x = Math.min(0, Math.max(width * (1 - view.scale), view.x));
    view.y = Math.min(0, Math.max(height * (1 - view.scale), view.y));
  }

  drawing.addEventListener('pointerdown', event => {
    const index = event.target.closest('[data-index]')?.dataset.index;
    // A finger scrolls the page until the drawing is enlarged.
    if (event.button !== 0 || event.pointerType === 'touch' && view.scale === 1)
      return;
    held = { index: index === undefined ? null : Number(index), x: event.clientX, y: event.clientY };
    held.from = held.index === null ? { x: view.x, y: view.y } : { ...at(held.index) };
  });
  drawing.addEventListener('pointermove', event => {
    if (!held)
      return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!drawing.hasPointerCapture(event.pointerId) && Math.hypot(x, y) < 4)
      return;
    drawing.setPointerCapture(event.pointerId);
    if (held.index === null) {
      Object.assign(view, { x: held.from.x + x, y: held.from.y + y });
      keepInSight();
      show();
    } else {
      push(held.index, { x: held.from.x + x / view.scale, y: held.from.y + y / view.scale });
    }
  });
  for (const end of ['pointerup', 'pointercancel'])
    drawing.addEventListener(end, () => (held = null));
  // The wheel alone scrolls the page; with Ctrl, which is also what pinching sends, it enlarges.
  drawing.addEventListener('wheel', event => {
    if (!event.ctrlKey)
      return;
    event.preventDefault();
    const box = drawing.getBoundingClientRect();
    zoomAt(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  return { zoom: factor => factor ? zoomAt(factor, width / 2, height / 2) : zoomAt(0, 0, 0) };
}
