# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""How asynchronous functions and signals of Footprints work in Python, with GLib's main loop, with asyncio, or with neither.

An ``…_async`` method without a callback starts its work when it is called, on a thread or in GLib's main context, and
returns a ``Call``. Under asyncio, a ``Pump`` runs this context. Footprints.py says which method works in which way.
"""

import asyncio
import collections.abc
import concurrent.futures
import contextlib
import functools
import inspect
import logging
import threading
import time
import weakref

from gi.repository import Gio, GLib, GObject


class Pump:
    """Runs GLib's main context, in which signals are emitted, alongside an asyncio loop.

    asyncio waits for its own file descriptors and timers and knows nothing of GLib's, and PyGObject cannot say which
    ones those are. So the pump polls the context: often while something happens, and less and less often when nothing
    does, but at least every MAX_CALL_S while a call is awaited and every MAX_IDLE_S otherwise. A wait is an eighth of
    the silence before it, so that it adds little to the time that anything takes.

    There is one pump for each loop. It runs while a call is in progress, while a Footprints object with a connected
    handler is alive, and while a scheduler is started; otherwise it stops, and costs nothing. If another thread runs the
    context, that thread does the work.
    """

    MIN_S = 0.0005
    MAX_CALL_S = 0.01
    MAX_IDLE_S = 0.05
    MAX_ITERATIONS = 100

    of_loops = {}
    # Objects whose signals someone waits for. A store, job or scheduler that no longer exists emits nothing.
    listened = weakref.WeakSet()

    def __init__(self, loop):
        self.loop = loop
        self.context = GLib.MainContext.ref_thread_default()
        self.n_calls = 0
        self.active_at = 0
        self.timer = None

    @classmethod
    def get(cls):
        """The pump of the running loop; None when asyncio is not running."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return None
        if loop not in cls.of_loops:
            for old in [old for old in cls.of_loops if old.is_closed()]:
                del cls.of_loops[old]
            cls.of_loops[loop] = cls(loop)
        return cls.of_loops[loop]

    @classmethod
    def listen(cls, emitter):
        cls.listened.add(emitter)
        cls.wake_running()

    @classmethod
    def wake_running(cls):
        pump = cls.get()
        if pump is not None:
            pump.wake()

    def wake(self):
        self.active_at = time.monotonic()
        self.schedule(0)

    def schedule(self, delay_s):
        if self.timer is not None:
            self.timer.cancel()
        self.timer = self.loop.call_later(delay_s, self.tick)

    def hold(self, future):
        """Keeps running until @future, of a thread or of a callback, is done."""
        self.n_calls += 1
        self.wake()

        def on_done(future):
            # The loop may have ended before the call has.
            with contextlib.suppress(RuntimeError):
                self.loop.call_soon_threadsafe(self.release)

        future.add_done_callback(on_done)

    def hold_until_called(self, callback):
        """Keeps running until @callback is called; returns the function to call in its place."""
        future = concurrent.futures.Future()
        self.hold(future)

        @functools.wraps(callback)
        def called(*arguments):
            try:
                return callback(*arguments)
            finally:
                future.set_result(None)

        return called

    def release(self):
        self.n_calls -= 1
        self.wake()

    def iterate(self):
        """Runs what is ready; returns whether anything was."""
        n_iterations = 0
        while n_iterations < self.MAX_ITERATIONS and self.context.iteration(False):
            n_iterations += 1
        return n_iterations > 0

    def tick(self):
        self.timer = None
        now = time.monotonic()
        if self.iterate():
            self.active_at = now
        elif self.n_calls == 0 and not self.listened:
            return
        longest_s = self.MAX_CALL_S if self.n_calls > 0 else self.MAX_IDLE_S
        # A handler may have called something that woke the pump.
        if self.timer is None:
            self.schedule(min(max((now - self.active_at) / 8, self.MIN_S), longest_s))


class Call(collections.abc.Coroutine):
    """What an ``…_async`` method returns: work that has started, and whose result can be awaited.

    Cancelling the task that awaits it cancels the work. A failure that nobody awaits is logged, not lost.
    """

    def __init__(self, future, cancellable, name):
        self._future = future
        self._cancellable = cancellable
        self._name = name
        self._waiting = None
        self._is_awaited = False
        pump = Pump.get()
        if pump is not None:
            pump.hold(future)

    async def _wait(self):
        self._is_awaited = True
        if not self._future.done():
            Pump.get().hold(self._future)
        try:
            return await asyncio.wrap_future(self._future)
        except asyncio.CancelledError:
            self._cancel()
            raise

    def _cancel(self):
        if self._cancellable is not None:
            self._cancellable.cancel()

    def _get_waiting(self):
        if self._waiting is None:
            self._waiting = self._wait()
        return self._waiting

    def __await__(self):
        return self._wait().__await__()

    def send(self, value):
        return self._get_waiting().send(value)

    def throw(self, *exception):
        # A task may be cancelled before it awaits anything, but the work has already started.
        if not self._is_awaited:
            self._is_awaited = True
            self._cancel()
        return self._get_waiting().throw(*exception)

    def close(self):
        if self._waiting is not None:
            self._waiting.close()

    def __del__(self):
        if not self._is_awaited:
            self._future.add_done_callback(functools.partial(_log_failure, self._name))


def _log_failure(name, future):
    if not future.cancelled() and future.exception() is not None:
        logging.getLogger("Footprints").error(
            "%s failed, and nobody awaited it", name, exc_info=future.exception()
        )


# Created on first use. As many threads as may wait for a disk at once; GLib's own pool has about as many.
_threads = None
_threads_lock = threading.Lock()


def run_on_thread(work):
    """Runs work that waits for a disk on a thread; returns its future."""
    global _threads
    with _threads_lock:
        if _threads is None:
            _threads = concurrent.futures.ThreadPoolExecutor(
                max_workers=16, thread_name_prefix="footprints"
            )
    return _threads.submit(work)


def run_on_context(async_method, finish, arguments):
    """Starts work that calls back in a main context; returns its future."""
    future = concurrent.futures.Future()
    future.set_running_or_notify_cancel()

    def on_done(source, result):
        try:
            future.set_result(finish(source, result))
        except BaseException as error:
            future.set_exception(error)

    async_method(*arguments, on_done)
    return future


def _get_signature(twin, has_cancellable=True):
    """The signature of an ``…_async`` method, from the function that has the same parameters."""
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [
        parameter
        for name, parameter in inspect.signature(twin).parameters.items()
        if name != "cancellable"
    ]
    if has_cancellable:
        parameters.append(inspect.Parameter("cancellable", kind, default=None))
    parameters.append(inspect.Parameter("callback", kind, default=None))
    parameters.append(inspect.Parameter("user_data", inspect.Parameter.VAR_POSITIONAL))
    return inspect.Signature(parameters)


def make_asynchronous(async_method, twin, begin, converters, has_cancellable=True):
    """Wraps an ``…_async`` method of the typelib, giving it the parameters of @twin.

    With a callback it works as in C. Without one, @begin, which gets all arguments by position, starts the work.
    @converters maps names of parameters to functions.
    """
    signature = _get_signature(twin, has_cancellable)
    name = async_method.__name__

    @functools.wraps(async_method)
    def method(*arguments, **keywords):
        more = (keywords.pop("user_data"),) if "user_data" in keywords else ()
        bound = signature.bind(*arguments, **keywords)
        bound.apply_defaults()
        values = dict(bound.arguments)
        callback, user_data = values.pop("callback"), values.pop("user_data") + more
        cancellable = values.get("cancellable")
        if callback is not None and not callable(callback):
            raise TypeError(f"{name}: the callback must be callable, not {callback!r}")
        if cancellable is not None and not isinstance(cancellable, Gio.Cancellable):
            raise TypeError(
                f"{name}: the cancellable must be a Gio.Cancellable, not {cancellable!r}"
            )
        if has_cancellable and cancellable is None and callback is None:
            values["cancellable"] = cancellable = Gio.Cancellable()
        values = [converters.get(key, lambda value: value)(value) for key, value in values.items()]
        if callback is not None:
            pump = Pump.get()
            if pump is not None:
                callback = pump.hold_until_called(callback)
            return async_method(*values, callback, *user_data)
        return Call(begin(*values), cancellable, name)

    method.__signature__ = signature
    return method


class Emitter:
    """Makes signal handlers run under asyncio, too."""

    def connect(self, *arguments, **keywords):
        return self._listen(GObject.Object.connect, arguments, keywords)

    def connect_after(self, *arguments, **keywords):
        return self._listen(GObject.Object.connect_after, arguments, keywords)

    def connect_object(self, *arguments, **keywords):
        return self._listen(GObject.Object.connect_object, arguments, keywords)

    def connect_object_after(self, *arguments, **keywords):
        return self._listen(GObject.Object.connect_object_after, arguments, keywords)

    def _listen(self, connect, arguments, keywords):
        handler = connect(self, *arguments, **keywords)
        Pump.listen(self)
        return handler


# How many calls on this thread wait for an import in a GLib loop, which keeps asyncio from running.
_blocking = threading.local()


def is_blocking():
    """Whether this thread is in run_in_loop()."""
    return getattr(_blocking, "n_calls", 0) > 0


def run_in_loop(run_async, finish, job, cancellable):
    """Runs something that needs a main loop, and waits for its end: on the main thread in the default
    context, on another thread in its own, where GLib.idle_add() of an importer does not run."""
    is_main = threading.current_thread() is threading.main_thread()
    context = GLib.MainContext.default() if is_main else GLib.MainContext()
    loop = GLib.MainLoop.new(context, False)
    results = []
    if not is_main:
        context.push_thread_default()
    _blocking.n_calls = getattr(_blocking, "n_calls", 0) + 1
    try:
        run_async(job, cancellable, lambda job, result: (results.append(result), loop.quit()))
        loop.run()
    finally:
        _blocking.n_calls -= 1
        if not is_main:
            context.pop_thread_default()
    return finish(job, results[0])
