// SPDX-License-Identifier: LGPL-2.1-or-later
// Two periods side by side: their figures, how alike they are, and whose share of the plays grew or fell.

import { fetchComparison } from '../base/api-reports.js';
import { byId, element, named } from '../base/dom.js';
import { formatCount, formatPercent, formatPlace, formatShare } from '../base/format.js';
import { artistMark } from '../base/mark.js';
import { t } from '../base/words.js';
import { years } from '../base/years.js';
import { sectionHead } from '../charts/chart-frame.js';
import { overlapDrawing } from '../charts/chart-overlap.js';
import { pairsSection } from '../charts/chart-pairs.js';
import { against, previous, yearBefore } from '../frame/against.js';
import { artistLink } from '../frame/links.js';
import { showHead } from '../frame/period-head.js';
import { lengthInDays, loadPeriod } from '../frame/period.js';
import { quietNode } from '../frame/states.js';
import { loadSteps } from '../frame/steps.js';
import { compareFigures } from '../sections/compare-figures.js';
import { comparePicker } from '../sections/compare-picker.js';
import { pulseSection } from '../sections/pulse-section.js';

const artistsShown = 10;
/** Courses are overlaid if neither period is more than this many times as long as the other. */
const alikeInLength = 2;

export async function show(container, { period: asked, params, signal }) {
  const wanted = params.get('compare') || previous;
  const period = await periodFor(asked, wanted);
  if (period !== asked) showHead('compare', period, params);
  const other = (await against(period, wanted)) ?? period.before;
  const [found, second] = await Promise.all([
    fetchComparison(period.query, other.query, artistsShown, signal),
    loadPeriod(other.query),
  ]);
  const [now, then] = found.overviews;
  container.append(comparePicker(period, other, second, wanted));
  if (now.scrobbles === 0) {
    container.append(quietNode(period));
    return;
  }
  const steps = await loadSteps(
    period,
    now,
    areAlike(period, now, other, then) ? other : null,
    signal,
  );
  byId('announcement').textContent =
    `${period.title}, ${other.title}: ${t('compare.alike', { share: formatPercent(found.similarity) })}`;
  container.append(
    element(
      'div',
      { class: 'overview' },
      alikeSection(found, period, other),
      compareFigures(found.overviews, [period.title, other.title]),
    ),
    pulseSection(steps, period, other.title),
    (then.scrobbles > 0 &&
      element(
        'div',
        { class: 'pair-even' },
        artistsSection('gained', found.gained, [period.title, other.title]),
        artistsSection('lost', found.lost, [period.title, other.title]),
      )) ||
      '',
  );
}

/** All time has nothing before it: the last year replaces it, unless a period to compare is named. */
async function periodFor(period, wanted) {
  const isNamed = ![previous, yearBefore, 'none'].includes(wanted);
  return period.start || isNamed || years().length === 0 ? period : loadPeriod(String(years()[0]));
}

function areAlike(period, now, other, then) {
  if (then.scrobbles === 0 || !period.start || !other.start) return false;
  const ratio = lengthInDays(period, now) / lengthInDays({ ...other, running: false }, then);
  return ratio <= alikeInLength && ratio >= 1 / alikeInLength;
}

function alikeSection({ similarity, artists }, period, other) {
  const parts = [
    ['both', t('compare.shared', { count: artists.shared })],
    ['now', t('compare.only', { count: artists.only_first, period: period.title })],
    ['then', t('compare.only', { count: artists.only_second, period: other.title })],
  ];
  return element(
    'section',
    { class: 'alike', 'aria-labelledby': 'alike-title' },
    element('h2', { id: 'alike-title', class: 'hidden' }, t('compare.similarity')),
    element(
      'p',
      { class: 'alike-share' },
      element('strong', {}, formatPercent(similarity)),
      ' ',
      t('compare.alikeAfter'),
    ),
    element('p', { class: 'section-note' }, t('compare.alikeMeans')),
    overlapDrawing(
      artists,
      `${t('compare.similarity')}: ${parts.map(([, words]) => words).join(', ')}`,
    ),
    element(
      'ul',
      { class: 'alike-parts' },
      parts.map(([look, words]) =>
        element('li', {}, element('span', { class: `legend-box alike-${look}` }), words),
      ),
    ),
  );
}

function artistsSection(direction, rows, titles) {
  return pairsSection({
    id: direction,
    title: t(`compare.${direction}`),
    words: t(`compare.${direction}Words`),
    none: t('compare.nobody'),
    titles,
    rows: rows.map(({ artist, shares, ranks }) => ({
      mark: artistMark(artist),
      name: artistLink(artist),
      values: shares,
      texts: shares.map(formatShare),
      aside: rankWords(ranks),
    })),
    table: () => ({
      caption: t(`compare.${direction}`),
      head: [
        t('view.artist'),
        ...titles.flatMap(title => [
          t('compare.playsIn', { period: title }),
          t('compare.shareIn', { period: title }),
          t('compare.placeIn', { period: title }),
        ]),
      ],
      rows: rows.map(({ artist, counts, shares, ranks }) => [
        named(artist),
        ...[0, 1].flatMap(at => [
          formatCount(counts[at]),
          formatShare(shares[at]),
          ranks[at] === null ? '–' : formatPlace(ranks[at]),
        ]),
      ]),
    }),
  });
}

function rankWords([now, then]) {
  if (then === null) return t('compare.placeNow', { now: formatPlace(now) });
  return now === null
    ? t('compare.placeThen', { then: formatPlace(then) })
    : t('compare.places', { now: formatPlace(now), then: formatPlace(then) });
}
