// SPDX-License-Identifier: LGPL-2.1-or-later
// Copyright the Footprints authors

// The queries of numbers.c from GJS: numbers.js DATABASE

import Footprints from 'gi://Footprints?version=1';
import GLib from 'gi://GLib';

const store = Footprints.Store.open(ARGV[0], Footprints.StoreOpenFlags.READ_ONLY, null);
const history = store.get_history(null);
const calendar = Footprints.Calendar.new(GLib.TimeZone.new_identifier('Europe/Berlin'), 0);
const all = Footprints.Period.new_all_time(calendar);
const year = Footprints.Period.parse('2024', calendar);
const { ARTIST, ALBUM, TRACK } = Footprints.EntityKind;
const favourite = history.get_chart(ALBUM, all, 0, 1).get_item(0);
const reports = [
  history.get_overview(all),
  history.get_overview(year),
  ...[ARTIST, ALBUM, TRACK].map(kind => history.get_chart(kind, year, 0, 15)),
  history.get_chart_full(TRACK, Footprints.Measure.MINUTES, year, year.get_previous(), 1, 15),
  history.get_timeline(all, 5, 20),
  history.get_pulse(year, Footprints.Granularity.MONTH, true),
  history.get_comparison(year, all, 5),
  history.get_heatmap(all, true),
  history.get_novelty(year, Footprints.Granularity.MONTH, 5),
  history.get_diversity(year, Footprints.Granularity.MONTH),
  history.get_sessions(year, 30, 2).sort(Footprints.SessionOrder.LONGEST).slice(1, 5),
  history.get_transitions(all, 45, 2, false, 30),
  history.get_years(calendar),
  history.get_top_report(year, 50),
  history.get_entity(ALBUM, favourite.artist, favourite.name, all),
  history.get_rank_history(
    ALBUM,
    favourite.artist,
    favourite.name,
    all,
    Footprints.Granularity.MONTH,
  ),
  history.get_growth(year, Footprints.Granularity.MONTH),
  history.get_comebacks(all, 100, 5),
  history.get_obsessions(all, 2, 5),
  history.get_forgotten_favourites(all, 3, 50, 5),
  history.get_concentration(year),
  history.get_anniversaries(all, 12, 19),
  history.get_review(year),
  history.get_milestones(all),
  history.get_streaks(all, 2, 2147483647),
  history.filter(null, null, null, 'lastfm').get_overview(all),
  history.search('a', 20),
];

for (const report of reports) print(report.to_json());
