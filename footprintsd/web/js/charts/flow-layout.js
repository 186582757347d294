// SPDX-License-Identifier: LGPL-2.1-or-later
// Places the nodes of a graph: nodes repel each other, edges pull. It starts the same each time and finishes
// before drawing, so the same graph always looks the same and nothing moves.

const rounds = 260;
const coolest = 0.004;
/** Between rims: if there are few arrows, each must show. */
const apart = { few: 62, many: 20 };
/** The angle of sunflower seeds, which never form rows. */
const golden = Math.PI * (3 - Math.sqrt(5));

/** `nodes` have a radius, `edges` are { from, to, weight } by index; returns { x, y } in width and height. */
export function layOut(nodes, edges, width, height) {
  const places = nodes.map((node, index) => ({
    x: Math.cos(index * golden) * Math.sqrt((index + 0.5) / nodes.length),
    y: Math.sin(index * golden) * Math.sqrt((index + 0.5) / nodes.length),
  }));
  const ideal = 1.7 / Math.sqrt(Math.max(nodes.length, 1));
  const heaviest = Math.max(1, ...edges.map(edge => edge.weight));
  const degrees = nodes.map(
    (node, index) => edges.filter(edge => edge.from === index || edge.to === index).length,
  );
  for (let round = 0; round < rounds; round++)
    move(
      places,
      forces(places, edges, ideal, heaviest, degrees),
      0.12 * (1 - round / rounds) + coolest,
    );
  return spread(
    fit(places, width, height),
    nodes,
    edges.length < 2 * nodes.length ? apart.few : apart.many,
    width,
    height,
  );
}

function forces(places, edges, ideal, heaviest, degrees) {
  const pushes = places.map(({ x, y }) => ({ x: -x * 0.9 * ideal, y: -y * 0.9 * ideal }));
  places.forEach((one, index) => {
    for (let other = index + 1; other < places.length; other++)
      push(
        pushes[index],
        pushes[other],
        one,
        places[other],
        distance => (-ideal * ideal) / distance,
      );
  });
  for (const { from, to, weight } of edges)
    push(
      pushes[from],
      pushes[to],
      places[from],
      places[to],
      distance =>
        (((distance * distance) / ideal) * (0.3 + (0.7 * weight) / heaviest)) /
        Math.sqrt(Math.min(degrees[from], degrees[to])),
    );
  return pushes;
}

function push(first, second, one, other, strength) {
  const x = other.x - one.x;
  const y = other.y - one.y;
  const distance = Math.max(Math.hypot(x, y), 0.005);
  const force = strength(distance) / distance;
  first.x += x * force;
  first.y += y * force;
  second.x -= x * force;
  second.y -= y * force;
}

function move(places, pushes, furthest) {
  places.forEach((place, index) => {
    const { x, y } = pushes[index];
    const length = Math.max(Math.hypot(x, y), 1e-9);
    place.x += (x / length) * Math.min(length, furthest);
    place.y += (y / length) * Math.min(length, furthest);
  });
}

function fit(places, width, height) {
  const along = (axis, length, edge) => {
    const values = places.map(place => place[axis]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const ranks = new Map(
      values
        .toSorted((one, other) => one - other)
        .map((value, rank) => [value, rank / Math.max(values.length - 1, 1)]),
    );
    // Partly by rank, so that the crowded middle gets room.
    return value =>
      most - least < 1e-6
        ? length / 2
        : edge +
          (((value - least) / (most - least)) * 0.4 + ranks.get(value) * 0.6) * (length - 2 * edge);
  };
  const [right, down] = [along('x', width, Math.min(64, width * 0.12)), along('y', height, 34)];
  return places.map(({ x, y }) => ({ x: right(x), y: down(y) }));
}

/** Moves overlapping nodes apart, with room for their names. */
function spread(places, nodes, gap, width, height) {
  for (let round = 0; round < 60; round++) {
    for (let one = 0; one < places.length; one++)
      for (let other = one + 1; other < places.length; other++)
        part(
          places[one],
          places[other],
          nodes[one].radius + nodes[other].radius + gap * Math.min(1, width / 900),
        );
    keepInside(places, nodes, width, height);
  }
  return places;
}

/** In each round, so that nodes that overlap at the edge are separated too. */
function keepInside(places, nodes, width, height) {
  places.forEach((place, index) => {
    const { radius } = nodes[index];
    // Names are wider than nodes.
    const side = Math.max(radius + 2, Math.min(58, width * 0.12));
    place.x = Math.min(Math.max(place.x, side), width - side);
    place.y = Math.min(Math.max(place.y, radius + 2), height - radius - 18);
  });
}

function part(one, other, least) {
  const x = other.x - one.x || 0.01;
  const y = other.y - one.y;
  const distance = Math.hypot(x, y);
  if (distance >= least) return;
  const half = (least - distance) / 2 / distance;
  one.x -= x * half;
  one.y -= y * half;
  other.x += x * half;
  other.y += y * half;
}
