#!/usr/bin/gjs -m
// SPDX-License-Identifier: LGPL-2.1-or-later
// Copyright the Footprints authors

// Imports a file of any supported format and shows the progress: import-file.js DATABASE FILE

import Footprints from 'gi://Footprints?version=1';
import System from 'system';

const [database, path] = ARGV;
if (path === undefined) {
  printerr('Usage: import-file.js DATABASE FILE');
  System.exit(2);
}
try {
  const store = await Footprints.Store.open_async(database, Footprints.StoreOpenFlags.NONE, null);
  const job = Footprints.ImportJob.new(store, Footprints.FileImporter.new(path));
  job.connect('notify::progress', () => printerr(`${Math.round(job.progress * 100)} %`));
  await job.run_async(null);
  const summary = job.summary;
  print(
    `${summary.n_rows} rows: ${summary.n_new} new, ${summary.n_duplicate} duplicate, ` +
      `${summary.n_rejected} rejected`,
  );
} catch (error) {
  printerr(error.message);
  System.exit(1);
}
