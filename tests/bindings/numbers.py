# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""The queries of numbers.c from Python: numbers.py DATABASE"""

import sys

import gi

gi.require_version("Footprints", "1")
from gi.repository import Footprints

with Footprints.Store.open(sys.argv[1], Footprints.StoreOpenFlags.READ_ONLY) as store:
    history = store.get_history()
    whole = Footprints.Period.new_all_time("Europe/Berlin")
    year = Footprints.Period.parse("2024", "Europe/Berlin")
    kinds = Footprints.EntityKind
    favourite = history.get_chart(kinds.ALBUM, whole, 0, 1)[0]
    reports = [
        history.get_overview(whole),
        history.get_overview(year),
        *(
            history.get_chart(kind, year, 0, 15)
            for kind in (kinds.ARTIST, kinds.ALBUM, kinds.TRACK)
        ),
        history.get_chart_full(
            kinds.TRACK, Footprints.Measure.MINUTES, year, year.get_previous(), 1, 15
        ),
        history.get_timeline(whole, 5, 20),
        history.get_pulse(year, Footprints.Granularity.MONTH, True),
        history.get_comparison(year, whole, 5),
        history.get_heatmap(whole, True),
        history.get_novelty(year, Footprints.Granularity.MONTH, 5),
        history.get_diversity(year, Footprints.Granularity.MONTH),
        history.get_sessions(year, 30).sort(Footprints.SessionOrder.LONGEST).slice(1, 5),
        history.get_transitions(whole, limit=30),
        history.get_years("Europe/Berlin"),
        history.get_top_report(year, 50),
        history.get_entity(kinds.ALBUM, favourite.artist, favourite.name, whole),
        history.get_rank_history(
            kinds.ALBUM, favourite.artist, favourite.name, whole, Footprints.Granularity.MONTH
        ),
        history.get_growth(year),
        history.get_comebacks(whole, 100, 5),
        history.get_obsessions(whole, 2, 5),
        history.get_forgotten_favourites(whole, 3, 50, 5),
        history.get_concentration(year),
        history.get_anniversaries(12, 19, whole),
        history.get_review(year),
        history.get_milestones(whole),
        history.get_streaks(whole, 2, 2147483647),
        history.filter(source="lastfm").get_overview(whole),
        history.search("a", 20),
    ]
    for report in reports:
        print(report.to_json())
