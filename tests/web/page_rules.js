// SPDX-License-Identifier: LGPL-2.1-or-later
// The rules that every view must follow, checked inside the page. The tests send this file to the
// browser together with a call of one of its functions. Each rule returns its problems in words;
// rules() reports the first few of each.

const told = 8;
const smallestText = 12;
const smallestTarget = 24;
const mainTarget = 44;
const tappable =
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], [role=option]';
// Their positions and sizes show data, so no minimum size applies; a table next to each chart has
// the same data.
const drawn = '.drawing *, .heat *, .calendar-day, .step, .flow-node';
// Names and times are lines of text, and only as high as a line.
const lines = '.name, a:has(> time)';

function shown(node) {
  return (
    node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !node.closest('.hidden, .skip')
  );
}

function outlineOf(node) {
  return node.outerHTML.replace(/\s+/g, ' ').slice(0, 110);
}

function nameOf(node) {
  const labels = (node.getAttribute('aria-labelledby') ?? '')
    .split(/\s+/)
    .map(id => document.getElementById(id)?.textContent ?? '')
    .join(' ')
    .trim();
  return (
    labels ||
    node.getAttribute('aria-label')?.trim() ||
    node.textContent.trim() ||
    node.querySelector('img[alt]')?.alt ||
    node.title ||
    ''
  );
}

function all(selector) {
  return Array.from(document.querySelectorAll(selector)).filter(shown);
}

function headings() {
  const found = all('h1, h2, h3, h4, h5, h6, [role=heading]').filter(
    node => !node.closest('[aria-hidden=true]'),
  );
  const levels = found.map(node => Number(node.getAttribute('aria-level') ?? node.tagName[1]));
  const wrong = levels.flatMap((level, index) =>
    level > (levels[index - 1] ?? 0) + 1
      ? [
          `“${found[index].textContent.slice(0, 40)}” of level ${level} follows ${levels[index - 1] ?? 0}`,
        ]
      : [],
  );
  const first = levels.filter(level => level === 1).length;
  return first === 1 ? wrong : [`${first} headings at level 1, expected one`, ...wrong];
}

function pictures() {
  const images = all('img').filter(node => !node.hasAttribute('alt'));
  const drawings = all('svg').filter(
    node =>
      !node.parentElement.closest('svg') &&
      !node.closest('[aria-hidden=true]') &&
      !node.matches('[role=presentation], [role=none]') &&
      !(
        node.getAttribute('aria-label') ||
        node.getAttribute('aria-labelledby') ||
        node.querySelector(':scope > title')
      ),
  );
  return [...images, ...drawings].map(node => `without a name: ${outlineOf(node)}`);
}

function controls() {
  return all('input:not([type=hidden]), select, textarea, progress, meter')
    .filter(
      node =>
        !Array.from(node.labels ?? []).some(label => label.textContent.trim()) &&
        !node.getAttribute('aria-label') &&
        !node.getAttribute('aria-labelledby'),
    )
    .map(node => `without a label: ${outlineOf(node)}`);
}

/** The text of their items or rows may tell two links of the same name apart. */
function links() {
  const wrong = all('a[href]')
    .filter(node => !nameOf(node))
    .map(node => `a link without text: ${outlineOf(node)}`);
  for (const list of all('ul, ol, table, [role=list]')) {
    const places = new Map();
    for (const link of list.querySelectorAll('a[href]')) {
      if (!shown(link) || link.closest('ul, ol, table, [role=list]') !== list) continue;
      const key = `${nameOf(link)}\n${link.closest('li, tr, [role=listitem]')?.textContent ?? ''}`;
      if (places.has(key) && places.get(key) !== link.href)
        wrong.push(
          `“${nameOf(link).slice(0, 40)}” leads to ${places.get(key)} and to ${link.href}`,
        );
      places.set(key, link.href);
    }
  }
  return wrong;
}

function inSentence(node) {
  return (
    node.matches(lines) ||
    (getComputedStyle(node).display === 'inline' &&
      Array.from(node.parentElement.childNodes).some(
        other => other.nodeType === Node.TEXT_NODE && other.data.trim(),
      ))
  );
}

/**
 * The largest area that responds to a finger: a label belongs to its control, and an overlay
 * extends a link to the box that contains it.
 */
function areaOf(node) {
  const boxes = [node, ...(node.labels ?? [])]
    .map(part => part.getBoundingClientRect())
    .filter(box => box.width && box.height);
  const cover = getComputedStyle(node, '::after');
  if (cover.content !== 'none' && cover.position === 'absolute')
    boxes.push((node.offsetParent ?? node).getBoundingClientRect());
  return boxes.reduce(
    (most, box) =>
      Math.min(box.width, box.height) > Math.min(most.width, most.height) ? box : most,
    boxes[0],
  );
}

/** WCAG 2.2, success criterion 2.5.8: a target below the minimum size has room around it. */
function targets() {
  const found = all(tappable)
    .filter(node => !node.matches(drawn) && !node.disabled)
    .map(node => ({ node, box: areaOf(node) }))
    .filter(({ box }) => box);
  const small = found.filter(({ box }) => Math.min(box.width, box.height) < smallestTarget - 0.5);
  const middle = box => [box.left + box.width / 2, box.top + box.height / 2];
  const near = (box, [x, y]) =>
    Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  return small
    .filter(
      ({ node, box }) =>
        !inSentence(node) &&
        found.some(
          other =>
            other.node !== node &&
            !other.node.contains(node) &&
            !node.contains(other.node) &&
            (near(other.box, middle(box)) < smallestTarget / 2 ||
              (small.includes(other) &&
                Math.hypot(
                  middle(box)[0] - middle(other.box)[0],
                  middle(box)[1] - middle(other.box)[1],
                ) < smallestTarget)),
        ),
    )
    .map(
      ({ node, box }) =>
        `small: ${Math.round(box.width)} × ${Math.round(box.height)} px, ${outlineOf(node)}`,
    );
}

/**
 * The targets for a thumb: navigation between views and periods, the search, and the actions at the
 * head of a card.
 */
function mainTargets() {
  return all(
    'header button, header input, .nav a, .nav button, .segments a, .period-more > *, .button',
  )
    .filter(node => !inSentence(node))
    .map(node => [node, areaOf(node)])
    .filter(([, box]) => Math.min(box.width, box.height) < mainTarget - 0.5)
    .map(
      ([node, box]) =>
        `too small for a thumb: ${Math.round(box.width)} × ${Math.round(box.height)} px, ${outlineOf(node)}`,
    );
}

function texts() {
  const small = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (
      !walker.currentNode.data.trim() ||
      !shown(node) ||
      node.closest('option, script, noscript, title, style')
    )
      continue;
    // The name of a picture repeats its words.
    if (node.closest('svg[role=img]')) continue;
    const scale = node.ownerSVGElement?.getScreenCTM()?.a ?? 1;
    const size = parseFloat(getComputedStyle(node).fontSize) * scale;
    if (size < smallestText - 0.1)
      small.set(
        node.closest('[class]')?.getAttribute('class') ?? node.tagName,
        `${size.toFixed(1)} px: “${walker.currentNode.data.trim().slice(0, 30)}”, ${outlineOf(node)}`,
      );
  }
  return Array.from(small.values());
}

/** Only for a page whose reader prefers reduced motion. */
function motion() {
  const running = document
    .getAnimations()
    .filter(animation => animation.effect.getComputedTiming().activeDuration > 1)
    .map(animation => `moves: ${animation.animationName ?? animation.transitionProperty}`);
  const longest = style =>
    Math.max(
      ...`${style.animationDuration},${style.transitionDuration}`
        .split(',')
        .map(time => time.trim())
        .map(time => (time.endsWith('ms') ? parseFloat(time) : parseFloat(time) * 1000)),
    );
  const able = all('body *')
    .filter(node =>
      [null, '::before', '::after'].some(part => longest(getComputedStyle(node, part)) > 1),
    )
    .map(node => `would move: ${outlineOf(node)}`);
  return [...running, ...able];
}

function documentHead() {
  const wanted = {
    title: document.title,
    lang: document.documentElement.lang,
    ...Object.fromEntries(
      ['viewport', 'description'].map(name => [
        name,
        document.querySelector(`meta[name=${name}]`)?.content,
      ]),
    ),
  };
  return Object.entries(wanted)
    .filter(([, value]) => !value?.trim())
    .map(([name]) => `the document has no ${name}`);
}

function identifiers() {
  const ids = Array.from(document.querySelectorAll('[id]'), node => node.id);
  return ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map(id => `the id ${id} occurs more than once`);
}

function names() {
  return all(
    'a, button, input, select, summary, progress, section, nav, [role=listbox], [role=option], [role=img]',
  )
    .filter(
      node =>
        !nameOf(node) && !Array.from(node.labels ?? []).some(label => label.textContent.trim()),
    )
    .map(node => `without a name: ${outlineOf(node)}`);
}

function room() {
  const width = document.documentElement.scrollWidth;
  return width > innerWidth ? [`${width} px wide on ${innerWidth} px`] : [];
}

function words() {
  const text = document.querySelector('main').innerText;
  return ['undefined', 'NaN', '[object']
    .filter(word => text.includes(word))
    .map(word => `the text contains ${word}`);
}

/** Names are shown as text: none of the elements that they would create as markup exists. */
function injected() {
  const strange = Array.from(
    document.querySelectorAll(
      'body :is(b, i, u, img, script, iframe, object, embed, h1), script, [onmouseover], [onerror]',
    ),
  )
    .filter(
      node =>
        !(
          node.matches('script') &&
          ['static/js/base/theme.js', 'static/js/main.js'].includes(node.getAttribute('src'))
        ),
    )
    .filter(node => !node.matches('.brand img, #view-title, .formats b, .tooltip b, .day-title b'))
    .map(node => `unexpected element: ${outlineOf(node)}`);
  return window.hacked ? ['a name ran as a script', ...strange] : strange;
}

function unready() {
  return all('.state-failure, .state-offline, .ghost, .play-ghost').map(
    node => `not ready: ${outlineOf(node)}`,
  );
}

/** Everything that is the same in light and dark. */
function rules(phone) {
  const wrong = [
    documentHead,
    headings,
    pictures,
    controls,
    links,
    targets,
    texts,
    motion,
    identifiers,
    names,
    room,
    words,
    injected,
    unready,
    ...(phone ? [mainTargets] : []),
  ];
  return wrong.flatMap(rule =>
    [...new Set(rule())].slice(0, told).map(problem => `${rule.name}: ${problem}`),
  );
}

/**
 * Reports, after two frames, how much the layout shifted while the view appeared, and the longest
 * task since the document was loaded.
 */
function course(done) {
  const sums = { shift: 0, task_ms: 0 };
  const from = performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) sums.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver(list => {
    for (const entry of list.getEntries())
      if (entry.startTime > from) sums.task_ms = Math.max(sums.task_ms, entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(sums)));
}
