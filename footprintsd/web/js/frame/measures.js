// SPDX-License-Identifier: LGPL-2.1-or-later
// What charts count: plays, or listening time. The address says which.

import { formatCount, formatListened, formatShare } from '../base/format.js';
import { tabs } from '../base/tabs.js';
import { t } from '../base/words.js';
import { changedAddress } from './router.js';

/** `of` is the value of an entry, `text` how it is shown, `after` words for screen readers, `beside` the room that it needs. */
export const measures = {
  plays: {
    of: row => row.count,
    text: row => formatCount(row.count),
    after: row => t('plays.after', { count: row.count }),
  },
  minutes: {
    of: row => row.minutes,
    text: row => formatListened(row.minutes),
    after: () => '',
    beside: '14.5rem',
  },
};

export function measureIn(params) {
  return params.get('by') === 'minutes' ? 'minutes' : 'plays';
}

export function measureTabs(chosen) {
  return tabs(
    t('by.label'),
    Object.keys(measures).map(name => ({
      href: changedAddress({ by: name === 'plays' ? null : name }),
      words: t(`by.${name}`),
      chosen: name === chosen,
    })),
  );
}

/** How much of a time is estimated, in words; null if none is. */
export function estimatedWords(share) {
  if (!share) return null;
  return share > 0.9995
    ? t('listened.allEstimated')
    : t('listened.estimated', { share: formatShare(share) });
}
