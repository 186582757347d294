// SPDX-License-Identifier: LGPL-2.1-or-later
// Two sets as circles; their areas and overlap are proportional to the sets.

import { shape } from '../base/dom.js';

const width = 320;
const height = 168;
const inset = 4;

/** `sets` are { shared, only_first, only_second }; `words` say the same. */
export function overlapDrawing({ shared, only_first: first, only_second: second }, words) {
  const radii = [first + shared, second + shared].map(size => Math.sqrt(size / Math.PI));
  const apart = distanceFor(radii[0], radii[1], shared);
  const scale = Math.min(
    (width - 2 * inset) / Math.max(radii[0] + apart + radii[1], 2 * Math.max(...radii), 1e-9),
    (height - 2 * inset) / Math.max(2 * Math.max(...radii), 1e-9),
  );
  const left = (width - (radii[0] + apart + radii[1]) * scale) / 2 + radii[0] * scale;
  const circles = [
    { name: 'now', radius: radii[0], x: left },
    { name: 'then', radius: radii[1], x: left + apart * scale },
  ].filter(({ radius }) => radius > 0);
  return shape(
    'svg',
    { class: 'overlap', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': words },
    circles.map(({ name, radius, x }) =>
      shape('circle', {
        class: `overlap-${name}`,
        cx: x.toFixed(1),
        cy: height / 2,
        r: (radius * scale).toFixed(1),
      }),
    ),
  );
}

/** The distance of centres that gives this overlap, by bisection. */
function distanceFor(one, other, shared) {
  let [near, far] = [Math.abs(one - other), one + other];
  for (let round = 0; round < 40; round++) {
    const middle = (near + far) / 2;
    if (commonArea(one, other, middle) > shared) near = middle;
    else far = middle;
  }
  return (near + far) / 2;
}

function commonArea(one, other, apart) {
  if (apart >= one + other) return 0;
  if (apart <= Math.abs(one - other)) return Math.PI * Math.min(one, other) ** 2;
  const angle = (near, far) => Math.acos((apart ** 2 + near ** 2 - far ** 2) / (2 * apart * near));
  const segment = (radius, half) => radius ** 2 * (half - Math.sin(2 * half) / 2);
  return segment(one, angle(one, other)) + segment(other, angle(other, one));
}
