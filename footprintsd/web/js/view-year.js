// SPDX-License-Identifier: LGPL-2.1-or-later
// A year as a story of a few steps, each a card that can be shown to somebody.

import { fetchDays, fetchHeatmap, fetchPulse } from './api.js';
import { fetchCompared, fetchLongestSession, fetchMonthsOf, fetchReview, fetchStreaks } from './api-reports.js';
import { addDays } from './days.js';
import { byId, element } from './dom.js';
import { localDay } from './format.js';
import { allSteps, before, parsePeriod } from './period.js';
import { showHead } from './period-head.js';
import { quietNode } from './states.js';
import { storyCard } from './story-card.js';
import { artistsStep, chartStep, closingStep, discoveriesStep, diversityStep, milestonesStep } from './story-names.js';
import { daysStep, hoursStep, lastingStep, monthsStep, openingStep } from './story-numbers.js';
import { t } from './words.js';
import { years } from './years.js';

const rowsFetched = 5;
const keys = { j: 1, k: -1, ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export async function show(container, { period, signal }) {
  const yearly = parsePeriod(yearOf(period));
  showHead('year', yearly);
  const story = await load(yearly, signal);
  if (!story) {
    container.append(quietNode(yearly));
    return undefined;
  }
  byId('announcement').textContent = `${yearly.title}: ${t('plays', { count: story.review.overview.total_scrobbles })}`;
  const steps = stepsOf(story);
  const list = element('ol', { class: 'story', 'aria-label': t('year.steps', { year: story.year }) }, steps.map((step, index) => storyCard(step, story.year, index + 1, steps.length)));
  container.append(element('p', { class: 'section-note with-keys story-keys' }, t('year.keys')), list);
  const ending = new AbortController();
  document.addEventListener('keydown', event => onKey(event, list), { signal: ending.signal });
  return () => ending.abort();
}

/** The year in which a period lies; of what lies in several the last one that has plays. */
function yearOf(period) {
  const latest = String(years()[0] ?? localDay(Date.now()).slice(0, 4));
  if (!period.start)
    return latest;
  const last = addDays(period.end, -1).slice(0, 4);
  return period.start.slice(0, 4) === last || last < latest ? last : latest;
}

async function load(period, signal) {
  const year = period.start.slice(0, 4);
  const [review, streaks, stats, days, earlierMonths, heatmap, sessions] = await Promise.all([
    fetchReview(year, signal), fetchStreaks(year, signal), fetchCompared(year, before(period).query, rowsFetched, signal), fetchDays(year, signal),
    fetchPulse(String(Number(year) - 1), 'month', signal), fetchHeatmap(year, signal), fetchLongestSession(year, signal)]);
  if (review.overview.total_scrobbles === 0)
    return null;
  const artistMonths = await fetchMonthsOf(stats.top_artists[0].name, year, signal);
  return {
    year, period, review, streaks, stats, heatmap, earlierMonths, artistMonths,
    days: allSteps(days, 'day', `${year}-01-01`, `${Number(year) + 1}-01-01`), session: sessions.sessions[0] ?? null,
  };
}

/** What there is nothing to say about is left out. */
function stepsOf(story) {
  return [openingStep, monthsStep, artistsStep, each => chartStep('albums', 'paper', each), each => chartStep('tracks', 'soft', each), daysStep,
    lastingStep, hoursStep, discoveriesStep, diversityStep, milestonesStep, closingStep].map(make => make(story)).filter(Boolean);
}

/** From step to step: J and K from anywhere, arrows within the story. */
function onKey(event, list) {
  const card = event.target.closest?.('.story-card');
  const isLetter = event.key === 'j' || event.key === 'k';
  const isWriting = event.target.closest?.('input, select, textarea, [role=listbox]');
  if (!Object.hasOwn(keys, event.key) || isWriting || !(isLetter || card) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    return;
  const cards = Array.from(list.querySelectorAll('.story-card'));
  const next = cards[card ? cards.indexOf(card) + keys[event.key] : firstInSight(cards)];
  event.preventDefault();
  if (next)
    bringTo(next, cards);
}

/** Without a step that has the focus, the first one that is wholly seen. */
function firstInSight(cards) {
  const top = byId('view').getBoundingClientRect().top;
  return Math.max(0, cards.findIndex(card => card.getBoundingClientRect().top >= Math.min(top, 0)));
}

function bringTo(next, cards) {
  for (const card of cards)
    card.setAttribute('tabindex', card === next ? 0 : -1);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}
