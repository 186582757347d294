// SPDX-License-Identifier: LGPL-2.1-or-later
// Puts the parts together: reads the period from the address, asks the server, shows the answers.

import { fetchHeatmap, fetchNovelty, fetchPulse, fetchStats, fetchYears } from './api.js';
import { connectCharts, describeEntry, highestLimit, resetLimits, revealEntry, showCharts, showChartsLoading } from './charts.js';
import { connectPulse, showPulse, showPulseLoading } from './chart-pulse.js';
import { addDays, daysBetween } from './days.js';
import { showDiscoveries, shownDiscoveries } from './discoveries.js';
import { byId, element, replace } from './dom.js';
import { plays } from './format.js';
import { showEntry } from './entry.js';
import { connectEvents } from './events.js';
import { connectImport, setWelcome } from './import.js';
import { connectFresh, rememberNewest } from './fresh.js';
import { hideFailure, hideNotice, showFailure, showNotice } from './notice.js';
import { connectPanels } from './panels.js';
import { showFigures, showFiguresLoading } from './overview.js';
import { allSteps, before, granularityFor, lengthInDays, neighbour, parsePeriod, reachedEnd } from './period.js';
import { connectPeriods, describeExtent, describePeriod, offerYears } from './periods.js';
import { hasRhythm, hideRhythm, showRhythm } from './rhythm.js';
import { connectSearch } from './search.js';
import { connectSettings } from './settings.js';
import { isVisitor, listener, loadSession } from './session.js';
import { connectServiceImport } from './service-import.js';
import { currentPeriod, followPeriodLinks, goToPeriod, onPeriod, periodAddress } from './state.js';
import { connectBanner } from './sync-banner.js';
import { connectSync } from './sync.js';
import { connectTimeline, startTimeline } from './timeline.js';

const wholeChart = 1000;
const earlierLimit = 200;
const daysAroundOne = 13;
const sketchAfter = 150;

let controller = new AbortController();
let years = [];
let earlierStats = null;
let firstLooks = null;

/** Nothing is asked before it is known who asks. */
async function enter() {
  let session;
  try {
    session = await loadSession();
  } catch (error) {
    byId('content').classList.remove('unsettled');
    showFailure(error, () => location.reload());
    return;
  }
  if (session.state === 'setup' || session.state === 'login')
    showEntry(session.state);
  else
    start();
}

function start() {
  connectPeriods();
  connectPulse();
  connectCharts(() => showPeriodPart(loadStats));
  connectTimeline();
  connectSearch(revealMatch);
  if (isVisitor())
    showAsVisitor();
  else
    connectListener();
  followPeriodLinks();
  onPeriod(() => {
    resetLimits();
    hideNotice();
    showPeriodPart(loadEverything);
  });
  open();
}

/** What only the listener may do. */
function connectListener() {
  connectPanels();
  connectImport(showNewPlays);
  firstLooks = settle([connectBanner(), connectServiceImport(refresh), connectSync(refresh)]);
  connectSettings(refresh);
  connectFresh(showNewPlays);
  connectEvents();
}

function showAsVisitor() {
  document.body.classList.add('visitor');
  byId('brand-name').textContent = listener();
}

/** What stands above the history is there before it is seen, unless it takes long; so nothing moves. */
async function settle(looks) {
  byId('content').classList.add('unsettled');
  await Promise.race([Promise.all(looks), new Promise(resolve => setTimeout(resolve, sketchAfter))]);
  byId('content').classList.remove('unsettled');
}

/** Whether there is a history at all is known in a moment; only a longer wait gets a sketch of the page. */
async function open() {
  const sketch = setTimeout(() => { byId('history').hidden = false; }, sketchAfter);
  await showPeriodPart(async (period, signal) => {
    showFiguresLoading(Boolean(before(period)));
    showPulseLoading();
    showChartsLoading();
    await firstLooks;
    await loadAnew(period, signal).finally(() => clearTimeout(sketch));
  });
}

async function showNewPlays() {
  hideNotice();
  await refresh();
}

function refresh() {
  return showPeriodPart(loadAnew);
}

/** Runs one load at a time: a newer wish of the reader ends the older. */
async function showPeriodPart(load) {
  controller.abort();
  controller = new AbortController();
  const { signal } = controller;
  const period = parsePeriod(currentPeriod());
  describePeriod(period);
  if (period.unknown)
    showNotice(`“${currentPeriod()}” is no period. All time is shown.`);
  byId('history').setAttribute('aria-busy', 'true');
  try {
    await load(period, signal);
    hideFailure();
  } catch (error) {
    if (error.name !== 'AbortError')
      showFailure(error, open);
  } finally {
    if (!signal.aborted)
      byId('history').removeAttribute('aria-busy');
  }
}

async function loadAnew(period, signal) {
  await loadYears(signal);
  if (years.length > 0)
    await loadEverything(period, signal);
}

async function loadYears(signal) {
  years = await fetchYears(signal);
  setWelcome(years.length === 0);
  byId('history').hidden = years.length === 0;
  offerYears(years);
  rememberNewest();
}

async function loadEverything(period, signal) {
  await Promise.all([loadStats(period, signal, true), loadRhythm(period, signal), loadDiscoveries(period, signal), startTimeline(period.query)]);
}

async function loadStats(period, signal, withPulse = false) {
  const earlierPeriod = before(period);
  const [stats, earlier] = await Promise.all([
    fetchStats(period.query, highestLimit(), signal),
    earlierPeriod && fetchStats(earlierPeriod.query, earlierLimit, signal),
  ]);
  earlierStats = earlier;
  const pulse = withPulse ? await loadPulse(period, stats.overview, earlier?.overview.scrobbles ? earlierPeriod : null, signal) : null;
  showQuiet(period, stats.overview);
  describeExtent(period, stats.overview);
  byId('announcement').textContent = `${period.title}: ${plays(stats.overview.scrobbles)}`;
  showFigures(stats.overview, earlier?.overview, earlierPeriod);
  showCharts(stats, earlier, earlierLimit);
  if (pulse)
    showPulse(pulse.steps, pulse.granularity, period, pulse.earlier, earlierPeriod?.title);
}

async function loadRhythm(period, signal) {
  if (period.start && !hasRhythm(daysBetween(period.start, period.end)))
    hideRhythm();
  else
    showRhythm(await fetchHeatmap(period.query, signal));
}

async function loadDiscoveries(period, signal) {
  showDiscoveries(await fetchNovelty(period.query, shownDiscoveries, signal));
}

/** One bar alone says nothing, so a single day is shown among the days before it. */
async function loadPulse(period, overview, earlierPeriod, signal) {
  const granularity = granularityFor(lengthInDays(period, overview));
  const single = period.start && daysBetween(period.start, period.end) === 1;
  const start = single ? addDays(period.start, -daysAroundOne) : period.start;
  const [steps, earlier] = await Promise.all([
    fetchPulse(single ? `${start}..${period.end}` : period.query, granularity, signal),
    earlierPeriod && !single ? fetchPulse(earlierPeriod.query, granularity, signal) : null,
  ]);
  return {
    granularity,
    steps: start ? allSteps(steps, granularity, start, reachedEnd(period)) : steps,
    earlier: earlier ? allSteps(earlier, granularity, earlierPeriod.start, earlierPeriod.end) : [],
  };
}

function showQuiet(period, overview) {
  const quiet = overview.scrobbles === 0;
  byId('quiet').hidden = !quiet;
  byId('measured').hidden = quiet;
  if (!quiet)
    return;
  byId('quiet-title').textContent = 'No plays here';
  byId('quiet-text').textContent = `Your history has nothing for this period. It reaches from ${years.at(-1)} to ${years[0]}.`;
  const earlier = neighbour(period, -1);
  replace(byId('quiet-links'),
    element('a', { class: 'button button-main', href: periodAddress('alltime') }, 'All time'),
    element('a', { class: 'button', href: periodAddress(String(years[0])) }, String(years[0])),
    earlier && element('a', { class: 'button', href: periodAddress(earlier) }, 'The period before'));
}

async function revealMatch(kind, entry) {
  const period = parsePeriod(currentPeriod());
  try {
    const stats = await fetchStats(period.query, wholeChart);
    if (!byId('measured').hidden && revealEntry(kind, entry, stats, earlierStats, earlierLimit))
      return;
    showNotice(`${describeEntry(kind, entry)}, but not among the first in this period.`, period.start && elsewhere(kind, entry));
  } catch (error) {
    if (error.name !== 'AbortError')
      showNotice(error.message);
  }
}

function elsewhere(kind, entry) {
  return element('button', { class: 'button', type: 'button', onclick: async () => {
    resetLimits();
    goToPeriod('alltime');
    await showPeriodPart(loadEverything);
    await revealMatch(kind, entry);
  } }, 'Look in all time');
}

enter();
