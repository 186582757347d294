#!/usr/bin/gjs -m
// SPDX-License-Identifier: LGPL-2.1-or-later
// Copyright the Footprints authors

// Keeps an account in sync and reports what happens:
//   watch-sync.js [--once] DATABASE SOURCE USER [SECRET [BASE_URL]]

import Footprints from 'gi://Footprints?version=1';
import GLib from 'gi://GLib';
import System from 'system';

const once = ARGV.includes('--once');
const [database, source, account, secret, baseUrl] = ARGV.filter(word => word !== '--once');
if (account === undefined) {
  printerr('Usage: watch-sync.js [--once] DATABASE SOURCE USER [SECRET [BASE_URL]]');
  System.exit(2);
}

async function addSync(store) {
  const config = new Footprints.SyncConfig({
    source,
    account,
    secret: secret ?? null,
    base_url: baseUrl ?? null,
  });
  try {
    store.save_sync_config(config, null);
  } catch (error) {
    // On the second run, the sync already exists.
    if (!error.matches(Footprints.error_quark(), Footprints.Error.EXISTS)) throw error;
  }
}

function watch(scheduler) {
  return new Promise(resolve => {
    const ended = () => once && resolve();
    scheduler.connect('run-progress', (_, number, fetched, fresh) =>
      printerr(`${fetched} fetched, ${fresh} new`),
    );
    scheduler.connect('run-finished', (_, number, run) => {
      print(`${run.n_new} new plays`);
      ended();
    });
    scheduler.connect('run-failed', (_, number, run) => {
      print(`failed: ${run.error}`);
      ended();
    });
    scheduler.start();
  });
}

const loop = new GLib.MainLoop(null, false);
let status = 0;
(async () => {
  const store = await Footprints.Store.open_async(database, Footprints.StoreOpenFlags.NONE, null);
  await addSync(store);
  const scheduler = Footprints.SyncScheduler.new(store);
  await watch(scheduler);
  await scheduler.stop_async();
})()
  .catch(error => {
    printerr(error.message);
    status = 1;
  })
  .finally(() => loop.quit());
loop.run();
System.exit(status);
