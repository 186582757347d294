// SPDX-License-Identifier: LGPL-2.1-or-later
// Play by play, newest first, a day at a time. The next page is fetched before the reader gets there.

import { fetchTimelinePage } from './api.js';
import { byId, element, named, replace, spoken } from './dom.js';
import { formatMoment, formatTime, formatWeekdayAndDay, localDay, plays as countOfPlays } from './format.js';
import { trackMark } from './mark.js';
import { periodAddress } from './state.js';
import { addDays } from './days.js';

const pageSize = 50;
const ahead = '800px';

let reading = null;
let observer = null;

export function connectTimeline() {
  observer = new IntersectionObserver(entries => {
    if (entries.some(entry => entry.isIntersecting))
      loadNext();
  }, { rootMargin: `0px 0px ${ahead} 0px` });
}

export async function startTimeline(period) {
  observer.disconnect();
  reading?.controller.abort();
  reading = { period, controller: new AbortController(), cursor: null, loading: true, day: null, list: null };
  const mine = reading;
  const page = await fetchTimelinePage(period, pageSize, null, mine.controller.signal);
  if (mine !== reading)
    return;
  replace(byId('timeline-days'));
  receive(page);
}

async function loadNext() {
  const mine = reading;
  if (!mine || mine.loading || !mine.cursor)
    return;
  mine.loading = true;
  byId('timeline-days').setAttribute('aria-busy', 'true');
  try {
    const page = await fetchTimelinePage(mine.period, pageSize, mine.cursor, mine.controller.signal);
    if (mine === reading)
      receive(page);
  } catch (error) {
    if (mine === reading && error.name !== 'AbortError')
      showTrouble(error);
  } finally {
    byId('timeline-days').removeAttribute('aria-busy');
  }
}

function receive(page) {
  reading.loading = false;
  reading.cursor = page.next;
  for (const play of page.plays)
    addPlay(play);
  if (!reading.cursor)
    closeDay();
  showEnd();
}

function showEnd() {
  const end = byId('timeline-end');
  observer.disconnect();
  if (reading.cursor) {
    replace(end, element('button', { class: 'button button-quiet', type: 'button', onclick: loadNext }, 'Earlier plays'));
    observer.observe(end);
  } else {
    replace(end, element('p', { class: 'timeline-stop' }, reading.day ? 'Nothing earlier in this period.' : ''));
  }
}

function showTrouble(error) {
  reading.loading = false;
  observer.disconnect();
  replace(byId('timeline-end'), element('p', { role: 'alert' }, error.message, ' '),
    element('button', { class: 'button', type: 'button', onclick: loadNext }, 'Try again'));
}

function addPlay(play) {
  const day = localDay(play.timestamp);
  if (day !== reading.day)
    addDay(day);
  reading.list.append(playRow(play));
}

function addDay(day) {
  closeDay();
  reading.day = day;
  reading.list = element('ol', { class: 'plays' });
  const id = `day-${day}`;
  byId('timeline-days').append(element('article', { class: 'day', 'aria-labelledby': id },
    element('h3', { id, class: 'day-title' }, element('a', { href: periodAddress(day) }, dayWords(day))), reading.list));
}

/** How many plays a day has is known when the first play of the day before it has come. */
function closeDay() {
  reading.list?.parentElement.querySelector('.day-title').append(
    element('span', { class: 'day-count' }, countOfPlays(reading.list.childElementCount)));
}

function dayWords(day) {
  const today = localDay(Date.now());
  const word = day === today ? 'Today' : day === addDays(today, -1) ? 'Yesterday' : null;
  return [word && element('b', {}, word), element('span', {}, formatWeekdayAndDay(day))].filter(Boolean);
}

function playRow(play) {
  return element('li', { class: 'play' },
    element('time', { class: 'play-time', datetime: play.timestamp, title: formatMoment(play.timestamp) }, formatTime(play.timestamp)),
    trackMark(play.artist, play.track),
    element('span', { class: 'play-track' }, named(play.track)),
    element('span', { class: 'play-artist' }, spoken('by '), named(play.artist)),
    element('span', { class: 'play-album' }, play.album ? [spoken('from '), named(play.album)] : []),
    element('span', { class: 'play-source' }, element('span', { class: 'tag' }, spoken('reported by '), named(play.source))));
}
