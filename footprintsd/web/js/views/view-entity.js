// SPDX-License-Identifier: LGPL-2.1-or-later
// All about one artist, album or track. The head with its name is shown before any request.

import { fetchEntity, fetchRankHistory } from '../base/api-reports.js';
import { fetchPlays } from '../base/api.js';
import { byId, element } from '../base/dom.js';
import { t } from '../base/words.js';
import { showExtent } from '../frame/period-head.js';
import { granularityFor, lengthInDays } from '../frame/period.js';
import { here, viewAddress } from '../frame/router.js';
import { loadSteps } from '../frame/steps.js';
import { subjectOf } from '../frame/subject.js';
import { views } from '../frame/views.js';
import { clockSection } from '../sections/clock-section.js';
import { entityFigures } from '../sections/entity-figures.js';
import { entityLists, heardThroughSection } from '../sections/entity-lists.js';
import { noneNode } from '../sections/entity-none.js';
import { pulseSection } from '../sections/pulse-section.js';
import { rankSection } from '../sections/rank-section.js';
import { recentSection } from '../sections/recent-section.js';

const playsShown = 8;

export async function show(container, { period, params, signal }) {
  const subject = subjectOf(views[here().view].subject, params);
  if (!subject.path.every(Boolean)) {
    container.append(await noneNode(subject, period, signal));
    return;
  }
  const earlierPeriod = period.before;
  const [known, earlier, recent] = await Promise.all([
    fetchEntity(subject.path, period.query, signal),
    earlierPeriod && fetchEntity(subject.path, earlierPeriod.query, signal),
    fetchPlays(period.query, 0, playsShown, signal, subject.filter),
  ]);
  if (known.stats.total_scrobbles === 0) {
    container.append(await noneNode(subject, period, signal));
    return;
  }
  const overview = extentOf(known.stats);
  const granularity = granularityFor(lengthInDays(period, overview));
  const [steps, places] = await Promise.all([
    loadSteps(
      period,
      overview,
      earlier?.stats.total_scrobbles ? earlierPeriod : null,
      signal,
      subject.filter,
    ),
    fetchRankHistory(subject.path, period.query, granularity, signal),
  ]);
  showExtent(period, overview);
  byId('announcement').textContent =
    `${subject.name}, ${period.title}: ${t('plays', { count: known.stats.total_scrobbles })}`;
  container.append(
    ...parts(subject, {
      known,
      earlier,
      earlierPeriod,
      steps,
      places,
      granularity,
      recent,
      period,
    }),
  );
}

function extentOf({ first_scrobble: first, last_scrobble: last }) {
  return {
    first_scrobble: new Date(first * 1000).toISOString(),
    last_scrobble: new Date(last * 1000).toISOString(),
  };
}

function parts(
  subject,
  { known, earlier, earlierPeriod, steps, places, granularity, recent, period },
) {
  const clock = clockSection(known.hours);
  const course = rankSection(places, granularity, period);
  const lists = entityLists(subject, known);
  return [
    element(
      'div',
      { class: 'overview' },
      entityFigures(subject, known, earlier, earlierPeriod),
      pulseSection(steps, period, earlierPeriod?.title),
    ),
    course ? element('div', { class: 'pair' }, clock, course) : clock,
    lists.length > 0 && element('div', { class: 'charts', 'data-lists': lists.length }, lists),
    subject.kind === 'artists' &&
      known.albums_completed.length > 0 &&
      heardThroughSection(subject.artist, known.albums_completed),
    recentSection(
      recent,
      element(
        'a',
        { class: 'button button-quiet more', href: viewAddress('timeline', subject.filter) },
        t('entity.timeline', { count: known.stats.total_scrobbles }),
      ),
    ),
  ].filter(Boolean);
}
