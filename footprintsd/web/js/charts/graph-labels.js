// SPDX-License-Identifier: LGPL-2.1-or-later
// Which names of a graph can be seen at once: those that cover neither another name nor what lies beside them. Pure
// arithmetic.

export const labelSize = 12;
const height = 16;
const margin = 3;
/** From the rim to the base line. */
export const labelDrop = 13;

/**
 * Gives the indexes of `nodes` whose names have room, the largest nodes first. Nodes have { size, radius, width }, width being that
 * of the name at a scale of 1; enlarged, names stay as large as they are, so that more of them have room. The graph itself is `width` wide.
 */
export function roomyLabels(nodes, places, width, scale) {
  const shown = [];
  const order = nodes.map((_, index) => index).sort((one, other) => nodes[other].size - nodes[one].size || one - other);
  for (const index of order) {
    const box = boxOf(nodes[index], places[index], scale);
    const isFree = box.left >= 0 && box.right <= width && shown.every(other => !meet(box, other.box)) && places.every((place, other) => other === index || !covers(box, place, nodes[other].radius));
    if (isFree)
      shown.push({ index, box });
  }
  return new Set(shown.map(({ index }) => index));
}

function boxOf({ radius, width }, { x, y }, scale) {
  const half = (width / 2 + margin) / scale;
  const base = y + radius + labelDrop / scale;
  return { left: x - half, right: x + half, top: base - (height - 3) / scale, bottom: base + 3 / scale };
}

function meet(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** Whether a box reaches into a circle. */
function covers({ left, right, top, bottom }, { x, y }, radius) {
  const [across, down] = [x - Math.min(Math.max(x, left), right), y - Math.min(Math.max(y, top), bottom)];
  return across * across + down * down < radius * radius;
}
