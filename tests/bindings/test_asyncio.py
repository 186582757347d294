# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Asynchronous functions from Python: every way of calling each of them, and how asyncio works with signals, schedulers
and importers."""

import asyncio
import contextlib
import gc
import http.server
import io
import itertools
import logging
import os
import re
import subprocess
import sys
import tempfile
import threading
import traceback

import gi

gi.require_version("Footprints", "1")
from gi.repository import Footprints, Gio, GLib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "support"))
from tap_tests import run_tests  # noqa: E402

API_KEY = "0123456789abcdef0123456789abcdef"
TIME = 1700000000
NOTHING = object()
# Nothing here depends on the disk.
FAST_FOLDER = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def scrobble(track="B", time=TIME):
    return Footprints.Scrobble(artist="A", track=track, listened_at=time)


class Counted(Footprints.Importer):
    """Adds one play, and completes the page in the loop's next iteration."""

    n_fetched = n_counted = 0

    def do_fetch_page(self, page):
        self.n_fetched += 1
        page.add_scrobble(scrobble())
        GLib.idle_add(lambda: page.complete() and False)

    def do_count_plays(self, page):
        self.n_counted += 1
        page.set_expected_total(1)
        page.complete()


class Coroutine(Footprints.Importer):
    async def do_fetch_page(self, page):
        await asyncio.sleep(0)
        if self.get_account() == "broken":
            raise KeyError("a key")
        page.add_scrobble(scrobble())
        if self.get_account() != "forgetful":
            page.complete()


class Broken(Footprints.Importer):
    def do_fetch_page(self, page):
        self.look_up({}, page)

    def look_up(self, table, page):
        return table["a key"]


class Derived(Broken):
    """Lets an exception of its base class pass through."""

    def do_fetch_page(self, page):
        super().do_fetch_page(page)
        page.complete()


class Late(Footprints.Importer):
    """Fails after it has completed the page."""

    def do_fetch_page(self, page):
        page.add_scrobble(scrobble())
        page.complete()
        raise KeyError("a key")


class Misspelt(Footprints.Importer):
    def do_fetch_pages(self, page):
        page.complete()


class Mixin:
    def do_fetch_page(self, page):
        raise KeyError("a key")


class Mixed(Mixin, Footprints.Importer):
    pass


for name, kind in (("counted", Counted), ("coroutine", Coroutine), ("broken", Broken)):
    Footprints.Importer.register(name, kind)


class Spotify:
    """A server that gives a token to whoever asks, and says whose account it is."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self, body):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            self.answer(b'{"access_token":"access","refresh_token":"refresh","expires_in":3600}')

        def do_GET(self):
            self.answer(b'{"id":"alice"}')

        def log_message(self, *arguments):
            pass

    def __init__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Fixture:
    """A store with one play, and the objects that the calls of one test need."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "history.db")
        self.copy = os.path.join(folder, "copy.db")
        self.store = Footprints.Store.open(self.path)
        self.first, _ = self.store.add_scrobble(scrobble("first"))
        self.importer = Counted(account="me", source="counted")
        self.stream = Gio.MemoryOutputStream.new_resizable()

    def make_job(self, importer=None):
        return Footprints.ImportJob.new(self.store, importer or self.importer)

    def make_file_importer(self):
        with open(self.copy, "w", encoding="utf-8") as file:
            file.write('{"artist":"A","track":"B","listened_at":1700000000}\n')
        return Footprints.FileImporter(self.copy)

    def make_file_job(self):
        return self.make_job(self.make_file_importer())

    def make_verification(self):
        verification = Footprints.Verification.new(self.store, self.importer)
        verification.repair = True
        return verification

    def make_scheduler(self):
        self.config = Footprints.SyncConfig(source="counted", account="me", interval_minutes=5)
        self.store.save_sync_config(self.config)
        return Footprints.SyncScheduler.new(self.store)

    def make_login(self):
        self.spotify = Spotify()
        self.login = Footprints.SpotifyLogin.new("abc", "http://127.0.0.1/")
        self.login.set_base_url(self.spotify.url)
        return self.login

    def is_connected(self):
        if self.login.get_account() != "alice":
            return False
        self.spotify.close()
        return "refresh" in self.login.get_key()

    def has_more(self):
        return len(self.store) == 2


# For each function: how to get its owner, its arguments, and how to see that its work was done.
CALLS = {
    "Store.open_async": (
        lambda fixture: Footprints.Store,
        lambda fixture: (fixture.copy, Footprints.StoreOpenFlags.NONE),
        lambda fixture: os.path.exists(fixture.copy),
    ),
    "Store.add_scrobble_async": (
        lambda fixture: fixture.store,
        lambda fixture: (scrobble(),),
        Fixture.has_more,
    ),
    "Store.add_scrobbles_async": (
        lambda fixture: fixture.store,
        lambda fixture: ([scrobble()],),
        Fixture.has_more,
    ),
    "Store.back_up_async": (
        lambda fixture: fixture.store,
        lambda fixture: (fixture.copy,),
        lambda fixture: os.path.exists(fixture.copy),
    ),
    "Store.remove_scrobbles_async": (
        lambda fixture: fixture.store,
        lambda fixture: ([fixture.first],),
        lambda fixture: len(fixture.store) == 0,
    ),
    "Store.restore_scrobbles_async": (
        lambda fixture: fixture.store,
        lambda fixture: ([fixture.first],),
        None,
    ),
    "Store.list_source_ids_async": (
        lambda fixture: fixture.store,
        lambda fixture: ([fixture.first],),
        None,
    ),
    "Store.get_history_async": (lambda fixture: fixture.store, lambda fixture: (), None),
    "Store.list_scrobbles_async": (lambda fixture: fixture.store, lambda fixture: (0, 10), None),
    "Exporter.write_async": (
        lambda fixture: Footprints.Exporter.new(fixture.store, Footprints.ExportFormat.JSONL),
        lambda fixture: (fixture.stream,),
        lambda fixture: fixture.stream.get_data_size() > 0,
    ),
    "FileImporter.plan_async": (
        Fixture.make_file_importer,
        lambda fixture: (),
        None,
    ),
    "ImportJob.run_async": (Fixture.make_job, lambda fixture: (), Fixture.has_more),
    "ImportJob.run_async of a file": (Fixture.make_file_job, lambda fixture: (), Fixture.has_more),
    "Importer.fetch_page_async": (
        lambda fixture: fixture.importer,
        lambda fixture: (None, 0, GLib.MAXINT64),
        lambda fixture: fixture.importer.n_fetched == 1,
    ),
    "Importer.count_plays_async": (
        lambda fixture: fixture.importer,
        lambda fixture: (0, GLib.MAXINT64),
        lambda fixture: fixture.importer.n_counted == 1,
    ),
    "SpotifyLogin.complete_async": (
        Fixture.make_login,
        lambda fixture: (fixture.login.get_state(), "code"),
        Fixture.is_connected,
    ),
    "SyncScheduler.trigger_async": (
        Fixture.make_scheduler,
        lambda fixture: (fixture.config.id,),
        Fixture.has_more,
    ),
    "SyncScheduler.stop_async": (Fixture.make_scheduler, lambda fixture: (), None),
    "Verification.run_async": (Fixture.make_verification, lambda fixture: (), Fixture.has_more),
}
WITHOUT_CANCELLABLE = ("SyncScheduler.trigger_async", "SyncScheduler.stop_async")


def list_functions():
    """Every asynchronous function of the typelib, by its class."""
    for name in dir(Footprints):
        klass = getattr(Footprints, name)
        for base in getattr(klass, "__mro__", ()):
            for method in base.__dict__:
                if method.endswith("_async") and base.__module__ == "gi.repository.Footprints":
                    yield f"{base.__name__}.{method}"


def iterate_until(is_done):
    """Runs the main context until @is_done, and fails if a call does nothing for 20 seconds."""
    context = GLib.MainContext.default()
    timer = GLib.timeout_add(5, lambda: True)
    deadline = GLib.get_monotonic_time() + 20 * 1000000
    while not is_done() and GLib.get_monotonic_time() < deadline:
        context.iteration(True)
    GLib.Source.remove(timer)
    assert is_done()


def call_with_callback(function, arguments, cancellable, form):
    results = []

    def on_done(*result):
        results.append(result)

    if form == "keyword":
        function(*arguments, **({"cancellable": None} if cancellable else {}), callback=on_done)
    elif form == "keyword alone":
        function(*arguments, callback=on_done)
    else:
        function(*arguments, *((Gio.Cancellable(),) if cancellable else ()), on_done, "my data")
    iterate_until(lambda: results)
    assert results[0][2:] == (("my data",) if form == "positions" else ())
    return results[0][1]


async def call_awaited(function, arguments, cancellable, form):
    if form == "positions":
        return await function(*arguments, *((None,) if cancellable else ()), None)
    if form == "keywords":
        return await function(
            *arguments, **({"cancellable": Gio.Cancellable()} if cancellable else {}), callback=None
        )
    if form == "task":
        return await asyncio.create_task(function(*arguments))
    return await function(*arguments)


def call_dropped(function, arguments, cancellable, form):
    """Makes a call that is never awaited."""
    if form == "positions":
        function(*arguments, *((None,) if cancellable else ()), None)
    else:
        function(*arguments, callback=None)


async def call_back_in_asyncio(function, arguments):
    """Only asyncio runs the main context."""
    results = asyncio.Queue()
    function(*arguments, callback=lambda owner, result: results.put_nowait(result))
    return await results.get()


async def call_dropped_in_asyncio(fixture, function, arguments, cancellable, is_done):
    call_dropped(function, arguments, cancellable, "positions")
    while is_done is not None and not is_done(fixture):
        await asyncio.sleep(0.001)


def check_form(folder, call, way, form):
    make, make_arguments, is_done = CALLS[call]
    fixture = Fixture(folder)
    owner = make(fixture)
    name = call.split()[0].split(".")[1]
    function, arguments = getattr(owner, name), make_arguments(fixture)
    cancellable = call not in WITHOUT_CANCELLABLE
    if way == "callback":
        result = call_with_callback(function, arguments, cancellable, form)
        outcome = getattr(owner, name.replace("_async", "_finish"))(result)
    elif way == "callback in asyncio":
        result = asyncio.run(asyncio.wait_for(call_back_in_asyncio(function, arguments), 20))
        outcome = getattr(owner, name.replace("_async", "_finish"))(result)
    elif way == "awaited":
        outcome = asyncio.run(call_awaited(function, arguments, cancellable, form))
    elif way == "run":
        outcome = asyncio.run(function(*arguments))
    elif way == "dropped in asyncio":
        outcome = NOTHING
        asyncio.run(
            asyncio.wait_for(
                call_dropped_in_asyncio(fixture, function, arguments, cancellable, is_done), 20
            )
        )
    else:
        outcome = NOTHING
        call_dropped(function, arguments, cancellable, form)
        if is_done is not None:
            iterate_until(lambda: is_done(fixture))
    assert outcome is not None
    assert is_done is None or is_done(fixture)


FORMS = (
    [("callback", form) for form in ("keyword", "keyword alone", "positions")]
    + [("awaited", form) for form in ("plain", "positions", "keywords", "task")]
    + [("run", ""), ("callback in asyncio", "")]
    + [("dropped", form) for form in ("positions", "keyword")]
    + [("dropped in asyncio", "")]
)


def check_every_function(folder):
    assert sorted({call.split()[0] for call in CALLS}) == sorted(set(list_functions()))
    for number, (call, (way, form)) in enumerate(itertools.product(CALLS, FORMS)):
        place = os.path.join(folder, str(number))
        os.mkdir(place)
        try:
            check_form(place, call, way, form)
        except Exception as error:
            raise AssertionError(f"{call}: {way} {form}") from error


def check_wrong_arguments(folder):
    """Wrong arguments are rejected when the call is made."""
    for call, (make, make_arguments, is_done) in CALLS.items():
        place = os.path.join(folder, call)
        os.mkdir(place)
        fixture = Fixture(place)
        function, arguments = getattr(make(fixture), call.split()[0].split(".")[1]), make_arguments(
            fixture
        )
        for wrong in ({"callback": "x"}, {"cancellable": "x"}, {"unknown": 1}):
            try:
                function(*arguments, **wrong)
                raise AssertionError((call, wrong))
            except TypeError:
                pass


def check_cancelled(folder):
    """A given cancellable takes effect, and cancelling the awaiting task cancels the work."""
    fixture = Fixture(folder)
    cancelled = Gio.Cancellable()
    cancelled.cancel()

    async def work():
        try:
            await fixture.store.add_scrobble_async(scrobble(), cancelled)
            raise AssertionError("it was stored")
        except GLib.Error as error:
            assert error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED)
        cancellable = Gio.Cancellable()
        task = asyncio.create_task(
            fixture.make_job(Endless(account="other", source="x")).run_async(cancellable)
        )
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        assert cancellable.is_cancelled()
        cancellable = Gio.Cancellable()
        task = asyncio.create_task(
            fixture.make_job(Endless(account="me", source="x")).run_async(cancellable)
        )
        await asyncio.sleep(0)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        assert cancellable.is_cancelled()

    asyncio.run(work())
    assert len(fixture.store) == 1


class Endless(Footprints.Importer):
    kept = []

    def do_fetch_page(self, page):
        self.kept.append(page)


def check_failure_is_logged(folder):
    """The failure of a call that is never awaited is logged."""
    fixture = Fixture(folder)
    records = []
    handler = logging.Handler()
    handler.emit = records.append
    logging.getLogger("Footprints").addHandler(handler)
    fixture.store.close()
    fixture.store.add_scrobble_async(scrobble(), None, None)
    iterate_until(lambda: records)
    assert (
        "add_scrobble_async" in records[0].getMessage()
        and records[0].exc_info[1].code == Footprints.Error.CLOSED
    )
    logging.getLogger("Footprints").removeHandler(handler)


def check_signals(folder):
    """Signals are emitted on the thread of asyncio, even though asyncio does not know GLib."""
    fixture = Fixture(folder)

    async def work(connect_first):
        heard = asyncio.Queue()

        def on_changed(store):
            heard.put_nowait(threading.current_thread())

        handler = fixture.store.connect("changed", on_changed)
        if connect_first:
            # No function of ours is awaited, and none is called on this thread.
            thread = threading.Thread(
                target=fixture.store.add_scrobble, args=(scrobble("by a thread"),)
            )
            thread.start()
        else:
            await fixture.store.add_scrobble_async(scrobble("awaited"))
        assert await asyncio.wait_for(heard.get(), 20) is threading.main_thread()
        fixture.store.disconnect(handler)

    asyncio.run(work(True))
    asyncio.run(work(False))


def check_signals_connected_before(folder):
    fixture = Fixture(folder)
    changes = []
    fixture.store.connect("changed", changes.append)

    async def work():
        fixture.store.add_scrobble(scrobble())
        while not changes:
            await asyncio.sleep(0.001)

    asyncio.run(asyncio.wait_for(work(), 20))


def check_progress(folder):
    fixture = Fixture(folder)

    async def work():
        job = fixture.make_file_job()
        states = []
        job.connect("notify::state", lambda job, pspec: states.append(job.state))
        await job.run_async()
        while Footprints.ImportState.FINISHED not in states:
            await asyncio.sleep(0.001)

    asyncio.run(asyncio.wait_for(work(), 20))


def check_nothing_stays(folder):
    """Once no handler is connected and no call is pending, GLib's context is left alone."""
    fixture = Fixture(folder)

    async def work():
        loop = asyncio.get_running_loop()
        fixture.store.connect("changed", lambda store: None)
        await fixture.store.add_scrobble_async(scrobble())
        fixture.store = fixture.importer = None
        gc.collect()
        pump = sys.modules["gi.overrides._FootprintsAsync"].Pump.of_loops[loop]
        while pump.timer is not None:
            await asyncio.sleep(0.001)

    asyncio.run(asyncio.wait_for(work(), 20))


@contextlib.contextmanager
def fake_service():
    with subprocess.Popen(
        [os.environ["FAKE_SERVICES"], "--plays", "500"], stdout=subprocess.PIPE, text=True
    ) as fakes:
        try:
            for line in fakes.stdout:
                if match := re.match(r"Last.fm\s+(http://\S+)", line):
                    yield match[1]
                    break
        finally:
            fakes.terminate()


def check_scheduler(folder):
    """The real scheduler against a service, as an asyncio program uses it."""

    async def work(url):
        store = await Footprints.Store.open_async(folder + "/history.db")
        config = Footprints.SyncConfig(source="lastfm", account="alice", base_url=url)
        config.secret = API_KEY
        store.save_sync_config(config)
        runs = asyncio.Queue()
        n_beats = 0

        async def beat():
            nonlocal n_beats
            while True:
                n_beats += 1
                await asyncio.sleep(0)

        beating = asyncio.create_task(beat())
        async with Footprints.SyncScheduler.new(store) as scheduler:
            scheduler.connect("run-finished", lambda scheduler, number, run: runs.put_nowait(run))
            scheduler.connect("run-failed", lambda scheduler, number, run: runs.put_nowait(run))
            # Only the signal is awaited.
            run = await runs.get()
            assert run.error is None, run.error
            assert run.n_new > 480 and len(store) == run.n_new
            again = await scheduler.trigger_async(config.id)
            assert again.n_new == 0
        beating.cancel()
        assert n_beats > 10
        await scheduler.stop_async()
        store.close()

    with fake_service() as url:
        asyncio.run(asyncio.wait_for(work(url), 60))


def check_inside_of_glib(folder):
    """A signal handler in a GLib program may run asyncio."""
    fixture = Fixture(folder)
    loop = GLib.MainLoop()
    outcomes = []

    def handle():
        try:
            outcomes.append(asyncio.run(asyncio.wait_for(fixture.make_job().run_async(), 20)))
        finally:
            loop.quit()

    GLib.idle_add(handle)
    loop.run()
    assert outcomes == [True]


def check_thread(folder):
    """asyncio on a thread that is not the main one."""
    outcomes = []

    def main():
        fixture = Fixture(folder)
        outcomes.append(asyncio.run(asyncio.wait_for(fixture.make_job().run_async(), 20)))

    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
    assert outcomes == [True]


def frames_of(error):
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)]


def check_cause(folder):
    """The exception of an importer is the cause of the error, with its traceback."""
    fixture = Fixture(folder)

    async def awaited(method, *arguments):
        return await method(*arguments)

    def called_back(job):
        result = call_with_callback(job.run_async, (), True, "keyword")
        return job.run_finish(result)

    def run(kind, way):
        importer = kind(account="me", source="x")
        if way == "verified":
            return Footprints.Verification.new(fixture.store, importer).run()
        if way == "fetched":
            return asyncio.run(awaited(importer.fetch_page_async))
        job = fixture.make_job(importer)
        if way == "run":
            return job.run()
        return called_back(job) if way == "called back" else asyncio.run(awaited(job.run_async))

    for kind, way in itertools.product(
        (Broken, Derived), ("run", "called back", "awaited", "verified", "fetched")
    ):
        try:
            run(kind, way)
            raise AssertionError("it ran")
        except GLib.Error as error:
            assert error.message == "KeyError: 'a key'", error.message
            assert (
                isinstance(error.__cause__, KeyError)
                and frames_of(error.__cause__)[-1] == "look_up"
            ), way


@contextlib.contextmanager
def caught_stderr():
    stderr, sys.stderr = sys.stderr, io.StringIO()
    try:
        yield sys.stderr
    finally:
        sys.stderr = stderr


def check_shown(folder):
    """An exception that no caller could receive is printed: in a sync, and after the end of a page."""
    fixture = Fixture(folder)
    config = Footprints.SyncConfig(source="broken", account="me")
    fixture.store.save_sync_config(config)
    scheduler = Footprints.SyncScheduler.new(fixture.store)
    with caught_stderr() as text:
        try:
            asyncio.run(scheduler.trigger_async(config.id))
            raise AssertionError("it ran")
        except GLib.Error as error:
            assert error.message == "KeyError: 'a key'", error.message
    assert "look_up" in text.getvalue(), text.getvalue()
    with caught_stderr() as text:
        assert fixture.make_job(Late(account="me", source="x")).run()
    assert "KeyError: 'a key'" in text.getvalue() and len(fixture.store) == 2


def check_missing_method(folder):
    fixture = Fixture(folder)
    for kind, part in (
        (Misspelt, "Misspelt” does not implement fetch_page"),
        (Mixed, "KeyError: 'a key'"),
    ):
        try:
            fixture.make_job(kind(account="me", source="x")).run()
            raise AssertionError("it ran")
        except GLib.Error as error:
            assert part in error.message, error.message


def check_coroutines(folder):
    """An importer may be a coroutine, if asyncio runs it."""
    fixture = Fixture(folder)

    def make_job(account):
        return fixture.make_job(Footprints.Importer.create("coroutine", account, None, None))

    async def work(account):
        return await make_job(account).run_async()

    assert asyncio.run(work("me")) and fixture.has_more()
    for run, part, cause in (
        (lambda: asyncio.run(work("broken")), "KeyError: 'a key'", KeyError),
        (lambda: asyncio.run(work("forgetful")), "without ending the page", RuntimeError),
        (lambda: make_job("me").run(), "await run_async()", RuntimeError),
    ):
        try:
            run()
            raise AssertionError(part)
        except GLib.Error as error:
            assert part in error.message and isinstance(error.__cause__, cause), error.message


def in_folder(check):
    """The check with a folder of its own."""

    def run_check():
        with tempfile.TemporaryDirectory(dir=FAST_FOLDER) as folder:
            check(folder)

    return run_check


def main():
    return run_tests(
        [
            (f"/python/asyncio/{name[6:]}", in_folder(value))
            for name, value in sorted(globals().items())
            if name.startswith("check_") and name != "check_form"
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
