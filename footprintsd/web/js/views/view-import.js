// SPDX-License-Identifier: LGPL-2.1-or-later
// Imports from files, chosen or dropped, and from services; running ones, and past ones. It is created once
// and kept, since imports continue while another view is shown.

import { element } from '../base/dom.js';
import { onEvent } from '../base/events.js';
import { watch } from '../base/watch.js';
import { sentence, t } from '../base/words.js';
import { isShown } from '../frame/router.js';
import { fileQueue } from '../import/import-files.js';
import { importHistory } from '../import/import-history.js';
import { tellUndone } from '../import/import-job.js';
import { runningImports } from '../import/import-running.js';
import { welcomeNode } from '../import/welcome.js';

const formats = [
  'lastfm',
  'listenbrainz',
  'spotify',
  'apple',
  'youtube',
  'amazon',
  'tidal',
  'deezer',
  'soundcloud',
  'scrobblers',
  'servers',
  'players',
  'foobar',
  'pano',
  'footprints',
  'csv',
];

let made = null;
let refresh = () => {};

export async function show(container, context) {
  ({ refresh } = context);
  const { node, look } = make();
  container.append(node);
  await look();
}

/** Files that were dropped on any view. */
export function takeFiles(files) {
  make().files.take(files);
}

function make() {
  return (made ??= build());
}

function build() {
  const jobs = element('ol', { id: 'import-jobs', class: 'jobs', 'aria-label': t('import.jobs') });
  const changed = () => refresh();
  const look = watch(
    () => isShown('import'),
    () => running.look(),
  );
  const files = fileQueue(jobs, changed);
  const past = importHistory(look, changed, entries => tellUndone(jobs, entries));
  const running = runningImports(jobs, { look, changed, past, isSending: files.isSending });
  onEvent('job', look);
  const node = element(
    'div',
    { class: 'import' },
    welcomeNode(),
    jobs,
    element('div', { class: 'import-body' }, fileSection(files), serviceSection(running)),
    formatsSection(),
    past.node,
  );
  return { node, look, files };
}

function fileSection(files) {
  return element(
    'section',
    { class: 'import-way', 'aria-labelledby': 'import-file-title' },
    element('h2', { id: 'import-file-title' }, t('import.files')),
    files.zone,
  );
}

function serviceSection(running) {
  return element(
    'section',
    { class: 'import-way', 'aria-labelledby': 'import-service-title' },
    element('h2', { id: 'import-service-title' }, t('import.service')),
    running.form,
  );
}

function formatsSection() {
  return element(
    'section',
    { class: 'formats', 'aria-labelledby': 'formats-title' },
    element('h2', { id: 'formats-title' }, t('formats.title')),
    element(
      'ul',
      {},
      formats.map(format =>
        element(
          'li',
          {},
          sentence(`formats.${format}`, {
            name: element('b', {}, t(`formats.${format}.name`)),
          }),
        ),
      ),
    ),
    element('p', {}, t('formats.text')),
  );
}
