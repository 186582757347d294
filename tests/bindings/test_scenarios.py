# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""What a Python program does with the library, and the manners of the overrides."""

import asyncio
import datetime
import json
import os
import sys
import tempfile
import traceback
import zoneinfo

import gi
gi.require_version('Footprints', '1')
from gi.repository import Footprints, Gio, GLib

UTC = datetime.timezone.utc
NEW_YEAR = datetime.datetime(2024, 1, 1, tzinfo=UTC)


def scrobble(artist, track, minutes, **more):
    return Footprints.Scrobble(artist=artist, track=track,
                               listened_at=NEW_YEAR + datetime.timedelta(minutes=minutes), **more)


def fill(store):
    assert store.add_scrobbles([
        scrobble('Ädel', 'Eins', 0, album='Erste', source='lastfm'),
        scrobble('Ädel', 'Zwei', 5, album='Erste', source='lastfm'),
        scrobble('Brom', 'Drei', 10, source='lastfm', duration_ms=180000),
    ]) == 3


def check_store(path):
    with Footprints.Store.open(path) as store:
        fill(store)
        play = scrobble('Brom', 'Drei', 10, source='lastfm')
        number, added = store.add_scrobble(play)
        assert not added
        assert len(store) == 3
        assert store.get_scrobble(number).duration_ms == 180000
        page = store.list_scrobbles(limit=2)
        assert len(page) == 2 and page[0].artist == 'Brom'
        rest = store.list_scrobbles_after(page.next_cursor)
        assert [one.track for one in rest] == ['Eins'] and rest.next_cursor is None
        assert [one.track for one in store] == ['Drei', 'Zwei', 'Eins']
        with store.read_scrobbles('2024-01-01', oldest_first=True) as cursor:
            assert [one.listened_at for one in cursor][0] == NEW_YEAR
        assert store.delete_scrobbles([number, 999]) == 1
        assert len(store) == 2
    try:
        len(store)
        raise AssertionError('a closed store answered')
    except GLib.Error as error:
        assert error.matches(Footprints.error_quark(), Footprints.Error.CLOSED)


def check_backup(path):
    with Footprints.Store.open(path) as store:
        fill(store)
        assert store.check() and store.back_up(path + '.copy') == 3
        store.add_scrobble(scrobble('Later', 'Vier', 20))
        assert Footprints.Store.restore(path, path + '.copy', path + '.kept') == 3
        assert len(store) == 3
        assert asyncio.run(await_backup(store, path + '.again')) == 3
    with Footprints.Store.open(path + '.kept', Footprints.StoreOpenFlags.READ_ONLY) as kept:
        assert len(kept) == 4


async def await_backup(store, path):
    return await store.back_up_async(path)


def check_reports(path):
    with Footprints.Store.open(path) as store:
        fill(store)
        history = store.get_history()
        assert len(history) == history.n_plays == 3 and history.memory_use > 0
        chart = history.get_chart(Footprints.EntityKind.ARTIST)
        assert len(chart) == chart.total == 2
        assert [(e.rank, e.name, e.n_plays, e.artist) for e in chart] == [
            (1, 'Ädel', 2, None), (2, 'Brom', 1, None)]
        assert chart[-1].name == 'Brom'
        overview = history.get_overview('2024')
        assert (overview.n_plays, overview.n_albums, overview.first_at) == (3, 1, NEW_YEAR)
        assert overview.period.start == NEW_YEAR
        assert history.get_overview('2023').first_at is None
        found = history.search('adel').get_matches(Footprints.EntityKind.ARTIST)
        assert [entry.name for entry in found] == ['Ädel']
        timeline = history.get_timeline(limit=1)
        assert timeline[0].listened_at == NEW_YEAR + datetime.timedelta(minutes=10)
        assert [e.track for e in history.get_timeline_after(timeline.next_cursor)] == ['Zwei', 'Eins']
        steps = history.get_pulse('2024', Footprints.Granularity.MONTH)
        assert len(steps) == 12 and (steps[0].label, steps[0].n_plays) == ('2024-01', 3)
        assert [year.year for year in history.get_years('America/New_York')] == [2023]
        heatmap = history.get_heatmap('2024')
        assert len(heatmap) == 168 and heatmap.n_plays == 3 and not heatmap.per_week
        assert (heatmap.peak.weekday, heatmap.peak.hour, heatmap.peak.value) == (1, 0, 3.0)
        late = Footprints.Calendar.new('UTC', 4)
        assert (late.zone.get_identifier(), late.day_start_hour) == ('UTC', 4)
        assert late == Footprints.Calendar.new('UTC', 4) and late != Footprints.Calendar.new('UTC')
        assert [year.year for year in history.get_years(late)] == [2023]
        assert Footprints.Period.new_day(2024, 1, 1, late).start == NEW_YEAR + datetime.timedelta(hours=4)
        try:
            Footprints.Calendar.new('UTC', 13)
            raise AssertionError('a day that begins in the afternoon')
        except ValueError as error:
            assert '13' in str(error)
        assert json.loads(chart.to_json())['total'] == 2
        old = history
        store.add_scrobble(scrobble('Chrom', 'Vier', 20))
        assert old.n_plays == 3 and store.get_history().n_plays == 4


def check_periods(path):
    zone = zoneinfo.ZoneInfo('Europe/Berlin')
    day = Footprints.Period.new_day(2024, 3, 31, zone)
    assert day.end - day.start == datetime.timedelta(hours=23)
    assert str(Footprints.Period.parse('2024-W07', 'UTC')) == '2024-W07'
    whole = Footprints.Period.new_all_time()
    assert whole.start is None and whole.end is None and whole.is_all_time()
    span = Footprints.Period.new_range(NEW_YEAR, None, UTC)
    assert NEW_YEAR in span and NEW_YEAR - datetime.timedelta(seconds=1) not in span
    for wrong in ('2024-13', 'nonsense', '2024-02-01..2024-01-01'):
        try:
            Footprints.Period.parse(wrong)
            raise AssertionError(wrong)
        except GLib.Error as error:
            assert error.matches(Footprints.error_quark(), Footprints.Error.INVALID_ARGUMENT)


def check_errors(path):
    with Footprints.Store.open(path) as store:
        for wrong in (scrobble(' ', 'x', 0), Footprints.Scrobble(artist='a', track='b', listened_at=0),
                      scrobble('a', 'b', 0, info='[]')):
            try:
                store.add_scrobble(wrong)
                raise AssertionError(wrong)
            except GLib.Error as error:
                assert error.matches(Footprints.error_quark(), Footprints.Error.INVALID_SCROBBLE)
        assert len(store) == 0
    try:
        Footprints.Store.open(path + '.missing', Footprints.StoreOpenFlags.NO_CREATE)
        raise AssertionError('a missing file was opened')
    except GLib.Error as error:
        assert error.matches(Footprints.error_quark(), Footprints.Error.NOT_FOUND)


def check_await(path):
    async def work():
        with await Footprints.Store.open_async(path) as store:
            number, added = await store.add_scrobble_async(scrobble('A', 'B', 0))
            assert added and number == 1
            counts = await asyncio.gather(*(store.add_scrobbles_async([scrobble('A', 'B', n)])
                                            for n in range(1, 20)))
            assert sum(counts) == 19
            history = await store.get_history_async()
            return history.n_plays

    assert asyncio.run(work()) == 20


def check_callback(path):
    """As in C: the result is kept and looked at after the loop, where a failure is seen."""
    loop = GLib.MainLoop()
    results = []

    def on_opened(source, result):
        results.append(result)
        loop.quit()

    Footprints.Store.open_async(path, Footprints.StoreOpenFlags.NONE, None, on_opened)
    loop.run()
    store = Footprints.Store.open_finish(results[0])
    changes = []
    store.connect('changed', lambda store: (changes.append(store), loop.quit()))
    store.add_scrobble(scrobble('A', 'B', 0))
    loop.run()
    assert changes == [store]
    store.close()


def check_files(path):
    lines = path + '.jsonl'
    with Footprints.Store.open(path) as store:
        fill(store)
        stream = Gio.File.new_for_path(lines).replace(None, False, Gio.FileCreateFlags.NONE, None)
        exporter = Footprints.Exporter.new(store, Footprints.ExportFormat.JSONL)
        assert exporter.write(stream) == 3
        stream.close()
    with Footprints.Store.open(path + '.again') as store:
        for dry_run, in_store in ((True, 0), (False, 3), (False, 3)):
            job = Footprints.ImportJob.new(store, Footprints.FileImporter(lines, zone='UTC'))
            job.set_dry_run(dry_run)
            assert job.run()
            assert job.state == Footprints.ImportState.FINISHED and job.progress == 1
            assert len(store) == in_store
        assert (job.summary.n_rows, job.summary.n_duplicate, job.summary.n_rejected) == (3, 3, 0)
        with open(lines, 'a', encoding='utf-8') as file:
            file.write('{"artist":"x","track":"y","listened_at":5}\n')
        job = Footprints.ImportJob.new(store, Footprints.FileImporter(lines))
        job.run()
        assert [(r.row, r.reason) for r in job.summary.rejections] == [
            (4, 'time 5 is before 2002-10-01')]


def check_worked_examples(path):
    """The figures of doc/reports.md."""
    def play(time, artist, track, album=None):
        return Footprints.Scrobble(artist=artist, track=track, album=album, source='x',
                                   listened_at=datetime.datetime.fromisoformat(time + '+00:00'))

    def entries(chart):
        return [(entry.rank, entry.name, entry.n_plays) for entry in chart]

    kinds = Footprints.EntityKind
    with Footprints.Store.open(path) as store:
        store.add_scrobbles([
            play('2023-12-31 23:30', 'Brom', 'Drei'),
            play('2024-01-01 10:00', 'Ädel', 'Eins', 'Erste'),
            play('2024-01-01 10:05', 'Ädel', 'Zwei', 'Erste'),
            play('2024-01-01 10:10', 'Brom', 'Drei'),
            play('2024-01-03 09:00', 'Ädel', 'Eins', 'Erste'),
            play('2024-02-10 20:00', 'Chrom', 'Vier', 'Erste'),
            play('2024-02-10 20:04', 'Brom', 'Drei', 'Zweite'),
        ])
        history = store.get_history()
    year = Footprints.Period.parse('2024', 'UTC')
    overview = history.get_overview(year)
    assert (overview.n_plays, overview.n_artists, overview.n_albums, overview.n_tracks) == (6, 3, 3, 4)
    assert overview.n_days == 41 and round(overview.plays_per_day, 3) == 0.146
    assert entries(history.get_chart(kinds.ARTIST, year)) == [
        (1, 'Ädel', 3), (2, 'Brom', 2), (3, 'Chrom', 1)]
    albums = history.get_chart(kinds.ALBUM, year)
    assert [(e.rank, e.name, e.artist, e.n_plays) for e in albums] == [
        (1, 'Erste', 'Ädel', 3), (2, 'Erste', 'Chrom', 1), (2, 'Zweite', 'Brom', 1)]
    for zone, steps, years in (
            ('UTC', [('2023-12', 1), ('2024-01', 4), ('2024-02', 2)], [2024, 2023]),
            ('Europe/Berlin', [('2024-01', 5), ('2024-02', 2)], [2024])):
        pulse = history.get_pulse(Footprints.Period.new_all_time(zone), Footprints.Granularity.MONTH)
        assert [(step.label, step.n_plays) for step in pulse] == steps
        assert [entry.year for entry in history.get_years(zone)] == years
    assert entries(history.search('ADEL').get_matches(kinds.ARTIST)) == [(1, 'Ädel', 3)]
    assert entries(history.search('ei').get_matches(kinds.TRACK)) == [
        (1, 'Drei', 3), (2, 'Eins', 2), (3, 'Zwei', 1)]
    assert history.get_top_report(year).title == 'Year 2024'


def main():
    cases = [(name[6:], value) for name, value in sorted(globals().items())
             if name.startswith('check_')]
    failures = 0
    print(f'1..{len(cases)}')
    for number, (name, check) in enumerate(cases, 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                check(os.path.join(folder, 'history.db'))
                print(f'ok {number} /python/{name}')
            except Exception:
                failures += 1
                print(f'not ok {number} /python/{name}')
                print('\n'.join(f'# {line}' for line in traceback.format_exc().splitlines()))
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
