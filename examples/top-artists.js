#!/usr/bin/gjs -m
// SPDX-License-Identifier: LGPL-2.1-or-later
// Copyright the Footprints authors

// Prints the ten most played artists of a period: top-artists.js DATABASE [PERIOD]

import Footprints from 'gi://Footprints?version=1';
import System from 'system';

const [database, period = 'alltime'] = ARGV;
if (database === undefined) {
  printerr('Usage: top-artists.js DATABASE [PERIOD]');
  System.exit(2);
}
try {
  const store = await Footprints.Store.open_async(
    database,
    Footprints.StoreOpenFlags.READ_ONLY,
    null,
  );
  const history = await store.get_history_async(null);
  const chart = history.get_chart(
    Footprints.EntityKind.ARTIST,
    Footprints.Period.parse(period, null),
    0,
    10,
  );

  for (const entry of chart) print(`${entry.rank}. ${entry.name} (${entry.n_plays})`);
} catch (error) {
  printerr(error.message);
  System.exit(1);
}
