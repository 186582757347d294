// SPDX-License-Identifier: LGPL-2.1-or-later
// What is shown is in the address, so that it can be kept, sent and gone back to.

const listeners = [];
const fallback = 'alltime';
let told = location.search;

export function currentPeriod() {
  const query = new URLSearchParams(location.search);
  const period = query.get('period') || fallback;
  if (period === 'custom' && query.get('start') && query.get('end'))
    return `${query.get('start')}..${query.get('end')}`;
  return period;
}

export function periodAddress(period) {
  return `?${new URLSearchParams({ period })}`;
}

export function showPeriod(period) {
  goToPeriod(period);
  announce();
  showBeginning();
}

/** The address alone. What is open above the history stays open. */
export function goToPeriod(period) {
  const address = periodAddress(period);
  if (address !== location.search)
    history.pushState(null, '', address + location.hash);
  told = location.search;
}

export function onPeriod(listener) {
  listeners.push(listener);
}

/** Every link to a period is an ordinary link; following one needs no new page. */
export function followPeriodLinks() {
  addEventListener('popstate', () => location.search !== told && announce());
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[href^="?period="]');
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    showPeriod(new URLSearchParams(link.getAttribute('href')).get('period'));
  });
}

/** From deep in the timeline the new period would be out of sight. */
function showBeginning() {
  const title = document.getElementById('history');
  if (title.getBoundingClientRect().top < 0)
    title.scrollIntoView({ block: 'start' });
}

function announce() {
  told = location.search;
  for (const listener of listeners)
    listener();
}
