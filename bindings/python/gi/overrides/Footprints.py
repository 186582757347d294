# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Manners for Footprints in Python: the typelib does the work, this makes it feel at home.

* attributes for everything that has a getter: ``entry.n_plays``, ``overview.n_artists``
* ``with Footprints.Store.open(path) as store``, ``len(store)``, ``for scrobble in store``
* ``len(chart)``, ``chart[0]``, ``for entry in chart``
* ``datetime`` in and out, time zones as names, ``zoneinfo.ZoneInfo`` or ``GLib.TimeZone``
* ``await`` for every ``…_async`` method inside asyncio; with a callback they work as in C
"""

import asyncio
import datetime
import functools
import os
import threading

from gi.repository import Gio, GLib, GObject

from ..module import get_introspection_module
from ..overrides import override

Footprints = get_introspection_module('Footprints')

__all__ = []

_MIN_INT64 = -2 ** 63
_MAX_INT64 = 2 ** 63 - 1


def _to_unix(value):
    """Seconds since 1970 from a datetime or a number; a datetime without a zone is local."""
    if isinstance(value, datetime.datetime):
        return int(value.timestamp())
    return int(value)


def _to_datetime(seconds):
    """An aware datetime in UTC; None for what stands for no bound."""
    if seconds in (_MIN_INT64, _MAX_INT64):
        return None
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)


def _to_zone(zone):
    """A GLib.TimeZone from itself, a name, a ZoneInfo; None stays None: the system's zone."""
    if zone is None or isinstance(zone, GLib.TimeZone):
        return zone
    name = zone if isinstance(zone, str) else getattr(zone, 'key', None)
    if name is None and zone is datetime.timezone.utc:
        name = 'UTC'
    glib_zone = GLib.TimeZone.new_identifier(name) if name is not None else None
    if glib_zone is None:
        raise ValueError(f'not a time zone: {zone!r}')
    return glib_zone


def _to_calendar(calendar):
    """A Footprints.Calendar from itself, or from a zone, whose days begin at midnight."""
    if calendar is None or isinstance(calendar, Footprints.Calendar):
        return calendar
    return Footprints.Calendar.new(_to_zone(calendar), 0)


def _to_period(period, calendar=None):
    """A period from itself or text; None is all time."""
    if period is None:
        return Footprints.Period.new_all_time(_to_calendar(calendar))
    if isinstance(period, str):
        return Footprints.Period.parse(period, _to_calendar(calendar))
    return period


def _awaitable(async_method, sync_method):
    """Wraps an _async method: with a callback it is the C one, without it a coroutine.

    asyncio does not run GLib's main loop, so the coroutine runs the synchronous twin on a thread;
    cancelling the task cancels the work.
    """

    @functools.wraps(async_method)
    def method(*arguments, **keywords):
        if any(callable(argument) for argument in arguments):
            return async_method(*arguments, **keywords)
        return run(arguments, keywords)

    async def run(arguments, keywords):
        cancellable = Gio.Cancellable()
        call = functools.partial(sync_method, *arguments, cancellable=cancellable, **keywords)
        try:
            return await asyncio.get_running_loop().run_in_executor(None, call)
        except asyncio.CancelledError:
            cancellable.cancel()
            raise

    return method


class Scrobble(Footprints.Scrobble):
    def __init__(self, *arguments, **keywords):
        if 'listened_at' in keywords:
            keywords['listened_at'] = _to_unix(keywords['listened_at'])
        super().__init__(*arguments, **keywords)

    @property
    def listened_at(self):
        return _to_datetime(self.get_listened_at())

    def __repr__(self):
        return (f'<Footprints.Scrobble {self.get_artist()!r} – {self.get_track()!r}'
                f' at {self.listened_at}>')


Scrobble = override(Scrobble)
__all__.append('Scrobble')


class Calendar(Footprints.Calendar):
    @staticmethod
    def new(zone=None, day_start_hour=0):
        if not 0 <= day_start_hour <= Footprints.MAX_DAY_START_HOUR:
            raise ValueError(f'a day begins between 0 and {Footprints.MAX_DAY_START_HOUR} o’clock, not at {day_start_hour!r}')
        return Footprints.Calendar.new(_to_zone(zone), day_start_hour)

    zone = property(Footprints.Calendar.get_zone)
    day_start_hour = property(Footprints.Calendar.get_day_start_hour)

    def __eq__(self, other):
        return isinstance(other, Footprints.Calendar) and self.equal(other)

    __hash__ = None


Calendar = override(Calendar)
__all__.append('Calendar')


class Period(Footprints.Period):
    @staticmethod
    def new_range(start, end, calendar=None):
        return Footprints.Period.new_range(
            _MIN_INT64 if start is None else _to_unix(start),
            _MAX_INT64 if end is None else _to_unix(end),
            _to_calendar(calendar))

    @staticmethod
    def new_all_time(calendar=None):
        return Footprints.Period.new_all_time(_to_calendar(calendar))

    @staticmethod
    def new_named(name, calendar=None):
        return Footprints.Period.new_named(name, _to_calendar(calendar))

    @staticmethod
    def new_named_at(name, calendar, now):
        return Footprints.Period.new_named_at(name, _to_calendar(calendar), _to_unix(now))

    @staticmethod
    def new_year(year, calendar=None):
        return Footprints.Period.new_year(year, _to_calendar(calendar))

    @staticmethod
    def new_month(year, month, calendar=None):
        return Footprints.Period.new_month(year, month, _to_calendar(calendar))

    @staticmethod
    def new_day(year, month, day, calendar=None):
        return Footprints.Period.new_day(year, month, day, _to_calendar(calendar))

    @staticmethod
    def new_iso_week(year, week, calendar=None):
        return Footprints.Period.new_iso_week(year, week, _to_calendar(calendar))

    @staticmethod
    def parse(text, calendar=None):
        return Footprints.Period.parse(text, _to_calendar(calendar))

    @property
    def start(self):
        return _to_datetime(self.get_start())

    @property
    def end(self):
        return _to_datetime(self.get_end())

    def __contains__(self, time):
        return self.contains(_to_unix(time))

    def __str__(self):
        return self.to_string()


Period = override(Period)
__all__.append('Period')


class Store(Footprints.Store):
    @staticmethod
    def open(path, flags=Footprints.StoreOpenFlags.NONE, cancellable=None):
        return Footprints.Store.open(path, flags, cancellable)

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

    def add_scrobble(self, scrobble, cancellable=None):
        return Footprints.Store.add_scrobble(self, scrobble, cancellable)

    def add_scrobbles(self, scrobbles, cancellable=None):
        return Footprints.Store.add_scrobbles(self, list(scrobbles), cancellable)

    def delete_scrobbles(self, ids, cancellable=None):
        return Footprints.Store.delete_scrobbles(self, list(ids), cancellable)

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
        period = _to_period(period) if period is not None else None
        return Footprints.Store.read_scrobbles(self, period, oldest_first, cancellable)

    def get_history(self, cancellable=None):
        return Footprints.Store.get_history(self, cancellable)

    def back_up(self, path, cancellable=None):
        return Footprints.Store.back_up(self, os.fspath(path), cancellable)

    @staticmethod
    def restore(path, backup_path, kept_path, cancellable=None):
        return Footprints.Store.restore(*map(os.fspath, (path, backup_path, kept_path)), cancellable)

    def check(self, cancellable=None):
        return Footprints.Store.check(self, cancellable)


for _name in ('add_scrobble', 'add_scrobbles', 'back_up', 'delete_scrobbles', 'list_scrobbles', 'get_history'):
    setattr(Store, _name + '_async',
            _awaitable(getattr(Footprints.Store, _name + '_async'), getattr(Store, _name)))
Store.open_async = staticmethod(_awaitable(Footprints.Store.open_async, Store.open))

Store = override(Store)
__all__.append('Store')


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
        return _to_datetime(self.get_listened_at())


Cursor = override(Cursor)
__all__.append('Cursor')


class History(Footprints.History):
    """Periods may be left out (all time) or given as text."""

    def __len__(self):
        return self.get_n_plays()

    def __bool__(self):
        return True

    def filter(self, artist=None, album=None, track=None, source=None):
        return Footprints.History.filter(self, artist, album, track, source)

    def get_overview(self, period=None):
        return Footprints.History.get_overview(self, _to_period(period))

    def get_chart(self, kind, period=None, offset=0, limit=50):
        return Footprints.History.get_chart(self, kind, _to_period(period), offset, limit)

    def get_chart_full(self, kind, measure=Footprints.Measure.PLAYS, period=None, before=None, offset=0, limit=50):
        period = _to_period(period)
        if isinstance(before, str):
            before = _to_period(before, period.get_calendar())
        return Footprints.History.get_chart_full(self, kind, measure, period, before, offset, limit)

    def get_timeline(self, period=None, offset=0, limit=100):
        return Footprints.History.get_timeline(self, _to_period(period), offset, limit)

    def get_timeline_after(self, cursor, period=None, limit=100):
        return Footprints.History.get_timeline_after(self, _to_period(period), cursor, limit)

    def get_pulse(self, period=None, granularity=Footprints.Granularity.DAY, include_empty=True):
        return Footprints.History.get_pulse(self, _to_period(period), granularity, include_empty)

    def get_heatmap(self, period=None, per_week=False):
        return Footprints.History.get_heatmap(self, _to_period(period), per_week)

    def get_novelty(self, period=None, granularity=Footprints.Granularity.WEEK, max_discoveries=1000):
        return Footprints.History.get_novelty(self, _to_period(period), granularity, max_discoveries)

    def get_diversity(self, period=None, granularity=Footprints.Granularity.WEEK):
        return Footprints.History.get_diversity(self, _to_period(period), granularity)

    def get_entity(self, kind, artist, title=None, period=None):
        return Footprints.History.get_entity(self, kind, artist, title, _to_period(period))

    def get_rank_history(self, kind, artist, title=None, period=None, granularity=Footprints.Granularity.WEEK):
        return Footprints.History.get_rank_history(self, kind, artist, title, _to_period(period), granularity)

    def get_growth(self, period=None, granularity=Footprints.Granularity.MONTH):
        return Footprints.History.get_growth(self, _to_period(period), granularity)

    def get_comparison(self, period, other=None, limit=10):
        period = _to_period(period)
        if other is None:
            other = period.get_previous()
        elif isinstance(other, str):
            other = _to_period(other, period.get_calendar())
        return Footprints.History.get_comparison(self, period, other, limit)

    def get_comebacks(self, period=None, min_days=365, limit=50):
        return Footprints.History.get_comebacks(self, _to_period(period), min_days, limit)

    def get_obsessions(self, period=None, min_plays=10, limit=50):
        return Footprints.History.get_obsessions(self, _to_period(period), min_plays, limit)

    def get_forgotten_favourites(self, period=None, min_plays=20, min_days=365, limit=50):
        return Footprints.History.get_forgotten_favourites(self, _to_period(period), min_plays, min_days, limit)

    def get_concentration(self, period=None):
        return Footprints.History.get_concentration(self, _to_period(period))

    def get_anniversaries(self, month, day, period=None):
        return Footprints.History.get_anniversaries(self, _to_period(period), month, day)

    def get_milestones(self, period=None):
        return Footprints.History.get_milestones(self, _to_period(period))

    def get_review(self, period=None):
        return Footprints.History.get_review(self, _to_period(period))

    def get_streaks(self, period=None, min_plays=1, now=None):
        now = _to_unix(now if now is not None else datetime.datetime.now(datetime.timezone.utc))
        return Footprints.History.get_streaks(self, _to_period(period), min_plays, now)

    def get_sessions(self, period=None, gap_minutes=Footprints.DEFAULT_SESSION_GAP_MINUTES, min_plays=2):
        return Footprints.History.get_sessions(self, _to_period(period), gap_minutes, min_plays)

    def get_transitions(self, period=None, gap_minutes=Footprints.DEFAULT_SESSION_GAP_MINUTES, min_times=2,
                        include_self=False, limit=1000):
        return Footprints.History.get_transitions(
            self, _to_period(period), gap_minutes, min_times, include_self, limit)

    def get_years(self, calendar=None):
        return Footprints.History.get_years(self, _to_calendar(calendar))

    def get_top_report(self, period=None, limit=50):
        return Footprints.History.get_top_report(self, _to_period(period), limit)

    def search(self, text, limit=20):
        return Footprints.History.search(self, text, limit)


History = override(History)
__all__.append('History')


class FileImporter(Footprints.FileImporter):
    def __init__(self, path=None, zone=None, source=None, **keywords):
        super().__init__(path=path, **keywords)
        if zone is not None:
            self.set_zone(_to_zone(zone))
        if source is not None:
            self.set_source(source)


FileImporter = override(FileImporter)
__all__.append('FileImporter')


def _guard(method):
    """A page must end, also when the method that should have ended it raises."""

    @functools.wraps(method)
    def guarded(self, page):
        try:
            method(self, page)
        except Exception as error:
            page.fail(Footprints.Error.FAILED, f'{type(error).__name__}: {error}')

    return guarded


class Importer(Footprints.Importer):
    def __init_subclass__(cls, **keywords):
        for name in ('do_fetch_page', 'do_count_plays'):
            if name in cls.__dict__:
                setattr(cls, name, _guard(cls.__dict__[name]))
        super().__init_subclass__(**keywords)


Importer = override(Importer)
__all__.append('Importer')


def _run_in_loop(run_async, job, cancellable):
    """Runs what needs a main loop, and waits for its end: on the main thread in the loop that
    everybody uses, on another in one of its own, where GLib.idle_add() of an importer does not run."""
    is_main = threading.current_thread() is threading.main_thread()
    context = GLib.MainContext.default() if is_main else GLib.MainContext()
    loop = GLib.MainLoop.new(context, False)
    results = []
    if not is_main:
        context.push_thread_default()
    try:
        run_async(
            job, cancellable, lambda job, result: (results.append(result), loop.quit()))
        loop.run()
    finally:
        if not is_main:
            context.pop_thread_default()
    return job.run_finish(results[0])


class ImportJob(Footprints.ImportJob):
    def run(self, cancellable=None):
        if isinstance(self.get_importer(), Footprints.FileImporter):
            return Footprints.ImportJob.run(self, cancellable)
        return _run_in_loop(Footprints.ImportJob.run_async, self, cancellable)


ImportJob.run_async = _awaitable(Footprints.ImportJob.run_async, ImportJob.run)
ImportJob = override(ImportJob)
__all__.append('ImportJob')


class Verification(Footprints.Verification):
    def run(self, cancellable=None):
        return _run_in_loop(Footprints.Verification.run_async, self, cancellable)


Verification.run_async = _awaitable(Footprints.Verification.run_async, Verification.run)
Verification = override(Verification)
__all__.append('Verification')


class Exporter(Footprints.Exporter):
    def write(self, stream, cancellable=None):
        return Footprints.Exporter.write(self, stream, cancellable)


Exporter.write_async = _awaitable(Footprints.Exporter.write_async, Exporter.write)
Exporter = override(Exporter)
__all__.append('Exporter')


def _time_attribute(getter):
    return property(lambda self: _to_datetime(getter(self)) if getter(self) != 0 else None)


def _add_attributes(klass):
    """Makes attributes of the properties of a class; those that are instants are datetimes."""
    for pspec in klass.list_properties():
        name = pspec.name.replace('-', '_')
        getter = getattr(klass, 'get_' + name, None) or getattr(klass, 'is_' + name, None)
        if getter is None or pspec.owner_type != klass.__gtype__ or name in klass.__dict__:
            continue
        if name.endswith('_at') or (klass.__gtype__.name == 'FootprintsPulseStep'
                                    and name in ('start', 'end')):
            setattr(klass, name, _time_attribute(getter))
        else:
            setattr(klass, name, property(getter, getattr(klass, 'set_' + name, None)))


for _name in ('Scrobble', 'ScrobblePage', 'Store', 'FileImporter', 'Importer', 'ImportEntry',
              'ImportJob', 'ImportSummary', 'Rejection', 'SyncConfig', 'SyncRun', 'SyncScheduler',
              'Verification', 'VerificationMonth', 'Exporter', 'Report', 'ListReport', 'Overview', 'Chart', 'ChartEntry',
              'Timeline', 'TimelineEntry', 'Pulse', 'PulseStep', 'Discoveries', 'Discovery', 'Anniversaries', 'Anniversary', 'Change', 'Changes', 'Comeback', 'Comebacks', 'Comparison', 'Concentration', 'ConcentrationPoint', 'Diversity', 'DiversityStep', 'Entity',
              'ForgottenFavourite', 'ForgottenFavourites', 'Growth', 'GrowthStep', 'Heatmap', 'HeatmapCell', 'Milestone', 'Milestones', 'Novelty', 'NoveltyStep', 'Obsession', 'Obsessions',
              'RankHistory', 'RankStep', 'Review', 'Session', 'Sessions', 'Streak', 'Streaks', 'Transition',
              'Transitions', 'Year', 'Years', 'TopReport', 'Search'):
    _add_attributes(globals().get(_name) or getattr(Footprints, _name))
for _name in ('n_plays', 'version_tag', 'memory_use'):
    setattr(History, _name, property(getattr(Footprints.History, 'get_' + _name)))
