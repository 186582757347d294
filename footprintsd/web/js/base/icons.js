// SPDX-License-Identifier: LGPL-2.1-or-later
// A line drawing per view, on a grid of 24.

import { shape } from './dom.js';

const drawings = {
  overview: 'M4 13h6V4H4zM14 9h6V4h-6zM14 20h6v-7h-6zM4 20h6v-3H4z',
  charts: 'M4 6h16M4 12h11M4 18h6',
  timeline: 'M6 4v16M6 7h13M6 12h9M6 17h11',
  patterns: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7v5l3.5 2',
  sessions:
    'M4 16v-4a8 8 0 0 1 16 0v4M4 14.5h3v5H5.5a1.5 1.5 0 0 1-1.5-1.5zM20 14.5h-3v5h1.5a1.5 1.5 0 0 0 1.5-1.5z',
  year: 'M5 4.5h14v15H5zM9 4.5v15M12.5 9h3M12.5 13h3',
  compare: 'M4.5 19.5V10h5v9.5zM14.5 19.5v-15h5v15z',
  discovery: 'M12 3l2 7 7 2-7 2-2 7-2-7-7-2 7-2z',
  diversity: 'M8.5 15a5 5 0 1 0 0-10 5 5 0 0 0 0 10M16 19a4 4 0 1 0 0-8 4 4 0 0 0 0 8',
  flow: 'M6.5 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M17.5 20a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M9 6.500h4a4 4 0 0 1 4 4v1.500m-2.500-1.500 2.500 2.500 2.500-2.500',
  import: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M4.5 19.5h15',
  sync: 'M4.5 11A7.600 7.600 0 0 1 18 7l1.5 1.5V4M19.5 13A7.600 7.600 0 0 1 6 17l-1.5-1.5V20',
  settings: 'M5 7h8M17 7h2M15 5v4M5 17h2M11 17h8M9 15v4M5 12h4M13 12h6M11 10v4',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
};

export function icon(name) {
  return shape(
    'svg',
    {
      class: `icon icon-${name}`,
      viewBox: '0 0 24 24',
      width: 22,
      height: 22,
      'aria-hidden': 'true',
      focusable: 'false',
    },
    shape('path', { d: drawings[name] }),
  );
}
