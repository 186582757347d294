// SPDX-License-Identifier: LGPL-2.1-or-later
// Only what is visible, and a little around it, is on the page, so a timeline may have any length.

import { addDays } from '../base/days.js';
import { element, replace } from '../base/dom.js';
import { formatGap, formatWeekdayAndDay, localDay } from '../base/format.js';
import { t } from '../base/words.js';
import { playRow } from '../charts/plays-list.js';
import { periodAddress } from '../frame/router.js';
import { dayOfPlay, daysWithin, planDays, rowsWithin } from './timeline-plan.js';

/** A pause that long ends a session. */
const sessionGap = 45 * 60;
const around = 500;
/** Plays are next to the day's title if there is room, else below it; on a phone a play takes two lines. */
const layouts = [
  { media: matchMedia('(max-width: 46rem)'), sizes: { row: 60, above: 56, head: 72, least: 0 } },
  { media: matchMedia('(max-width: 68rem)'), sizes: { row: 44, above: 56, head: 72, least: 0 } },
];
const wide = { row: 44, above: 20, head: 40, least: 112 };

/**
 * Shows `days`, { day, count } newest first, whose plays `playsOf (day, from, to)` returns as far as loaded.
 * `actionOn (play)` makes a button for each; null for none.
 */
export function timelineWindow(days, playsOf, actionOn) {
  const node = element('div', {
    class: 'timeline',
    role: 'region',
    'aria-label': t('view.timeline'),
  });
  const shown = new Map();
  let plan = lay();
  let frame = 0;
  let active = -1;

  function lay() {
    const laid = planDays(days, layouts.find(layout => layout.media.matches)?.sizes ?? wide);
    node.style.setProperty('block-size', `${laid.height}px`);
    node.style.setProperty('--row', `${laid.sizes.row}px`);
    return laid;
  }

  function relay() {
    plan = lay();
    clear();
    draw();
  }

  function clear() {
    shown.clear();
    replace(node);
  }

  /** At most once a frame, however often the page scrolls. */
  function later() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      draw();
    });
  }

  function draw() {
    if (!node.isConnected) return;
    const offset = -node.getBoundingClientRect().top;
    const [top, bottom] = [offset - around, offset + innerHeight + around];
    const wanted = new Map();
    for (const entry of daysWithin(plan, top, bottom)) wanted.set(entry.day, entry);
    for (const [day, section] of shown)
      if (!wanted.has(day)) {
        section.node.remove();
        shown.delete(day);
      }
    let before = null;
    for (const entry of wanted.values()) {
      before = place(entry, before);
      fill(shown.get(entry.day), entry, rowsWithin(plan, entry, top, bottom));
    }
  }

  function place(entry, before) {
    if (!shown.has(entry.day)) shown.set(entry.day, daySection(entry));
    const section = shown.get(entry.day).node;
    if (section.previousElementSibling !== before || !section.parentNode)
      node.insertBefore(section, before ? before.nextElementSibling : node.firstElementChild);
    return section;
  }

  function fill(section, entry, [from, to]) {
    const plays = playsOf(entry.day, from, to + 1);
    for (const [number, row] of section.rows)
      if (number < from || number >= to || (row.dataset.ghost && plays[number])) {
        row.remove();
        section.rows.delete(number);
      }
    for (let number = from; number < to; number++)
      if (!section.rows.has(number)) {
        const row = makeRow(plays, number, entry);
        section.rows.set(number, row);
        section.list.insertBefore(row, section.rows.get(number + 1) ?? nextRow(section, number));
      }
  }

  function nextRow({ rows }, number) {
    const after = [...rows.keys()].filter(other => other > number);
    return after.length > 0 ? rows.get(Math.min(...after)) : null;
  }

  function makeRow(plays, number, entry) {
    const properties = {
      '--top': `${number * plan.sizes.row}px`,
      tabindex: -1,
      'data-number': entry.first + number,
      'aria-posinset': number + 1,
      'aria-setsize': entry.count,
    };
    const play = plays[number];
    if (!play)
      return element(
        'li',
        { ...properties, class: 'play play-ghost', 'data-ghost': 'true' },
        element('span', { class: 'ghost ghost-line' }),
      );
    const row = playRow(play, undefined, properties);
    if (actionOn) {
      row.classList.add('play-own');
      row.append(actionOn(play));
    }
    const gap =
      plays[number + 1] &&
      (Date.parse(play.timestamp) - Date.parse(plays[number + 1].timestamp)) / 1000;
    if (gap >= sessionGap)
      row.append(
        element('span', { class: 'play-pause' }, t('timeline.pause', { length: formatGap(gap) })),
      );
    return row;
  }

  /** Scrolls a day to the top of the window. */
  function showDay(day) {
    const entry = plan.days.find(candidate => candidate.day <= day) ?? plan.days.at(-1);
    scrollTo(0, Math.max(0, scrollY + node.getBoundingClientRect().top + entry.top - topOfSight()));
    draw();
    return entry;
  }

  function topOfSight() {
    return parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  }

  /** Steps from play to play; the first step goes to the first visible. */
  function step(by) {
    active = activeNow() ?? firstInSight() - by;
    active = Math.min(Math.max(active + by, 0), plan.plays - 1);
    focusPlay(active);
  }

  function activeNow() {
    const number =
      document.activeElement?.closest('.play')?.getAttribute('data-number') ?? undefined;
    return number === undefined ? (active >= 0 ? active : null) : Number(number);
  }

  function firstInSight() {
    const rows = Array.from(node.querySelectorAll('.play'));
    return Number(
      rows.find(row => row.getBoundingClientRect().top >= topOfSight())?.dataset.number ?? 0,
    );
  }

  function focusPlay(number) {
    const entry = dayOfPlay(plan, number);
    const y =
      scrollY +
      node.getBoundingClientRect().top +
      entry.top +
      plan.sizes.above +
      (number - entry.first) * plan.sizes.row;
    if (y < scrollY + topOfSight() || y + 2 * plan.sizes.row > scrollY + innerHeight)
      scrollTo(0, Math.max(0, y - innerHeight / 2));
    draw();
    node.querySelector(`[data-number="${number}"]`)?.focus({ preventScroll: true });
  }

  function connect(signal) {
    addEventListener('scroll', later, { passive: true, signal });
    addEventListener('resize', later, { signal });
    for (const { media } of layouts) media.addEventListener('change', relay, { signal });
    node.addEventListener(
      'focusin',
      () => {
        active = activeNow() ?? active;
      },
      { signal },
    );
    new ResizeObserver(draw).observe(node);
  }

  return { node, connect, draw: later, showDay, step };
}

function daySection({ day, count, top, height }) {
  const id = `day-${day}`;
  const list = element('ol', { class: 'plays' });
  const node = element(
    'section',
    { class: 'day', 'aria-labelledby': id, '--top': `${top}px`, '--height': `${height}px` },
    element(
      'h2',
      { id, class: 'day-title' },
      element('a', { href: periodAddress(day) }, dayWords(day)),
      element('span', { class: 'day-count' }, t('plays', { count })),
    ),
    list,
  );
  return { node, list, rows: new Map() };
}

function dayWords(day) {
  const today = localDay(Date.now());
  const word =
    day === today ? t('period.today') : day === addDays(today, -1) ? t('timeline.yesterday') : null;
  return [word && element('b', {}, word), element('span', {}, formatWeekdayAndDay(day))].filter(
    Boolean,
  );
}
