// SPDX-License-Identifier: LGPL-2.1-or-later
// All shown text comes from a catalogue. This picks the language and puts values into sentences. A
// catalogue has two parts: what the overview says, and what other views add with loadViewWords().

import english from '../strings/strings-en.js';

const key = 'footprints-language';
const others = { de: () => import('../strings/strings-de.js') };
const ofViews = {
  en: () => import('../strings/strings-views-en.js'),
  de: () => import('../strings/strings-views-de.js'),
};

export const languages = { en: 'English', de: 'Deutsch' };

/** From the address, an earlier choice, or the browser. */
function choose() {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked in languages) keep(asked);
  return (
    [asked, stored(), ...navigator.languages.map(tag => tag.slice(0, 2))].find(
      tag => tag in languages,
    ) ?? 'en'
  );
}

function stored() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(language) {
  try {
    localStorage.setItem(key, language);
  } catch {
    // Private windows may refuse; the browser's own language is used then.
  }
}

export const language = choose();
/** Numbers and dates follow the browser's locale if it is of that language. */
export const locale = navigator.languages.find(tag => tag.slice(0, 2) === language) ?? language;

const catalogue = { ...english };
if (language !== 'en') Object.assign(catalogue, (await others[language]()).default);
const rules = new Intl.PluralRules(locale);
const whole = new Intl.NumberFormat(locale);
document.documentElement.lang = language;

/** Until this is done, only what the overview says is there. */
export async function loadViewWords() {
  Object.assign(catalogue, (await ofViews[language]()).default);
}

/** Only a reload puts the page in another language. */
export function chooseLanguage(wanted) {
  keep(wanted);
  location.reload();
}

/** The text of a key, with its values; `count` selects the plural form. */
export function t(name, values = {}) {
  return sentence(name, values).join('');
}

/** The same as a list, for values that are nodes. */
export function sentence(name, values) {
  return form(name, values.count)
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 0 ? part : written(values[part])));
}

function form(name, count) {
  const entry = catalogue[name] ?? name;
  return typeof entry === 'string' ? entry : (entry[rules.select(count)] ?? entry.other);
}

function written(value) {
  return typeof value === 'number' ? whole.format(value) : (value ?? '');
}

/** The static text of index.html. */
export function translatePage() {
  for (const node of document.querySelectorAll('[data-t]'))
    node.textContent = t(node.getAttribute('data-t'));
  for (const attribute of ['aria-label', 'placeholder'])
    for (const node of document.querySelectorAll(`[data-t-${attribute}]`))
      node.setAttribute(attribute, t(node.getAttribute(`data-t-${attribute}`)));
}
