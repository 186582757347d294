// SPDX-License-Identifier: LGPL-2.1-or-later
// Which names of a graph fit at once: those that cover neither another name nor a node next to them. Pure
// arithmetic.

export const labelSize = 12;
const height = 16;
const margin = 3;
const alwaysNamed = 12;
/** From the rim to the base line, below and above. */
const labelDrop = 13;
const labelRise = 6;
const sides = ['below', 'above'];

/**
 * Returns which of `nodes` have room for their names, largest first, as a map from index to side. Nodes have { size, radius,
 * width }, the width being that of the name at scale 1; names keep their size when zoomed in, so more of them have room. The
 * graph itself is `width` wide.
 */
export function roomyLabels(nodes, places, width, scale) {
  const shown = new Map();
  const boxes = [];
  const order = nodes
    .map((_, index) => index)
    .sort((one, other) => nodes[other].size - nodes[one].size || one - other);
  const isApart = box =>
    box.left >= 0 && box.right <= width && boxes.every(other => !meet(box, other));
  const isClear = (box, index) =>
    places.every((place, other) => other === index || !covers(box, place, nodes[other].radius));
  for (const index of order) {
    const candidates = sides
      .map(side => ({ side, box: boxOf(nodes[index], places[index], scale, side) }))
      .filter(({ box }) => isApart(box));
    // The largest always show their names, even over other nodes.
    const found =
      candidates.find(({ side, box }) => side === 'below' && isClear(box, index)) ??
      (shown.size < alwaysNamed ? candidates[0] : undefined);
    if (found) {
      shown.set(index, found.side);
      boxes.push(found.box);
    }
  }
  return shown;
}

/** Where the base line of a name lies, from the middle of its node. */
export function labelOffset(radius, scale, side) {
  return side === 'above' ? -radius - labelRise / scale : radius + labelDrop / scale;
}

function boxOf({ radius, width }, { x, y }, scale, side) {
  const half = (width / 2 + margin) / scale;
  const base = y + labelOffset(radius, scale, side);
  return {
    left: x - half,
    right: x + half,
    top: base - (height - 3) / scale,
    bottom: base + 3 / scale,
  };
}

function meet(one, other) {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}

/** Whether a box reaches into a circle. */
function covers({ left, right, top, bottom }, { x, y }, radius) {
  const [across, down] = [
    x - Math.min(Math.max(x, left), right),
    y - Math.min(Math.max(y, top), bottom),
  ];
  return across * across + down * down < radius * radius;
}
