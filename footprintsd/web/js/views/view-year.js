// SPDX-License-Identifier: LGPL-2.1-or-later
// A year or a month as a story of a few steps, each a card that can be shared.

import { fetchHeatmap, fetchLongestSession, fetchReview } from '../base/api-reports.js';
import { fetchDays, fetchPulse, fetchStats, fetchStreaks } from '../base/api.js';
import { addDays } from '../base/days.js';
import { byId, element } from '../base/dom.js';
import { formatMonth, localDay, plays } from '../base/format.js';
import { t } from '../base/words.js';
import { years } from '../base/years.js';
import { showHead } from '../frame/period-head.js';
import { allSteps, loadPeriod } from '../frame/period.js';
import { quietNode } from '../frame/states.js';
import { storyCard } from '../story/story-card.js';
import { storyMonths } from '../story/story-months.js';
import {
  artistsStep,
  chartStep,
  closingStep,
  discoveriesStep,
  diversityStep,
  milestonesStep,
} from '../story/story-names.js';
import {
  daysStep,
  hoursStep,
  lastingStep,
  monthsStep,
  openingStep,
} from '../story/story-numbers.js';

const rowsFetched = 5;
const keys = { j: 1, k: -1, ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export async function show(container, { period: asked, params, signal }) {
  const period = await loadPeriod(periodFor(asked));
  showHead('year', period, params);
  const story = await load(period, signal);
  if (!story) {
    container.append(quietNode(period));
    return undefined;
  }
  byId('announcement').textContent = `${period.title}: ${plays(story.stats.overview.scrobbles)}`;
  const steps = stepsOf(story);
  const list = element(
    'ol',
    { class: 'story', 'aria-label': t('year.steps', { period: story.name }) },
    steps.map((step, index) => storyCard(step, story, index + 1, steps.length)),
  );
  container.append(
    storyMonths(story.year, story.months, story.text),
    element('p', { class: 'section-note with-keys story-keys' }, t('year.keys')),
    list,
  );
  const ending = new AbortController();
  document.addEventListener('keydown', event => onKey(event, list), { signal: ending.signal });
  return () => ending.abort();
}

/** A month has its own story; any other period has that of its year, or of the last of several that has plays. */
function periodFor(period) {
  if (period.unit === 'month') return period.start.slice(0, 7);
  const latest = String(years()[0] ?? localDay(Date.now()).slice(0, 4));
  if (!period.start) return latest;
  const last = addDays(period.end, -1).slice(0, 4);
  return period.start.slice(0, 4) === last || last < latest ? last : latest;
}

async function load(period, signal) {
  const { text, unit, start, end } = period;
  const year = start.slice(0, 4);
  const earlier = period.before;
  const [review, streaks, stats, days, months, earlierMonths, heatmap, sessions] =
    await Promise.all([
      fetchReview(text, signal),
      fetchStreaks(text, signal),
      fetchStats(text, rowsFetched, signal, { compare: earlier?.query }),
      fetchDays(text, signal),
      fetchPulse(year, 'month', signal),
      unit === 'year' ? fetchPulse(String(Number(year) - 1), 'month', signal) : [],
      fetchHeatmap(text, signal),
      fetchLongestSession(text, signal),
    ]);
  if (review.overview.total_scrobbles === 0) return null;
  const artistSteps = await fetchPulse(text, unit === 'year' ? 'month' : 'day', signal, {
    artist: stats.top_artists[0].name,
  });
  return {
    text,
    unit,
    year,
    period,
    review,
    streaks,
    stats,
    heatmap,
    earlierMonths,
    session: sessions.sessions[0] ?? null,
    name: nameOf(unit, start),
    earlierName: nameOf(unit, (earlier ?? period).start),
    days: allSteps(days, 'day', start, end),
    months: allSteps(months, 'month', `${year}-01-01`, `${Number(year) + 1}-01-01`),
    artistSteps: allSteps(artistSteps, unit === 'year' ? 'month' : 'day', start, end),
  };
}

function nameOf(unit, start) {
  return unit === 'year' ? start.slice(0, 4) : formatMonth(start);
}

/** Steps with nothing to say are left out. */
function stepsOf(story) {
  return [
    openingStep,
    monthsStep,
    artistsStep,
    each => chartStep('albums', 'paper', each),
    each => chartStep('tracks', 'soft', each),
    daysStep,
    lastingStep,
    hoursStep,
    discoveriesStep,
    diversityStep,
    milestonesStep,
    closingStep,
  ]
    .map(make => make(story))
    .filter(Boolean);
}

/** From step to step: J and K from anywhere, arrows within the story. */
function onKey(event, list) {
  const card = event.target.closest?.('.story-card');
  const isLetter = event.key === 'j' || event.key === 'k';
  const isWriting = event.target.closest?.('input, select, textarea, [role=listbox]');
  if (
    !Object.hasOwn(keys, event.key) ||
    isWriting ||
    !(isLetter || card) ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.shiftKey
  )
    return;
  const cards = Array.from(list.querySelectorAll('.story-card'));
  const next = cards[card ? cards.indexOf(card) + keys[event.key] : firstInSight(cards)];
  event.preventDefault();
  if (next) bringTo(next, cards);
}

/** If no step has the focus, the first one that is fully visible. */
function firstInSight(cards) {
  const top = byId('view').getBoundingClientRect().top;
  return Math.max(
    0,
    cards.findIndex(card => card.getBoundingClientRect().top >= Math.min(top, 0)),
  );
}

function bringTo(next, cards) {
  for (const card of cards) card.setAttribute('tabindex', card === next ? 0 : -1);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}
