# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Typical use of the library from Python, and the behaviour of the overrides."""

import asyncio
import datetime
import json
import os
import pathlib
import sys
import tempfile
import zoneinfo

import gi

gi.require_version("Footprints", "1")
gi.require_version("GIRepository", "2.0")
from gi.repository import Footprints, Gio, GIRepository, GLib, GObject

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "support"))
from tap_tests import run_tests  # noqa: E402

UTC = datetime.timezone.utc
NEW_YEAR = datetime.datetime(2024, 1, 1, tzinfo=UTC)


def scrobble(artist, track, minutes, **more):
    return Footprints.Scrobble(
        artist=artist,
        track=track,
        listened_at=NEW_YEAR + datetime.timedelta(minutes=minutes),
        **more,
    )


def fill(store):
    assert (
        store.add_scrobbles(
            [
                scrobble("Ädel", "Eins", 0, album="Erste", source="lastfm"),
                scrobble("Ädel", "Zwei", 5, album="Erste", source="lastfm"),
                scrobble("Brom", "Drei", 10, source="lastfm", duration_ms=180000),
            ]
        )
        == 3
    )


def check_store(path):
    with Footprints.Store.open(path) as store:
        fill(store)
        play = scrobble("Brom", "Drei", 10, source="lastfm")
        number, added = store.add_scrobble(play)
        assert not added
        assert len(store) == 3
        assert store.get_scrobble(number).duration_ms == 180000
        page = store.list_scrobbles(limit=2)
        assert len(page) == 2 and page[0].artist == "Brom"
        rest = store.list_scrobbles_after(page.next_cursor)
        assert [one.track for one in rest] == ["Eins"] and rest.next_cursor is None
        assert [one.track for one in store] == ["Drei", "Zwei", "Eins"]
        with store.read_scrobbles("2024-01-01", oldest_first=True) as cursor:
            assert [one.listened_at for one in cursor][0] == NEW_YEAR
        assert store.list_source_ids([999, number]) == [
            "",
            store.get_scrobble(number).source_id or "",
        ]
        assert store.remove_scrobbles([number, 999]) == 1
        assert len(store) == 2
    try:
        len(store)
        raise AssertionError("a closed store answered")
    except GLib.Error as error:
        assert error.matches(Footprints.error_quark(), Footprints.Error.CLOSED)


def check_backup(path):
    with Footprints.Store.open(path) as store:
        fill(store)
        assert store.check() and store.back_up(path + ".copy") == 3
        store.add_scrobble(scrobble("Later", "Vier", 20))
        assert Footprints.Store.restore(path, path + ".copy", path + ".kept") == 3
        assert len(store) == 3
        assert asyncio.run(await_backup(store, path + ".again")) == 3
    with Footprints.Store.open(path + ".kept", Footprints.StoreOpenFlags.READ_ONLY) as kept:
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
            (1, "Ädel", 2, None),
            (2, "Brom", 1, None),
        ]
        assert chart[-1].name == "Brom"
        overview = history.get_overview("2024")
        assert (overview.n_plays, overview.n_albums, overview.first_at) == (3, 1, NEW_YEAR)
        assert overview.period.start == NEW_YEAR
        assert history.get_overview("2023").first_at is None
        found = history.search("adel").get_matches(Footprints.EntityKind.ARTIST)
        assert [entry.name for entry in found] == ["Ädel"]
        timeline = history.get_timeline(limit=1)
        assert timeline[0].listened_at == NEW_YEAR + datetime.timedelta(minutes=10)
        assert [e.track for e in history.get_timeline_after(timeline.next_cursor)] == [
            "Zwei",
            "Eins",
        ]
        steps = history.get_pulse("2024", Footprints.Granularity.MONTH)
        assert len(steps) == 12 and (steps[0].label, steps[0].n_plays) == ("2024-01", 3)
        assert [year.year for year in history.get_years("America/New_York")] == [2023]
        heatmap = history.get_heatmap("2024")
        assert len(heatmap) == 168 and heatmap.n_plays == 3 and not heatmap.per_week
        assert (heatmap.peak.weekday, heatmap.peak.hour, heatmap.peak.value) == (1, 0, 3.0)
        late = Footprints.Calendar.new("UTC", 4)
        assert (late.zone.get_identifier(), late.day_start_hour) == ("UTC", 4)
        assert late == Footprints.Calendar.new("UTC", 4) and late != Footprints.Calendar.new("UTC")
        assert [year.year for year in history.get_years(late)] == [2023]
        assert Footprints.Period.new_day(2024, 1, 1, late).start == NEW_YEAR + datetime.timedelta(
            hours=4
        )
        try:
            Footprints.Calendar.new("UTC", 13)
            raise AssertionError("a day that begins in the afternoon")
        except ValueError as error:
            assert "13" in str(error)
        assert json.loads(chart.to_json())["total"] == 2
        old = history
        store.add_scrobble(scrobble("Chrom", "Vier", 20))
        assert old.n_plays == 3 and store.get_history().n_plays == 4


def check_periods(path):
    zone = zoneinfo.ZoneInfo("Europe/Berlin")
    day = Footprints.Period.new_day(2024, 3, 31, zone)
    assert day.end - day.start == datetime.timedelta(hours=23)
    assert str(Footprints.Period.parse("2024-W07", "UTC")) == "2024-W07"
    whole = Footprints.Period.new_all_time()
    assert whole.start is None and whole.end is None and whole.is_all_time()
    span = Footprints.Period.new_range(NEW_YEAR, None, UTC)
    assert NEW_YEAR in span and NEW_YEAR - datetime.timedelta(seconds=1) not in span
    for wrong in ("2024-13", "nonsense", "2024-02-01..2024-01-01"):
        try:
            Footprints.Period.parse(wrong)
            raise AssertionError(wrong)
        except GLib.Error as error:
            assert error.matches(Footprints.error_quark(), Footprints.Error.INVALID_ARGUMENT)


def check_errors(path):
    with Footprints.Store.open(path) as store:
        for wrong in (
            scrobble(" ", "x", 0),
            Footprints.Scrobble(artist="a", track="b", listened_at=0),
            scrobble("a", "b", 0, info="[]"),
        ):
            try:
                store.add_scrobble(wrong)
                raise AssertionError(wrong)
            except GLib.Error as error:
                assert error.matches(Footprints.error_quark(), Footprints.Error.INVALID_SCROBBLE)
        assert len(store) == 0
    try:
        Footprints.Store.open(path + ".missing", Footprints.StoreOpenFlags.NO_CREATE)
        raise AssertionError("a missing file was opened")
    except GLib.Error as error:
        assert error.matches(Footprints.error_quark(), Footprints.Error.NOT_FOUND)


def check_await(path):
    async def work():
        with await Footprints.Store.open_async(path) as store:
            number, added = await store.add_scrobble_async(scrobble("A", "B", 0))
            assert added and number == 1
            counts = await asyncio.gather(
                *(store.add_scrobbles_async([scrobble("A", "B", n)]) for n in range(1, 20))
            )
            assert sum(counts) == 19
            history = await store.get_history_async()
            return history.n_plays

    assert asyncio.run(work()) == 20


def check_callback(path):
    """As in C: the result is kept and finished after the loop, where a failure is raised."""
    loop = GLib.MainLoop()
    results = []

    def on_opened(source, result):
        results.append(result)
        loop.quit()

    Footprints.Store.open_async(path, Footprints.StoreOpenFlags.NONE, None, on_opened)
    loop.run()
    store = Footprints.Store.open_finish(results[0])
    changes = []
    store.connect("changed", lambda store: (changes.append(store), loop.quit()))
    store.add_scrobble(scrobble("A", "B", 0))
    loop.run()
    assert changes == [store]
    store.close()


def check_files(path):
    lines = path + ".jsonl"
    with Footprints.Store.open(path) as store:
        fill(store)
        stream = Gio.File.new_for_path(lines).replace(None, False, Gio.FileCreateFlags.NONE, None)
        exporter = Footprints.Exporter.new(store, Footprints.ExportFormat.JSONL)
        assert exporter.write(stream) == 3
        stream.close()
    with Footprints.Store.open(path + ".again") as store:
        for dry_run, in_store in ((True, 0), (False, 3), (False, 3)):
            job = Footprints.ImportJob.new(store, Footprints.FileImporter(lines, zone="UTC"))
            job.set_dry_run(dry_run)
            assert job.run()
            assert job.state == Footprints.ImportState.FINISHED and job.progress == 1
            assert len(store) == in_store
        assert (job.summary.n_rows, job.summary.n_duplicate, job.summary.n_rejected) == (3, 3, 0)
        with open(lines, "a", encoding="utf-8") as file:
            file.write('{"artist":"x","track":"y","listened_at":5}\n')
        job = Footprints.ImportJob.new(store, Footprints.FileImporter(lines))
        job.run()
        assert [(r.row, r.reason) for r in job.summary.rejections] == [
            (4, "time 5 is before 2002-10-01")
        ]


def check_worked_examples(path):
    """The figures of doc/reports.md."""

    def play(time, artist, track, album=None):
        return Footprints.Scrobble(
            artist=artist,
            track=track,
            album=album,
            source="x",
            listened_at=datetime.datetime.fromisoformat(time + "+00:00"),
        )

    def entries(chart):
        return [(entry.rank, entry.name, entry.n_plays) for entry in chart]

    kinds = Footprints.EntityKind
    with Footprints.Store.open(path) as store:
        store.add_scrobbles(
            [
                play("2023-12-31 23:30", "Brom", "Drei"),
                play("2024-01-01 10:00", "Ädel", "Eins", "Erste"),
                play("2024-01-01 10:05", "Ädel", "Zwei", "Erste"),
                play("2024-01-01 10:10", "Brom", "Drei"),
                play("2024-01-03 09:00", "Ädel", "Eins", "Erste"),
                play("2024-02-10 20:00", "Chrom", "Vier", "Erste"),
                play("2024-02-10 20:04", "Brom", "Drei", "Zweite"),
            ]
        )
        history = store.get_history()
    year = Footprints.Period.parse("2024", "UTC")
    overview = history.get_overview(year)
    assert (overview.n_plays, overview.n_artists, overview.n_albums, overview.n_tracks) == (
        6,
        3,
        3,
        4,
    )
    assert overview.n_days == 41 and round(overview.plays_per_day, 3) == 0.146
    assert entries(history.get_chart(kinds.ARTIST, year)) == [
        (1, "Ädel", 3),
        (2, "Brom", 2),
        (3, "Chrom", 1),
    ]
    albums = history.get_chart(kinds.ALBUM, year)
    assert [(e.rank, e.name, e.artist, e.n_plays) for e in albums] == [
        (1, "Erste", "Ädel", 3),
        (2, "Erste", "Chrom", 1),
        (2, "Zweite", "Brom", 1),
    ]
    for zone, steps, years in (
        ("UTC", [("2023-12", 1), ("2024-01", 4), ("2024-02", 2)], [2024, 2023]),
        ("Europe/Berlin", [("2024-01", 5), ("2024-02", 2)], [2024]),
    ):
        pulse = history.get_pulse(
            Footprints.Period.new_all_time(zone), Footprints.Granularity.MONTH
        )
        assert [(step.label, step.n_plays) for step in pulse] == steps
        assert [entry.year for entry in history.get_years(zone)] == years
    assert entries(history.search("ADEL").get_matches(kinds.ARTIST)) == [(1, "Ädel", 3)]
    assert entries(history.search("ei").get_matches(kinds.TRACK)) == [
        (1, "Drei", 3),
        (2, "Eins", 2),
        (3, "Zwei", 1),
    ]
    assert history.get_top_report(year).title == "Year 2024"


def check_secret(path):
    """A write-only property can be set, and nothing else is mistaken for it."""
    with Footprints.Store.open(path) as store:
        config = Footprints.SyncConfig(source="lastfm", account="me")
        assert not config.has_secret()
        config.secret = "k" * 32
        assert config.has_secret()
        assert store.save_sync_config(config)
        stored = store.get_sync_config(config.id)
        assert stored.has_secret()
        for read in (lambda: config.secret, lambda: stored.secret):
            try:
                read()
                raise AssertionError("a secret was read")
            except AttributeError as error:
                assert "not read" in str(error)
        stored.secret = None
        assert stored.has_secret()
    importer = Footprints.Importer.create("lastfm", "me", "a secret", None)
    assert importer.secret == "a secret"
    try:
        importer.secret = "another"
        raise AssertionError("it was set after construction")
    except AttributeError:
        pass


VALUES = {"gchararray": "text", "gboolean": True, "gint64": 77, "guint": 7, "gint": 7}


def make_object(name, store):
    makers = {
        "ImportJob": lambda: Footprints.ImportJob.new(store, Footprints.FileImporter("x")),
        "Verification": lambda: Footprints.Verification.new(
            store, Footprints.Importer.create("lastfm", "me", None, None)
        ),
        "Exporter": lambda: Footprints.Exporter.new(store, Footprints.ExportFormat.JSONL),
        "SyncScheduler": lambda: Footprints.SyncScheduler.new(store),
        "FileImporter": lambda: Footprints.FileImporter("x"),
        "Importer": lambda: Footprints.Importer.create("lastfm", "me", None, None),
        "SyncConfig": lambda: Footprints.SyncConfig.new("lastfm", "me"),
        "LastfmImporter": lambda: Footprints.Importer.create("lastfm", "me", None, None),
        "ListenbrainzImporter": lambda: Footprints.Importer.create(
            "listenbrainz", "me", None, None
        ),
    }
    return makers[name]()


def list_properties():
    for name in dir(Footprints):
        klass = getattr(Footprints, name)
        if isinstance(klass, type) and issubclass(klass, GObject.Object):
            for pspec in klass.list_properties():
                if pspec.owner_type == klass.__gtype__:
                    yield name, klass, pspec


def check_properties(path):
    """Assigning to a property sets it, or fails; a property of each class can be read."""
    n_set = 0
    with Footprints.Store.open(path) as store:
        for name, klass, pspec in list_properties():
            attribute = pspec.name.replace("-", "_")
            assert hasattr(klass, attribute), (name, attribute)
            if not pspec.flags & GObject.ParamFlags.WRITABLE or pspec.value_type.name not in VALUES:
                continue
            if name == "Scrobble":
                continue
            thing = make_object(name, store)
            value = VALUES[pspec.value_type.name]
            if pspec.flags & GObject.ParamFlags.CONSTRUCT_ONLY:
                try:
                    setattr(thing, attribute, value)
                    raise AssertionError((name, attribute))
                except AttributeError:
                    continue
            setattr(thing, attribute, value)
            n_set += 1
            if attribute.endswith("_at"):
                value = thing.get_property(pspec.name)
                assert getattr(thing, attribute).timestamp() == value == VALUES["gint64"]
            elif pspec.flags & GObject.ParamFlags.READABLE:
                assert getattr(thing, attribute) == thing.get_property(pspec.name) == value, (
                    name,
                    attribute,
                )
    assert n_set >= 15
    importer = Footprints.FileImporter("x")
    importer.zone = "Europe/Berlin"
    assert importer.zone.get_identifier() == "Europe/Berlin"
    noon = datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.timezone.utc)
    importer = Footprints.FileImporter("x", last_at=noon, min_played_s=10)
    assert (importer.last_at, importer.get_last_at()) == (noon, 1709294400)
    importer.last_at = None
    assert (importer.last_at, importer.get_last_at()) == (None, 0)
    assert importer.min_played_s == 10


def check_filenames(path):
    """Names that are not UTF-8, as bytes, as str and as a path; path objects work everywhere."""
    folder = os.fsencode(os.path.dirname(path))
    for number, name in enumerate(
        (b"\xff\xfe.db", "ä".encode("latin-1") + b".db", "ä.db".encode())
    ):
        place = os.path.join(folder, str(number).encode())
        os.mkdir(place)
        raw = os.path.join(place, name)
        forms = (raw, os.fsdecode(raw), pathlib.Path(os.fsdecode(raw)))
        for form in forms:
            with Footprints.Store.open(form) as store:
                assert os.fsencode(store.get_path()) == os.fsencode(store.path) == raw
                if form is raw:
                    fill(store)
                assert len(store) == 3
                store.set_key_file(os.path.join(place, b"key\xff"))
        with asyncio.run(Footprints.Store.open_async(forms[2])) as store:
            config = Footprints.SyncConfig.new("lastfm", "me")
            store.set_key_file(pathlib.Path(os.fsdecode(os.path.join(place, b"key\xff"))))
            config.secret = "k" * 32
            store.save_sync_config(config)
            assert os.path.exists(os.path.join(place, b"key\xff"))
            for copy, form in zip(
                (raw + b".1", raw + b".2", raw + b".3"), (bytes, os.fsdecode, pathlib.Path)
            ):
                form = form(copy) if form is not pathlib.Path else pathlib.Path(os.fsdecode(copy))
                assert store.back_up(form) == 3 and os.path.exists(copy)
        assert Footprints.Store.restore(forms[0], raw + b".1", raw + b".kept") == 3
        assert (
            Footprints.Store.restore(
                forms[1], os.fsdecode(raw + b".2"), pathlib.Path(os.fsdecode(raw + b".4"))
            )
            == 3
        )
        assert os.path.exists(raw + b".kept") and os.path.exists(raw + b".4")
        assert Footprints.Store.compact(forms[2])
        check_file_names(place, raw)


def check_file_names(place, raw):
    lines = os.path.join(place, b"plays\xff.jsonl")
    with open(lines, "w", encoding="utf-8") as file:
        file.write('{"artist":"A","track":"B","listened_at":1700000000}\n')
    with Footprints.Store.open(raw) as store:
        for number, form in enumerate(
            (lines, os.fsdecode(lines), pathlib.Path(os.fsdecode(lines)))
        ):
            for importer in (Footprints.FileImporter(form), Footprints.FileImporter.new(form)):
                assert os.fsencode(importer.path) == os.fsencode(importer.get_path()) == lines
                job = Footprints.ImportJob.new(store, importer)
                assert job.run()
        assert len(store) == 4
        assert all("plays" in entry.label for entry in store.list_imports(10))
    for missing in (raw + b".missing\xff", os.fsdecode(raw + b".missing\xff")):
        try:
            Footprints.Store.open(missing, Footprints.StoreOpenFlags.NO_CREATE)
            raise AssertionError("a missing file was opened")
        except GLib.Error as error:
            assert error.matches(Footprints.error_quark(), Footprints.Error.NOT_FOUND)
        try:
            with Footprints.Store.open(raw) as store:
                Footprints.ImportJob.new(store, Footprints.FileImporter(missing)).run()
            raise AssertionError("a missing file was read")
        except GLib.Error as error:
            assert error.matches(Footprints.error_quark(), Footprints.Error.NOT_FOUND)


ARTIST = Footprints.EntityKind.ARTIST
# The effect of None in each place that accepts it; the list is that of the typelib.
NULLS = {
    "calendar_new": lambda it: Footprints.Calendar.new(None, 0).zone is not None,
    "exporter_set_period": lambda it: it.exporter.set_period(None) is None,
    "file_importer_set_column": lambda it: it.file.set_column(Footprints.ImportColumn.ARTIST, None)
    is None,
    "file_importer_set_encoding": lambda it: it.file.set_encoding(None) is None,
    "file_importer_set_listener": lambda it: it.file.set_listener(None) is None,
    "file_importer_set_label": lambda it: it.file.set_label(None) is None,
    "file_importer_set_source": lambda it: it.file.set_source(None) is None,
    "file_importer_set_zone": lambda it: it.file.set_zone(None) is None
    and it.file.zone is not None,
    "history_filter": lambda it: it.history.filter(None, None, None, None).n_plays == 3,
    "history_get_chart_full": lambda it: len(it.history.get_chart_full(ARTIST, before=None)) == 2,
    "history_get_entity": lambda it: it.history.get_entity(ARTIST, "Brom", None, None) is not None,
    "history_get_rank_history": lambda it: len(
        it.history.get_rank_history(ARTIST, "Brom", None, None)
    )
    > 0,
    "history_get_years": lambda it: len(it.history.get_years(None)) == 1,
    "import_page_set_next_cursor": None,
    "import_job_set_rejections_path": lambda it: it.job.set_rejections_path(None) is None,
    "importer_create": lambda it: Footprints.Importer.create("lastfm", "me", None, None).base_url
    is None,
    "importer_fetch_page_async": None,
    "importer_set_base_url": lambda it: it.importer.set_base_url(None) is None,
    "importer_set_contact": lambda it: it.importer.set_contact(None) is None,
    "importer_set_source": lambda it: it.importer.set_source(None) is None,
    "listenbrainz_importer_new": lambda it: Footprints.ListenbrainzImporter.new("me", None).account
    == "me",
    "period_new_all_time": lambda it: Footprints.Period.new_all_time(None).is_all_time(),
    "period_new_day": lambda it: Footprints.Period.new_day(2024, 1, 1, None).end is not None,
    "period_new_iso_week": lambda it: Footprints.Period.new_iso_week(2024, 1, None).end is not None,
    "period_new_month": lambda it: Footprints.Period.new_month(2024, 1, None).end is not None,
    "period_new_named": lambda it: Footprints.Period.new_named(
        Footprints.PeriodName.TODAY, None
    ).end
    is not None,
    "period_new_named_at": lambda it: Footprints.Period.new_named_at(
        Footprints.PeriodName.TODAY, None, NEW_YEAR
    ).start
    == NEW_YEAR,
    "period_new_range": lambda it: Footprints.Period.new_range(None, None, None).start is None,
    "period_new_year": lambda it: Footprints.Period.new_year(2024, None).end is not None,
    "period_parse": lambda it: Footprints.Period.parse("2024", None).end is not None,
    "scrobble_builder_set_album": lambda it: it.build("album").album is None,
    "scrobble_builder_set_album_artist": lambda it: it.build("album_artist").album_artist is None,
    "scrobble_builder_set_info": lambda it: it.build("info").info is None,
    "scrobble_builder_set_source": lambda it: it.build("source").source == "local",
    "scrobble_builder_set_source_id": lambda it: it.build("source_id").source_id is None,
    "reach_new": lambda it: Footprints.Reach.new(None) is not None,
    "importer_set_reach": lambda it: it.importer.set_reach(None) is None,
    "store_set_reach": lambda it: it.store.set_reach(None) is None,
    "store_read_scrobbles": lambda it: len(list(it.store.read_scrobbles(None))) == 3,
    "store_set_key_file": lambda it: it.store.set_key_file(None) is None,
    "spotify_login_set_base_url": lambda it: it.login.set_base_url(None) is None,
    "spotify_login_set_reach": lambda it: it.login.set_reach(None) is None,
    "sync_config_set_base_url": lambda it: it.config.set_base_url(None) is None,
    "sync_config_set_secret": lambda it: it.config.set_secret(None) is None
    and not it.config.has_secret(),
    "sync_scheduler_set_contact": lambda it: it.scheduler.set_contact(None) is None,
}
# Every report that accepts all time works the same way.
NULLS.update(
    {
        f"history_{name}": lambda it, name=name: len(getattr(it.history, name)(None, 10)) > 0
        for name in dir(Footprints.History)
        if name.startswith("list_") and name != "list_properties"
    }
)


class Things:
    def __init__(self, store):
        fill(store)
        self.store = store
        self.history = store.get_history()
        self.exporter = Footprints.Exporter.new(store, Footprints.ExportFormat.JSONL)
        self.file = Footprints.FileImporter("x")
        self.job = Footprints.ImportJob.new(store, self.file)
        self.importer = Footprints.Importer.create("lastfm", "me", None, None)
        self.config = Footprints.SyncConfig.new("lastfm", "me")
        self.login = Footprints.SpotifyLogin.new("abc", "http://127.0.0.1/")
        self.scheduler = Footprints.SyncScheduler.new(store)

    def build(self, name):
        builder = Footprints.ScrobbleBuilder.new()
        builder.set_artist("A")
        builder.set_track("B")
        builder.set_listened_at(1700000000)
        getattr(builder, "set_" + name)(None)
        return builder.build()


def list_nullable():
    """The functions of the typelib that accept None for something other than a cancellable or a callback."""
    repository = GIRepository.Repository.get_default()
    repository.require("Footprints", "1", 0)
    others = ("Cancellable", "AsyncReadyCallback")
    for info in (
        repository.get_info("Footprints", i) for i in range(repository.get_n_infos("Footprints"))
    ):
        count, get = {
            GIRepository.InfoType.OBJECT: (
                GIRepository.object_info_get_n_methods,
                GIRepository.object_info_get_method,
            ),
            GIRepository.InfoType.STRUCT: (
                GIRepository.struct_info_get_n_methods,
                GIRepository.struct_info_get_method,
            ),
        }.get(info.get_type(), (lambda info: 0, None))
        for function in (get(info, i) for i in range(count(info))):
            for argument in (
                GIRepository.callable_info_get_arg(function, i)
                for i in range(GIRepository.callable_info_get_n_args(function))
            ):
                kind = GIRepository.arg_info_get_type(argument)
                name = GIRepository.type_info_get_interface(kind)
                if (
                    GIRepository.arg_info_may_be_null(argument)
                    and argument.get_name() != "user_data"
                    and (name is None or name.get_name() not in others)
                ):
                    yield GIRepository.function_info_get_symbol(function).removeprefix(
                        "footprints_"
                    )


def check_nulls(path):
    assert set(list_nullable()) == set(NULLS), set(list_nullable()) ^ set(NULLS)
    with Footprints.Store.open(path) as store:
        things = Things(store)
        for name, works in NULLS.items():
            # Those without a check are called by every importer; test_asyncio.py covers them.
            assert works is None or works(things), name


def with_path(check):
    """The check with the path of a history of its own."""

    def run_check():
        with tempfile.TemporaryDirectory() as folder:
            check(os.path.join(folder, "history.db"))

    return run_check


def main():
    return run_tests(
        [
            (f"/python/{name[6:]}", with_path(value))
            for name, value in sorted(globals().items())
            if name.startswith("check_") and name != "check_file_names"
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
