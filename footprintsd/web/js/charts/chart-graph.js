// SPDX-License-Identifier: LGPL-2.1-or-later
// What leads where, as a graph: arrows from node to node, as wide as they are frequent. Nodes can be dragged,
// the whole can be panned and zoomed; the keyboard follows the arrows.

import { replace, shape } from '../base/dom.js';
import { layOut } from './flow-layout.js';
import { connectHand } from './graph-hand.js';
import { labelOffset, labelSize, roomyLabels } from './graph-labels.js';
import { markAt } from './story-draw.js';
import { cutLines, textWidth } from './story-text.js';

const radii = { least: 9, more: 17 };
const broadest = 5;
const font = { size: labelSize, weight: 500 };
const longestName = 118;
const directions = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/**
 * Draws `chart`: { nodes: [{ name, size, words }], edges: [{ from, to, weight }], mark, words, tell }. `tell (index)` is
 * called with the active node, or null. Returns { zoom (factor) }; without a factor it shows everything again.
 */
export function drawGraph(chart, frame, width, height) {
  const largest = Math.max(1, ...chart.nodes.map(node => node.size));
  const shrink = Math.min(1, width / 640);
  const nodes = chart.nodes.map(node => {
    const [label] = cutLines(node.name, { ...font, width: longestName, most: 1 });
    return {
      ...node,
      label,
      width: textWidth(label ?? '', font),
      radius: (radii.least + radii.more * Math.sqrt(node.size / largest)) * (0.6 + 0.4 * shrink),
    };
  });
  const places = layOut(nodes, chart.edges, width, height);
  const arrows = chart.edges.map(() =>
    shape('path', { class: 'flow-arrow', 'aria-hidden': 'true' }),
  );
  const dots = nodes.map((node, index) => nodeShape(node, index, chart.mark));
  const content = shape('g', {}, arrows, dots);
  const drawing = shape(
    'svg',
    {
      class: 'chart-drawing flow-drawing',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'group',
      'aria-label': chart.words,
    },
    content,
  );
  const heaviest = Math.max(1, ...chart.edges.map(edge => edge.weight));

  function place(only = null) {
    chart.edges.forEach((edge, index) => {
      if (only === null || edge.from === only || edge.to === only)
        arrows[index].setAttribute(
          'd',
          arrowPath(
            places[edge.from],
            places[edge.to],
            nodes[edge.from].radius,
            nodes[edge.to].radius,
            0.6 + (broadest * edge.weight) / heaviest,
          ),
        );
    });
    dots.forEach(
      (dot, index) =>
        (only === null || index === only) &&
        dot.setAttribute(
          'transform',
          `translate(${places[index].x.toFixed(1)} ${places[index].y.toFixed(1)})`,
        ),
    );
  }

  /** Names without room appear when their node is active, or when the graph is zoomed in. */
  function label(scale) {
    const roomy = roomyLabels(nodes, places, width, scale);
    drawing.style.setProperty('--zoom', scale.toFixed(3));
    dots.forEach((dot, index) => {
      dot.classList.toggle('flow-named', roomy.has(index));
      dot
        .querySelector('text')
        .setAttribute('y', labelOffset(nodes[index].radius, scale, roomy.get(index)));
    });
  }

  function look(index) {
    drawing.classList.toggle('flow-looking', index !== null);
    chart.edges.forEach(({ from, to }, edge) =>
      arrows[edge].setAttribute(
        'class',
        index === from ? 'flow-arrow flow-out' : index === to ? 'flow-arrow flow-in' : 'flow-arrow',
      ),
    );
    const near = new Set(
      chart.edges
        .flatMap(({ from, to }) => (from === index ? [to] : to === index ? [from] : []))
        .concat(index ?? []),
    );
    dots.forEach((dot, at) => dot.classList.toggle('flow-near', near.has(at)));
    chart.tell(index);
  }

  connectLooks(drawing, look);
  connectKeys(dots, chart.edges, places);
  place();
  label(1);
  replace(frame, drawing);
  return connectHand(drawing, content, {
    width,
    height,
    zoomed: label,
    at: index => places[index],
    push: (index, spot, scale) => {
      places[index] = spot;
      place(index);
      label(scale);
    },
  });
}

function nodeShape({ name, label, radius, words }, index, mark) {
  return shape(
    'g',
    {
      class: 'flow-node',
      role: 'button',
      tabindex: index === 0 ? 0 : -1,
      'aria-label': words,
      'data-index': index,
    },
    shape('circle', { class: 'flow-ring', r: radius + 2.5 }),
    markAt(mark(name), -radius, -radius, radius * 2),
    shape('text', { 'text-anchor': 'middle' }, label),
  );
}

/** An arc from rim to rim, wide at its start, with a head; the two directions lie side by side. */
function arrowPath(from, to, fromRadius, toRadius, breadth) {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const distance = Math.max(Math.hypot(x, y), 1);
  const [right, down] = [x / distance, y / distance];
  const at = (along, aside) =>
    `${(from.x + right * along - down * aside).toFixed(1)} ${(from.y + down * along + right * aside).toFixed(1)}`;
  const [start, end] = [fromRadius + 2, distance - toRadius - 3];
  const head = Math.min(6 + breadth, Math.max(end - start, 2) * 0.6);
  const bow = Math.min((end - start) * 0.18, 26);
  const middle = (start + end - head) / 2;
  const half = breadth / 2;
  return `M${at(start, half)}Q${at(middle, bow + half)} ${at(end - head, half)}L${at(end - head, head * 0.55)}L${at(end, 0)}L${at(end - head, -head * 0.55)}L${at(end - head, -half)}Q${at(middle, bow - half)} ${at(start, -half)}z`;
}

function connectLooks(drawing, look) {
  const indexOf = event => event.target.closest('[data-index]')?.dataset.index ?? null;
  const focused = () =>
    document.activeElement?.closest('.flow-node')?.getAttribute('data-index') ?? null;
  const tell = event => {
    const index = indexOf(event) ?? focused();
    look(index === null ? null : Number(index));
  };
  drawing.addEventListener('pointerover', tell);
  drawing.addEventListener('pointerleave', () =>
    look(focused() === null ? null : Number(focused())),
  );
  drawing.addEventListener('focusin', tell);
  drawing.addEventListener('focusout', () => look(null));
}

/** Arrow keys go to the neighbour on that side, Enter to the most frequent follower. */
function connectKeys(dots, edges, places) {
  dots.forEach((dot, index) =>
    dot.addEventListener('keydown', event => {
      const next =
        event.key === 'Enter' || event.key === ' '
          ? following(edges, index)
          : event.key in directions
            ? neighbourAt(edges, places, index, directions[event.key])
            : { Home: 0, End: dots.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      if (next === null) return;
      dot.setAttribute('tabindex', -1);
      dots[next].setAttribute('tabindex', 0);
      dots[next].focus();
    }),
  );
}

function following(edges, index) {
  const out = edges.filter(edge => edge.from === index);
  return out.length > 0
    ? out.reduce((best, edge) => (edge.weight > best.weight ? edge : best)).to
    : null;
}

function neighbourAt(edges, places, index, [right, down]) {
  const near = edges.flatMap(({ from, to }) =>
    from === index ? [to] : to === index ? [from] : [],
  );
  const inDirection = near
    .map(at => {
      const [x, y] = [places[at].x - places[index].x, places[at].y - places[index].y];
      return { at, turn: (x * right + y * down) / Math.max(Math.hypot(x, y), 1) };
    })
    .filter(({ turn }) => turn > 0.2);
  return inDirection.length > 0
    ? inDirection.reduce((best, one) => (one.turn > best.turn ? one : best)).at
    : null;
}
