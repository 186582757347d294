# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Pythonic overrides for Footprints: the typelib does the work, this module makes it feel native.

* attributes for everything that has a getter or a setter: ``entry.n_plays``, ``config.secret = key``
* ``with Footprints.Store.open(path) as store``, ``len(store)``, ``for scrobble in store``
* ``len(chart)``, ``chart[0]``, ``for entry in chart``
* ``datetime`` in and out, time zones as names, ``zoneinfo.ZoneInfo`` or ``GLib.TimeZone``
* paths as ``str``, ``bytes`` or ``os.PathLike``
* an ``…_async`` method with a callback works as in C; without one (left out, or None) it starts the work
  at once and returns something to await; the work is done even if nobody awaits it
* under asyncio, signals are emitted and schedulers run by themselves: see ``Pump`` in _FootprintsAsync.py
* an exception of an importer becomes the ``__cause__`` of the error with which its import ends;
  ``do_fetch_page`` and ``do_count_plays`` may be coroutines under asyncio
"""

import asyncio
import datetime
import functools
import inspect
import os
import sys

from gi.repository import GLib, GObject

from . import _FootprintsAsync as asynchronous
from . import _FootprintsValues as values
from ..module import get_introspection_module
from ..overrides import override

Footprints = get_introspection_module("Footprints")

__all__ = []

_CONVERTERS = {
    "path": os.fspath,
    "scrobbles": list,
    "ids": list,
    "since": lambda time: 0 if time is None else values.to_unix(time),
    "until": lambda time: values.MAX_INT64 if time is None else values.to_unix(time),
}


def _on_thread(async_method, twin):
    """An ``…_async`` method whose work the synchronous @twin does, on a thread."""

    def begin(*given):
        return asynchronous.run_on_thread(functools.partial(twin, *given))

    return asynchronous.make_asynchronous(async_method, twin, begin, _CONVERTERS)


def _on_context(async_method, finish, twin, has_cancellable=True):
    """An ``…_async`` method whose work runs in a main context."""

    def begin(*given):
        return asynchronous.run_on_context(async_method, finish, given)

    return asynchronous.make_asynchronous(async_method, twin, begin, _CONVERTERS, has_cancellable)


def _changing(method):
    """For a method of a store that may emit `changed`: also runs handlers that were connected before asyncio ran."""

    @functools.wraps(method)
    def changing(*arguments, **keywords):
        try:
            return method(*arguments, **keywords)
        finally:
            if asynchronous.Pump.listened:
                asynchronous.Pump.wake_running()

    return changing


class Scrobble(Footprints.Scrobble):
    def __init__(self, *arguments, **keywords):
        if "listened_at" in keywords:
            keywords["listened_at"] = values.to_unix(keywords["listened_at"])
        super().__init__(*arguments, **keywords)

    @property
    def listened_at(self):
        return values.to_datetime(self.get_listened_at())

    def __repr__(self):
        return (
            f"<Footprints.Scrobble {self.get_artist()!r} – {self.get_track()!r}"
            f" at {self.listened_at}>"
        )


Scrobble = override(Scrobble)
__all__.append("Scrobble")


class Calendar(Footprints.Calendar):
    @staticmethod
    def new(zone=None, day_start_hour=0):
        if not 0 <= day_start_hour <= Footprints.MAX_DAY_START_HOUR:
            raise ValueError(
                f"day_start_hour must be between 0 and {Footprints.MAX_DAY_START_HOUR}, not {day_start_hour!r}"
            )
        return Footprints.Calendar.new(values.to_zone(zone), day_start_hour)

    zone = property(Footprints.Calendar.get_zone)
    day_start_hour = property(Footprints.Calendar.get_day_start_hour)

    def __eq__(self, other):
        return isinstance(other, Footprints.Calendar) and self.equal(other)

    __hash__ = None


Calendar = override(Calendar)
__all__.append("Calendar")


class Period(Footprints.Period):
    @staticmethod
    def new_range(start, end, calendar=None):
        return Footprints.Period.new_range(
            values.MIN_INT64 if start is None else values.to_unix(start),
            values.MAX_INT64 if end is None else values.to_unix(end),
            values.to_calendar(calendar),
        )

    @staticmethod
    def new_all_time(calendar=None):
        return Footprints.Period.new_all_time(values.to_calendar(calendar))

    @staticmethod
    def new_named(name, calendar=None):
        return Footprints.Period.new_named(name, values.to_calendar(calendar))

    @staticmethod
    def new_named_at(name, calendar, now):
        return Footprints.Period.new_named_at(
            name, values.to_calendar(calendar), values.to_unix(now)
        )

    @staticmethod
    def new_year(year, calendar=None):
        return Footprints.Period.new_year(year, values.to_calendar(calendar))

    @staticmethod
    def new_month(year, month, calendar=None):
        return Footprints.Period.new_month(year, month, values.to_calendar(calendar))

    @staticmethod
    def new_day(year, month, day, calendar=None):
        return Footprints.Period.new_day(year, month, day, values.to_calendar(calendar))

    @staticmethod
    def new_iso_week(year, week, calendar=None):
        return Footprints.Period.new_iso_week(year, week, values.to_calendar(calendar))

    @staticmethod
    def parse(text, calendar=None):
        return Footprints.Period.parse(text, values.to_calendar(calendar))

    @property
    def start(self):
        return values.to_datetime(self.get_start())

    @property
    def end(self):
        return values.to_datetime(self.get_end())

    def __contains__(self, time):
        return self.contains(values.to_unix(time))

    def __str__(self):
        return self.to_string()


Period = override(Period)
__all__.append("Period")


class Store(asynchronous.Emitter, Footprints.Store):
    @staticmethod
    def open(path, flags=Footprints.StoreOpenFlags.NONE, cancellable=None):
        return Footprints.Store.open(os.fspath(path), flags, cancellable)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def __len__(self):
        return self.count_scrobbles()

    def __bool__(self):
        return True

    def __iter__(self):
        return iter(self.read_scrobbles())

    @_changing
    def add_scrobble(self, scrobble, cancellable=None):
        return Footprints.Store.add_scrobble(self, scrobble, cancellable)

    @_changing
    def add_scrobbles(self, scrobbles, cancellable=None):
        return Footprints.Store.add_scrobbles(self, list(scrobbles), cancellable)

    @_changing
    def remove_scrobbles(self, ids, cancellable=None):
        return Footprints.Store.remove_scrobbles(self, list(ids), cancellable)

    @_changing
    def restore_scrobbles(self, ids, cancellable=None):
        return Footprints.Store.restore_scrobbles(self, list(ids), cancellable)

    def list_source_ids(self, ids, cancellable=None):
        return Footprints.Store.list_source_ids(self, list(ids), cancellable)

    def list_removed_scrobbles(self, offset=0, limit=100, cancellable=None):
        return Footprints.Store.list_removed_scrobbles(self, offset, limit, cancellable)

    def count_scrobbles(self, cancellable=None):
        return Footprints.Store.count_scrobbles(self, cancellable)

    def get_scrobble(self, id, cancellable=None):
        return Footprints.Store.get_scrobble(self, id, cancellable)

    def get_scrobbles(self, ids, cancellable=None):
        return Footprints.Store.get_scrobbles(self, list(ids), cancellable)

    def list_scrobbles(self, offset=0, limit=100, cancellable=None):
        return Footprints.Store.list_scrobbles(self, offset, limit, cancellable)

    def list_scrobbles_after(self, cursor, limit=100, cancellable=None):
        return Footprints.Store.list_scrobbles_after(self, cursor, limit, cancellable)

    def read_scrobbles(self, period=None, oldest_first=False, cancellable=None):
        period = values.to_period(period) if period is not None else None
        return Footprints.Store.read_scrobbles(self, period, oldest_first, cancellable)

    def get_history(self, cancellable=None):
        return Footprints.Store.get_history(self, cancellable)

    def back_up(self, path, cancellable=None):
        return Footprints.Store.back_up(self, os.fspath(path), cancellable)

    @staticmethod
    def compact(path, cancellable=None):
        return Footprints.Store.compact(os.fspath(path), cancellable)

    def set_key_file(self, path):
        Footprints.Store.set_key_file(self, os.fspath(path) if path is not None else None)

    @staticmethod
    def restore(path, backup_path, kept_path, cancellable=None):
        return Footprints.Store.restore(
            *map(os.fspath, (path, backup_path, kept_path)), cancellable
        )

    def check(self, cancellable=None):
        return Footprints.Store.check(self, cancellable)


for _name in (
    "add_scrobble",
    "add_scrobbles",
    "back_up",
    "remove_scrobbles",
    "restore_scrobbles",
    "list_scrobbles",
    "list_source_ids",
    "get_history",
):
    setattr(
        Store,
        _name + "_async",
        _on_thread(getattr(Footprints.Store, _name + "_async"), getattr(Store, _name)),
    )
Store.open_async = staticmethod(_on_thread(Footprints.Store.open_async, Store.open))

Store = override(Store)
__all__.append("Store")


class Cursor(Footprints.Cursor):
    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def __iter__(self):
        while self.next():
            yield self.dup_scrobble()

    @property
    def listened_at(self):
        return values.to_datetime(self.get_listened_at())


Cursor = override(Cursor)
__all__.append("Cursor")


class History(Footprints.History):
    """Periods may be left out (all time) or given as text."""

    def __len__(self):
        return self.get_n_plays()

    def __bool__(self):
        return True

    def filter(self, artist=None, album=None, track=None, source=None):
        return Footprints.History.filter(self, artist, album, track, source)

    def get_overview(self, period=None):
        return Footprints.History.get_overview(self, values.to_period(period))

    def get_chart(self, kind, period=None, offset=0, limit=50):
        return Footprints.History.get_chart(self, kind, values.to_period(period), offset, limit)

    def get_chart_full(
        self, kind, measure=Footprints.Measure.PLAYS, period=None, before=None, offset=0, limit=50
    ):
        period = values.to_period(period)
        if isinstance(before, str):
            before = values.to_period(before, period.get_calendar())
        return Footprints.History.get_chart_full(self, kind, measure, period, before, offset, limit)

    def get_timeline(self, period=None, offset=0, limit=100):
        return Footprints.History.get_timeline(self, values.to_period(period), offset, limit)

    def get_timeline_after(self, cursor, period=None, limit=100):
        return Footprints.History.get_timeline_after(self, values.to_period(period), cursor, limit)

    def get_pulse(self, period=None, granularity=Footprints.Granularity.DAY, include_empty=True):
        return Footprints.History.get_pulse(
            self, values.to_period(period), granularity, include_empty
        )

    def get_heatmap(self, period=None, per_week=False):
        return Footprints.History.get_heatmap(self, values.to_period(period), per_week)

    def get_novelty(
        self, period=None, granularity=Footprints.Granularity.WEEK, max_discoveries=1000
    ):
        return Footprints.History.get_novelty(
            self, values.to_period(period), granularity, max_discoveries
        )

    def get_diversity(self, period=None, granularity=Footprints.Granularity.WEEK):
        return Footprints.History.get_diversity(self, values.to_period(period), granularity)

    def get_entity(self, kind, artist, title=None, period=None):
        return Footprints.History.get_entity(self, kind, artist, title, values.to_period(period))

    def get_rank_history(
        self, kind, artist, title=None, period=None, granularity=Footprints.Granularity.WEEK
    ):
        return Footprints.History.get_rank_history(
            self, kind, artist, title, values.to_period(period), granularity
        )

    def get_growth(self, period=None, granularity=Footprints.Granularity.MONTH):
        return Footprints.History.get_growth(self, values.to_period(period), granularity)

    def get_comparison(self, period, other=None, limit=10):
        period = values.to_period(period)
        if other is None:
            other = period.get_previous()
        elif isinstance(other, str):
            other = values.to_period(other, period.get_calendar())
        return Footprints.History.get_comparison(self, period, other, limit)

    def get_comebacks(self, period=None, min_days=Footprints.DEFAULT_COMEBACK_MIN_DAYS, limit=50):
        return Footprints.History.get_comebacks(self, values.to_period(period), min_days, limit)

    def get_obsessions(
        self, period=None, min_plays=Footprints.DEFAULT_OBSESSION_MIN_PLAYS, limit=50
    ):
        return Footprints.History.get_obsessions(self, values.to_period(period), min_plays, limit)

    def get_forgotten_favourites(
        self,
        period=None,
        min_plays=Footprints.DEFAULT_FAVOURITE_MIN_PLAYS,
        min_days=Footprints.DEFAULT_FORGOTTEN_MIN_DAYS,
        limit=50,
    ):
        return Footprints.History.get_forgotten_favourites(
            self, values.to_period(period), min_plays, min_days, limit
        )

    def get_concentration(self, period=None):
        return Footprints.History.get_concentration(self, values.to_period(period))

    def get_anniversaries(self, month, day, period=None):
        return Footprints.History.get_anniversaries(self, values.to_period(period), month, day)

    def get_milestones(self, period=None):
        return Footprints.History.get_milestones(self, values.to_period(period))

    def get_review(self, period=None):
        return Footprints.History.get_review(self, values.to_period(period))

    def get_streaks(self, period=None, min_plays=Footprints.DEFAULT_STREAK_MIN_PLAYS, now=None):
        now = values.to_unix(
            now if now is not None else datetime.datetime.now(datetime.timezone.utc)
        )
        return Footprints.History.get_streaks(self, values.to_period(period), min_plays, now)

    def get_sessions(
        self,
        period=None,
        gap_minutes=Footprints.DEFAULT_SESSION_GAP_MINUTES,
        min_plays=Footprints.DEFAULT_SESSION_MIN_PLAYS,
    ):
        return Footprints.History.get_sessions(
            self, values.to_period(period), gap_minutes, min_plays
        )

    def get_transitions(
        self,
        period=None,
        gap_minutes=Footprints.DEFAULT_SESSION_GAP_MINUTES,
        min_times=Footprints.DEFAULT_TRANSITION_MIN_TIMES,
        include_self=False,
        limit=1000,
    ):
        return Footprints.History.get_transitions(
            self, values.to_period(period), gap_minutes, min_times, include_self, limit
        )

    def get_years(self, calendar=None):
        return Footprints.History.get_years(self, values.to_calendar(calendar))

    def get_top_report(self, period=None, limit=50):
        return Footprints.History.get_top_report(self, values.to_period(period), limit)

    def search(self, text, limit=20):
        return Footprints.History.search(self, text, limit)


def _with_period(name):
    """A method that makes a report on a period, which may be left out or given as text; 50 rows by default."""
    method = getattr(Footprints.History, name)

    def ask(self, period=None, limit=50):
        return method(self, values.to_period(period), limit)

    ask.__name__ = name
    return ask


def _takes_period_and_limit(method):
    return hasattr(method, "get_arguments") and [
        argument.get_name() for argument in method.get_arguments()
    ] == ["period", "limit"]


for _name in dir(Footprints.History):
    if _name not in vars(History) and _takes_period_and_limit(
        getattr(Footprints.History, _name, None)
    ):
        setattr(History, _name, _with_period(_name))

History = override(History)
__all__.append("History")


class ImportPage(Footprints.ImportPage):
    """A page that knows whether it has ended: ending it again raises an exception, where C would log a critical warning."""

    _has_ended = False

    def complete(self):
        if self._has_ended:
            raise RuntimeError("the page has already ended")
        self._has_ended = True
        Footprints.ImportPage.complete(self)

    def fail(self, code, message):
        if self._has_ended:
            raise RuntimeError("the page has already ended")
        self._has_ended = True
        Footprints.ImportPage.fail(self, code, message)


ImportPage = override(ImportPage)
__all__.append("ImportPage")


def _report(error):
    """Shows an exception that nobody can catch, as PyGObject does for callbacks."""
    sys.excepthook(type(error), error, error.__traceback__)


def _fail_page(importer, page, error):
    """Fails the page with an exception, and keeps the exception for the caller that gets the error of the import."""
    if page._has_ended:
        _report(error)
        return
    message = f"{type(error).__name__}: {error}"
    if importer.__dict__.get("_is_watched"):
        importer._failure = (message, error)
    else:
        _report(error)
    page.fail(Footprints.Error.FAILED, message)


async def _await_page(importer, page, coroutine):
    try:
        await coroutine
        if not page._has_ended:
            raise RuntimeError(
                "the coroutine returned without ending the page; call complete() or fail()"
            )
    except BaseException as error:
        _fail_page(importer, page, error)
        if not isinstance(error, Exception):
            raise


def _begin_page(importer, page, coroutine):
    """Runs an importer's method that is a coroutine, in the asyncio loop that runs the import."""
    try:
        if asynchronous.is_blocking():
            raise RuntimeError("no running event loop")
        task = asyncio.get_running_loop().create_task(_await_page(importer, page, coroutine))
    except RuntimeError:
        coroutine.close()
        raise RuntimeError(
            "the importer is a coroutine, which needs asyncio: await run_async() instead of run()"
        ) from None
    # asyncio keeps only weak references to tasks.
    importer.__dict__.setdefault("_tasks", set()).add(task)
    task.add_done_callback(importer._tasks.discard)


def _guard(method):
    """Makes sure that a page ends, even when the method that should end it raises."""

    @functools.wraps(method)
    def guarded(self, page):
        # What a method of a base class raises, the method that called it gets.
        if getattr(page, "_is_guarded", False):
            return method(self, page)
        page._is_guarded = True
        try:
            outcome = method(self, page)
            if inspect.iscoroutine(outcome):
                _begin_page(self, page, outcome)
        except BaseException as error:
            _fail_page(self, page, error)
            if not isinstance(error, Exception):
                raise
        return None

    return guarded


def _find_method(klass, name):
    """The method as Python finds it, also in a mixin; None when there is only C's."""
    for base in klass.__mro__:
        if name in base.__dict__ and base.__module__ != Footprints.Importer.__module__:
            return base.__dict__[name]
    return None


class Importer(Footprints.Importer):
    def __init_subclass__(cls, **keywords):
        for name in ("do_fetch_page", "do_count_plays"):
            method = _find_method(cls, name)
            if method is not None and not hasattr(method, "__wrapped__"):
                setattr(cls, name, _guard(method))
        super().__init_subclass__(**keywords)

    def fetch_page_finish(self, result):
        return _finish(self, Footprints.Importer.fetch_page_finish, self, result)

    def count_plays_finish(self, result):
        return _finish(self, Footprints.Importer.count_plays_finish, self, result)


def _fetch_page(self, cursor=None, since=0, until=None):
    """Has the parameters of fetch_page_async()."""


def _count_plays(self, since=0, until=None):
    """Has the parameters of count_plays_async()."""


def _watch(importer):
    """Marks an importer whose exceptions reach the caller; exceptions of all others are shown at once."""
    importer._is_watched = True
    return importer


def _finish(importer, finish, *arguments):
    """Finishes an asynchronous call; an exception of the importer becomes the cause of its error."""
    try:
        return finish(*arguments)
    except GLib.Error as error:
        message, cause = importer.__dict__.pop("_failure", (None, None))
        # An exception of a page that nobody was waiting for any more is not the cause.
        if message != error.message:
            raise
        raise error from cause


def _watched(method, get_importer=lambda self: self):
    """An asynchronous method that reports exceptions of an importer when it ends."""

    @functools.wraps(method)
    def watched(self, *arguments, **keywords):
        _watch(get_importer(self))
        return method(self, *arguments, **keywords)

    return watched


Importer.fetch_page_async = _watched(
    _on_context(Footprints.Importer.fetch_page_async, Importer.fetch_page_finish, _fetch_page)
)
Importer.count_plays_async = _watched(
    _on_context(Footprints.Importer.count_plays_async, Importer.count_plays_finish, _count_plays)
)
# Overridden before the classes that are derived from it, so that they inherit this.
Importer = override(Importer)
__all__.append("Importer")


class FileImporter(Footprints.FileImporter):
    def __new__(cls, path, zone=None, source=None, **keywords):
        # Uses C's constructor, since a property cannot hold a name that is not UTF-8.
        return cls.new(path)

    def __init__(self, path, zone=None, source=None, **keywords):
        self.set_zone(values.to_zone(zone))
        if source is not None:
            self.set_source(source)
        for name, value in keywords.items():
            setattr(self, name, value)

    @staticmethod
    def new(path):
        return Footprints.FileImporter.new(os.fspath(path))

    @property
    def zone(self):
        return self.get_zone()

    @zone.setter
    def zone(self, zone):
        self.set_zone(values.to_zone(zone))

    def plan(self, cancellable=None):
        return Footprints.FileImporter.plan(self, cancellable)


FileImporter.plan_async = _on_thread(Footprints.FileImporter.plan_async, FileImporter.plan)
FileImporter = override(FileImporter)
__all__.append("FileImporter")


class ImportJob(asynchronous.Emitter, Footprints.ImportJob):
    def run(self, cancellable=None):
        if isinstance(self.get_import_source(), Footprints.FileImporter):
            return Footprints.ImportJob.run(self, cancellable)
        _watch(self.get_import_source())
        return asynchronous.run_in_loop(
            Footprints.ImportJob.run_async, ImportJob.run_finish, self, cancellable
        )

    def run_finish(self, result):
        return _finish(self.get_import_source(), Footprints.ImportJob.run_finish, self, result)


def _begin_job(job, cancellable):
    if isinstance(job.get_import_source(), Footprints.FileImporter):
        return asynchronous.run_on_thread(functools.partial(job.run, cancellable))
    return asynchronous.run_on_context(
        Footprints.ImportJob.run_async, ImportJob.run_finish, (job, cancellable)
    )


ImportJob.run_async = _watched(
    asynchronous.make_asynchronous(
        Footprints.ImportJob.run_async, ImportJob.run, _begin_job, _CONVERTERS
    ),
    Footprints.ImportJob.get_import_source,
)
ImportJob = override(ImportJob)
__all__.append("ImportJob")


class Verification(asynchronous.Emitter, Footprints.Verification):
    def run(self, cancellable=None):
        _watch(self.get_importer())
        return asynchronous.run_in_loop(
            Footprints.Verification.run_async, Verification.run_finish, self, cancellable
        )

    def run_finish(self, result):
        return _finish(self.get_importer(), Footprints.Verification.run_finish, self, result)


Verification.run_async = _watched(
    _on_context(Footprints.Verification.run_async, Verification.run_finish, Verification.run),
    Footprints.Verification.get_importer,
)
Verification = override(Verification)
__all__.append("Verification")


class SyncScheduler(asynchronous.Emitter, Footprints.SyncScheduler):
    """``async with Footprints.SyncScheduler.new(store) as scheduler`` starts it and stops it."""

    def start(self):
        asynchronous.Pump.listen(self)
        Footprints.SyncScheduler.start(self)

    async def __aenter__(self):
        self.start()
        return self

    async def __aexit__(self, *exception):
        await self.stop_async()


def _trigger(self, config_id):
    """Has the parameters of trigger_async()."""


def _stop(self):
    """Has the parameters of stop_async()."""


SyncScheduler.trigger_async = _on_context(
    Footprints.SyncScheduler.trigger_async,
    Footprints.SyncScheduler.trigger_finish,
    _trigger,
    has_cancellable=False,
)
SyncScheduler.stop_async = _on_context(
    Footprints.SyncScheduler.stop_async,
    Footprints.SyncScheduler.stop_finish,
    _stop,
    has_cancellable=False,
)
SyncScheduler = override(SyncScheduler)
__all__.append("SyncScheduler")


class SpotifyLogin(Footprints.SpotifyLogin):
    """Connects an account at Spotify."""


def _complete(self, state, code):
    """Has the parameters of complete_async()."""


SpotifyLogin.complete_async = _on_context(
    Footprints.SpotifyLogin.complete_async, Footprints.SpotifyLogin.complete_finish, _complete
)
SpotifyLogin = override(SpotifyLogin)
__all__.append("SpotifyLogin")


class Exporter(Footprints.Exporter):
    def write(self, stream, cancellable=None):
        return Footprints.Exporter.write(self, stream, cancellable)


Exporter.write_async = _on_thread(Footprints.Exporter.write_async, Exporter.write)
Exporter = override(Exporter)
__all__.append("Exporter")


for _name in dir(Footprints):
    _class = globals().get(_name) or getattr(Footprints, _name)
    if isinstance(_class, type) and issubclass(_class, GObject.Object):
        values.add_attributes(_class)
for _name in ("n_plays", "version_tag", "memory_use"):
    setattr(History, _name, property(getattr(Footprints.History, "get_" + _name)))
