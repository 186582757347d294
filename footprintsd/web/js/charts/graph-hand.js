// SPDX-License-Identifier: LGPL-2.1-or-later
// Pointer input on a drawing: drags parts that have an index, pans the whole, and zooms, also with two fingers.

const most = 6;

/** Returns { zoom (factor) }: about the middle; without a factor it resets the view. `zoomed (scale)` is called after. */
export function connectHand(drawing, content, { width, height, at, push, zoomed }) {
  const view = { x: 0, y: 0, scale: 1 };
  const fingers = new Map();
  let held = null;

  function show() {
    content.setAttribute(
      'transform',
      `translate(${view.x.toFixed(1)} ${view.y.toFixed(1)}) scale(${view.scale.toFixed(3)})`,
    );
    drawing.classList.toggle('flow-enlarged', view.scale > 1);
  }

  function zoomAt(factor, x, y) {
    const scale = Math.min(Math.max(view.scale * factor, 1), most);
    view.x = x - ((x - view.x) * scale) / view.scale;
    view.y = y - ((y - view.y) * scale) / view.scale;
    view.scale = scale;
    keepInSight();
    show();
    zoomed(scale);
  }

  /** The middle stays between the fingers; spreading them zooms in. */
  function pinch(event) {
    const was = spanOf(fingers);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const is = spanOf(fingers);
    const box = drawing.getBoundingClientRect();
    view.x += is.x - was.x;
    view.y += is.y - was.y;
    zoomAt(is.length / was.length, is.x - box.left, is.y - box.top);
  }

  function keepInSight() {
    view.x = Math.min(0, Math.max(width * (1 - view.scale), view.x));
    view.y = Math.min(0, Math.max(height * (1 - view.scale), view.y));
  }

  drawing.addEventListener('pointerdown', event => {
    const index = event.target.closest('[data-index]')?.dataset.index;
    if (event.pointerType === 'touch')
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size > 1) {
      held = null;
      return;
    }
    // Touch scrolls the page until the drawing is zoomed in.
    if (event.button !== 0 || (event.pointerType === 'touch' && view.scale === 1)) return;
    const grabbed = index === undefined ? null : Number(index);
    const from = grabbed === null ? { x: view.x, y: view.y } : { ...at(grabbed) };
    held = { index: grabbed, x: event.clientX, y: event.clientY, from };
  });
  drawing.addEventListener('pointermove', event => {
    if (fingers.size === 2 && fingers.has(event.pointerId)) pinch(event);
    if (!held) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!drawing.hasPointerCapture(event.pointerId) && Math.hypot(x, y) < 4) return;
    drawing.setPointerCapture(event.pointerId);
    if (held.index === null) {
      Object.assign(view, { x: held.from.x + x, y: held.from.y + y });
      keepInSight();
      show();
    } else {
      push(
        held.index,
        { x: held.from.x + x / view.scale, y: held.from.y + y / view.scale },
        view.scale,
      );
    }
  });
  for (const end of ['pointerup', 'pointercancel'])
    drawing.addEventListener(end, event => {
      held = null;
      fingers.delete(event.pointerId);
    });
  // The wheel alone scrolls the page; with Ctrl, which pinching also sends, it zooms.
  drawing.addEventListener(
    'wheel',
    event => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const box = drawing.getBoundingClientRect();
      zoomAt(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
    },
    { passive: false },
  );
  return { zoom: factor => (factor ? zoomAt(factor, width / 2, height / 2) : zoomAt(0, 0, 0)) };
}

/** The middle between two fingers, and their distance. */
function spanOf(fingers) {
  const [one, other] = fingers.values();
  return {
    x: (one.x + other.x) / 2,
    y: (one.y + other.y) / 2,
    length: Math.max(Math.hypot(one.x - other.x, one.y - other.y), 1),
  };
}
