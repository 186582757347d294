// SPDX-License-Identifier: LGPL-2.1-or-later
// Listening sessions: how many, how long, on which days, and what was heard in them.

import {
  fetchListening,
  fetchListeningSummary,
  fetchSessionDays,
  fetchSessionPlays,
} from '../base/api-reports.js';
import { fetchStats } from '../base/api.js';
import { byId, element } from '../base/dom.js';
import { formatCount, formatGap, formatMinutes, formatRate } from '../base/format.js';
import { showNotice } from '../base/notice.js';
import { tabs } from '../base/tabs.js';
import { t } from '../base/words.js';
import { sectionHead } from '../charts/chart-frame.js';
import { figureNode } from '../charts/figures.js';
import { spreadSection } from '../charts/spread.js';
import { showExtent } from '../frame/period-head.js';
import { changedAddress, viewAddress } from '../frame/router.js';
import { quietNode, stateNode } from '../frame/states.js';
import { loadCalendar } from '../frame/steps.js';
import { calendarSection } from '../sections/calendar-section.js';
import { sessionRow } from '../sections/sessions-list.js';

const pageSize = 20;
/** The parameters of a list. */
const lists = {
  newest: { order: 'newest' },
  longest: { order: 'longest' },
  most_tracks: { order: 'most_tracks' },
  rabbit_holes: { order: 'newest', rabbit_holes: true },
};

export async function show(container, { period, params, signal }) {
  const chosen = Object.hasOwn(lists, params.get('list') ?? '') ? params.get('list') : 'newest';
  const [{ overview }, page, every] = await Promise.all([
    fetchStats(period.query, 1, signal),
    fetchListening(period.query, lists[chosen], 0, pageSize, signal),
    // The summary of a list of rabbit holes covers only them.
    lists[chosen].rabbit_holes ? fetchListeningSummary(period.query, signal) : null,
  ]);
  const { summary, distribution } = every ?? page;
  showExtent(period, overview);
  if (summary.total_sessions === 0) {
    container.append(
      overview.scrobbles === 0
        ? quietNode(period)
        : stateNode('empty', t('sessions.none'), t('sessions.noneText')),
    );
    return;
  }
  const days = await loadCalendar(period, overview, signal, fetchSessionDays);
  byId('announcement').textContent = `${period.title}: ${counted(summary.total_sessions)}`;
  container.append(
    element('div', { class: 'overview' }, figuresSection(summary), spreads(distribution)),
    calendarSection(days, period, {
      title: t('sessions.days'),
      head: t('view.sessions'),
      counted,
      view: 'sessions',
      words: t('sessions.daysWords', {
        played: days.filter(day => day.count > 0).length,
        count: days.length,
      }),
    }),
    listSection(chosen, page, summary, period, signal),
  );
}

function counted(count) {
  return t('sessions.count', { count });
}

function figuresSection(summary) {
  const {
    total_sessions: count,
    avg_duration_minutes: average,
    longest_session_minutes: longest,
    total_listening_hours: hours,
    avg_tracks_per_session: tracks,
  } = summary;
  return element(
    'section',
    { class: 'figures-frame', 'aria-labelledby': 'figures-title' },
    element('h2', { id: 'figures-title', class: 'hidden' }, t('figures.title')),
    element(
      'dl',
      { id: 'figures', class: 'figures' },
      [
        { key: 'sessions', text: formatCount(count), words: t('sessions.figure', { count }) },
        { key: 'average', text: lasting(average), words: t('sessions.average') },
        {
          key: 'longest',
          text: lasting(longest),
          words: t('sessions.longest'),
          href: viewAddress('sessions', { list: 'longest' }),
        },
        {
          key: 'hours',
          text: formatRate(hours),
          words: t('sessions.hours', { count: Math.round(hours) }),
          note: t('sessions.hoursNote'),
        },
        { key: 'plays', text: formatRate(tracks), words: t('sessions.tracks') },
      ].map(figureNode),
    ),
  );
}

function lasting(minutes) {
  return formatGap(Math.max(Math.round(minutes), 1) * 60);
}

function spreads({ by_duration: lengths, by_track_count: tracks }) {
  const after = count => t('sessions.after', { count });
  return element(
    'div',
    { class: 'spreads' },
    spreadSection({
      id: 'lengths',
      title: t('sessions.byLength'),
      counted: after,
      rows: spreadRows(lengths, formatMinutes, from => formatGap(from * 60)),
    }),
    spreadSection({
      id: 'sizes',
      title: t('sessions.byPlays'),
      counted: after,
      rows: spreadRows(
        tracks,
        (from, to) => t('sessions.range', { from, to: to - 1 }),
        formatCount,
      ),
    }),
  );
}

/** "30-60" begins at 30 and ends before 60, "180+" has no end. "1" counts single plays, and is left out. */
function spreadRows(counts, between, least) {
  return Object.entries(counts)
    .filter(([key]) => /\D/.test(key))
    .map(([key, count]) => {
      const [from, to] = key.split(/\D/).map(Number);
      return {
        count,
        name: key.endsWith('+') ? t('sessions.orMore', { from: least(from) }) : between(from, to),
      };
    });
}

function listSection(
  chosen,
  { sessions: first, summary: { total_sessions: total } },
  { longest_session_minutes: longest },
  period,
  signal,
) {
  const list = element(
    'ol',
    { class: 'sessions', id: 'sessions' },
    rows(first, 0),
    first.length === 0 && element('li', { class: 'rank-none' }, t('sessions.noHoles')),
  );
  const more = element(
    'button',
    {
      id: 'sessions-more',
      class: 'button more',
      type: 'button',
      hidden: first.length >= total,
      onclick: showMore,
    },
    t('charts.more'),
  );

  /** The rows from the index `from` on. */
  function rows(sessions, from) {
    return sessions.map((session, index) =>
      sessionRow(session, longest, offset =>
        fetchSessionPlays(period.query, lists[chosen], from + index, offset, signal),
      ),
    );
  }

  async function showMore() {
    const from = list.childElementCount;
    try {
      const { sessions } = await fetchListening(
        period.query,
        lists[chosen],
        from,
        pageSize,
        signal,
      );
      list.append(...rows(sessions, from));
      more.hidden = sessions.length === 0 || list.childElementCount >= total;
      list.children[from]?.focus({ preventScroll: true });
    } catch (error) {
      if (error.name !== 'AbortError') showNotice(error.message);
    }
  }

  return element(
    'section',
    { class: 'chart-section', 'aria-labelledby': 'sessions-title' },
    sectionHead(
      'sessions-title',
      t(`sessions.list.${chosen}`),
      chosen === 'rabbit_holes' ? t('sessions.holesWords') : null,
    ),
    choice(chosen),
    list,
    more,
  );
}

function choice(chosen) {
  return tabs(
    t('sessions.lists'),
    Object.keys(lists).map(list => ({
      href: changedAddress({ list }),
      words: t(`sessions.tab.${list}`),
      chosen: list === chosen,
    })),
  );
}
