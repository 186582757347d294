# SPDX-License-Identifier: LGPL-2.1-or-later
"""The real program while the disk below files other than SQLite's fails at every n."""

import collections
import concurrent.futures
import contextlib
import hashlib
import http.client
import json
import mmap
import os
import re
import shutil
import sqlite3
import struct
import sys
import tempfile
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "daemon"))
from account_support import PASSWORD, Browser, Household, add_user  # noqa: E402
from daemon_support import Server, main, run, start, wait_until  # noqa: E402
from test_notices import Webhook  # noqa: E402
from services_support import Fakes, post_json  # noqa: E402

# Constants from fault-files.h.
COUNT, ONCE, FOR_GOOD, TORN, CRASH, NO_LINKS = range(6)
CRASHED = 86

# What the disk does at n, and how much of the unsynced changes it keeps: none, all or some.
WAYS = {"once": (ONCE, 0), "full": (FOR_GOOD, 0), "torn": (TORN, 0)}
CRASHES = {
    "crash-none-kept": (CRASH, 0),
    "crash-all-kept": (CRASH, 1),
    "crash-some-kept": (CRASH, 2),
}
ALL = {**WAYS, **CRASHES}
# For files that SQLite writes: the tests of faults below SQLite cover torn writes.
WHOLE = {name: way for name, way in ALL.items() if name not in ("torn", "crash-some-kept")}

OK, FAILED, DIED = "succeeds", "fails", "dies"

MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
SQLITE_ENDINGS = (".db-wal", ".db-shm")
SYNC = {
    "source": "listenbrainz",
    "username": "x",
    "token": "t",
    "base_url": "http://127.0.0.1:1/",
    "enabled": False,
}


class Disk:
    """Controls the files in @folder for each program that is started with its variables."""

    def __init__(self, folder):
        path = folder.with_suffix(".control")
        path.write_bytes(bytes(16))
        with open(path, "r+b") as file:
            self.control = mmap.mmap(file.fileno(), 16)
        self.variables = {
            "LD_PRELOAD": os.environ["FOOTPRINTS_TEST_FILE_FAULTS_LIBRARY"],
            "FOOTPRINTS_TEST_FILE_FAULTS": path,
            "FOOTPRINTS_TEST_FILE_FAULTS_IN": folder,
        }

    def arm(self, how, n, seed=0):
        struct.pack_into("=4I", self.control, 0, how, n, 0, seed if seed < 2 else seed + n)

    def disarm(self):
        self.arm(COUNT, 0)

    @property
    def count(self):
        return struct.unpack_from("=4I", self.control)[2]


def plays(artist, count=10):
    lines = [f"{artist},Track {number},{1700000000 + number * 300}\n" for number in range(count)]
    return "".join(["artist,track,timestamp\n", *lines]).encode()


def count_plays(path, artist=None):
    """Counts the plays of a ledger or a copy of one, which must be intact."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], path
        where, values = ("where artist = ?", (artist,)) if artist else ("", ())
        return database.execute(f"select count(*) from scrobbles {where}", values).fetchone()[0]


def left_in(folder):
    """Returns all files in it, except those that SQLite keeps next to a database."""
    return {path.name for path in folder.iterdir() if not path.name.endswith(SQLITE_ENDINGS)}


def command(*arguments, stdin=b"", disk=None, **variables):
    """Returns how the command ended, and its messages."""
    child = start(*arguments, stdin=-1, **variables, **(disk.variables if disk else {}))
    _, messages = child.communicate(stdin)
    own = [line for line in messages.decode().splitlines() if not line.startswith("fault: ")]
    assert child.returncode in (0, 1, CRASHED) and "CRITICAL" not in str(own), (
        child.returncode,
        messages,
    )
    assert child.returncode != 1 or own, f"failed without a word: {messages}"
    return {0: OK, 1: FAILED, CRASHED: DIED}[child.returncode], messages.decode()


def digest(folder):
    """Returns a digest of all lasting files, without times and random letters in names."""
    sum_ = hashlib.sha1()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith("-shm"):
            name = re.sub(r"\d{4}-\d\d-\d\dT\d{6}Z", "TIME", str(path.relative_to(folder)))
            sum_.update(
                re.sub(r"\.\w{6}(?=$|\.partial)", ".RANDOM", name).encode()
                + b"\0"
                + path.read_bytes()
            )
    return sum_.hexdigest()


def do_way(top, name, how, seed, original, act, check, checked):
    """Fails in one way, for each n; returns how many n there are."""
    folder = top / name
    disk = Disk(folder)
    n, reached = 0, True
    while reached:
        n += 1
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(original, folder)
        disk.arm(how, n, seed)
        end, messages = act(folder, disk)
        reached = disk.count >= n
        try:
            assert (end == DIED) == (reached and how == CRASH) and (reached or end == OK), end
            found = (end, how == CRASH or "fault: unlink of" in messages, digest(folder))
            # Most faults leave the same files as others.
            if found not in checked:
                check(folder, *found[:2])
                checked.add(found)
        except BaseException as error:
            raise AssertionError(f"{name}, {n}, it {end}, {left_in(folder)}: {messages}") from error
    return n - 1


def every_n(what, prepare, act, check, ways=ALL):
    """Runs check(folder, end, may_leave) after each act(folder, disk) on the files that prepare(folder) made.

    @may_leave: an unfinished file may be there, because no process was left to delete it, or the disk did not allow that.
    """
    with tempfile.TemporaryDirectory(dir=MEMORY) as name, concurrent.futures.ThreadPoolExecutor(
        2
    ) as pool:
        top = Path(name)
        original = top / "original"
        original.mkdir(mode=0o700)
        prepare(original)
        checked = set()
        futures = {
            way: pool.submit(do_way, top, way, how, seed, original, act, check, checked)
            for way, (how, seed) in ways.items()
        }
        counts = ", ".join(f"{way} {future.result()}" for way, future in futures.items())
    print(f"# {what}: every n of {counts}", flush=True)


# ---- Commands ----


def make_ledger(path, artist="Before", count=10):
    assert command("import", "-", stdin=plays(artist, count), DATABASE_PATH=path)[0] == OK


def test_backup(folder):
    def prepare(folder):
        make_ledger(folder / "history.db")

    def act(folder, disk):
        return command("backup", folder / "copy.db", disk=disk, DATABASE_PATH=folder / "history.db")

    def check(folder, end, may_leave):
        copy = folder / "copy.db"
        assert copy.exists() if end == OK else end == DIED or not copy.exists()
        assert not copy.exists() or count_plays(copy) == 10
        left = left_in(folder) - {"history.db", "copy.db"}
        assert may_leave or not left
        assert all(re.fullmatch(r"copy\.db\.\w{6}\.partial(-journal)?", name) for name in left)
        run("backup", folder / "again.db", DATABASE_PATH=folder / "history.db")

    every_n("backup", prepare, act, check, WHOLE)


def test_backup_all(folder):
    """An existing copy stays intact until a new one replaces it."""

    def prepare(folder):
        add_user(folder / "history.db", "first")
        make_ledger(folder / "history.db")

    def act(folder, disk):
        return command(
            "backup", "--all", folder / "copies", disk=disk, DATABASE_PATH=folder / "history.db"
        )

    def count_copies(folder):
        with_names = {"accounts": 0, "history": 0}
        for path in (folder / "copies").glob("*Z.db"):
            kind = path.name.split("-")[0]
            if kind == "history":
                assert count_plays(path) == 10
            else:
                with contextlib.closing(sqlite3.connect(path)) as database:
                    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                    assert database.execute("SELECT name FROM account").fetchall() == [("first",)]
            with_names[kind] += 1
        return with_names

    def check(folder, end, may_leave):
        copies = count_copies(folder)
        assert end != OK or copies == {"accounts": 1, "history": 1}, copies
        assert may_leave or not list((folder / "copies").glob("*.partial"))
        run("backup", "--all", folder / "copies", DATABASE_PATH=folder / "history.db")
        assert min(count_copies(folder).values()) >= 1

    every_n("backup --all", prepare, act, check, WHOLE)


def test_backup_of_accounts(folder):
    """The history has not changed since its last copy."""

    def read_copies(folder):
        """Returns the names of the accounts in each copy."""
        names = []
        for path in sorted((folder / "copies").glob("accounts-*Z.db")):
            with contextlib.closing(sqlite3.connect(path)) as database:
                assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                names.append(
                    [name for (name,) in database.execute("SELECT name FROM account ORDER BY id")]
                )
        return names

    def prepare(folder):
        add_user(folder / "history.db", "first")
        run("backup", "--all", folder / "copies", DATABASE_PATH=folder / "history.db")
        add_user(folder / "history.db", "second")

    def check(folder, end, may_leave):
        names = read_copies(folder)
        assert all(copy in (["first"], ["first", "second"]) for copy in names) and names, names
        assert end != OK or names[-1] == ["first", "second"], names
        run("backup", "--all", folder / "copies", DATABASE_PATH=folder / "history.db")
        assert read_copies(folder)[-1] == ["first", "second"]

    def act(folder, disk):
        return command(
            "backup", "--all", folder / "copies", disk=disk, DATABASE_PATH=folder / "history.db"
        )

    every_n("backup of accounts", prepare, act, check, WHOLE)


def test_export(folder):
    """The existing file stays intact until the new one replaces it."""

    def prepare(folder):
        make_ledger(folder / "history.db")
        (folder / "out.csv").write_bytes(b"what was there before\n")

    def act(folder, disk):
        return command(
            "export",
            "-f",
            "csv",
            "-o",
            folder / "out.csv",
            disk=disk,
            DATABASE_PATH=folder / "history.db",
        )

    def check(folder, end, may_leave):
        content = (folder / "out.csv").read_bytes()
        is_new = content.count(b"\n") == 11 and content.count(b"Before") == 10
        assert is_new or (end != OK and content == b"what was there before\n"), content
        assert may_leave or left_in(folder) == {"history.db", "out.csv"}
        run("export", "-f", "csv", "-o", folder / "out.csv", DATABASE_PATH=folder / "history.db")
        assert (folder / "out.csv").read_bytes().count(b"\n") == 11

    every_n("export", prepare, act, check)


def test_restore(folder):
    def prepare(folder):
        make_ledger(folder / "history.db")
        make_ledger(folder / "backup.db", "Kept", 5)

    def act(folder, disk):
        return command(
            "restore", folder / "backup.db", disk=disk, DATABASE_PATH=folder / "history.db"
        )

    def check(folder, end, may_leave):
        found = count_plays(folder / "history.db")
        assert found == 5 or (found == 10 and end != OK), found
        kept = list(folder.glob("before-restore-*Z.db"))
        assert all(count_plays(path) == 10 for path in kept) and (found == 10 or kept)
        for path in kept:
            path.unlink()
        run("restore", folder / "backup.db", DATABASE_PATH=folder / "history.db")
        assert count_plays(folder / "history.db") == 5

    every_n("restore", prepare, act, check, WHOLE)


DAMAGED = b"no ledger at all, and yet not ours to throw away" * 100


def test_restore_over_damage(folder):
    """A damaged ledger is moved aside, and exists somewhere at every moment."""

    def prepare(folder):
        make_ledger(folder / "backup.db", "Kept", 5)
        (folder / "history.db").write_bytes(DAMAGED)

    def act(folder, disk):
        return command(
            "restore", folder / "backup.db", disk=disk, DATABASE_PATH=folder / "history.db"
        )

    def check(folder, end, may_leave):
        ledger = folder / "history.db"
        kept = [
            path for path in folder.glob("before-restore-*Z.db") if path.read_bytes() == DAMAGED
        ]
        is_damaged = ledger.exists() and ledger.read_bytes() == DAMAGED
        assert is_damaged or kept
        assert end != OK or (kept and count_plays(ledger) == 5)
        assert end != FAILED or ledger.exists()
        for path in folder.glob("before-restore-*"):
            path.unlink()
        run("restore", folder / "backup.db", DATABASE_PATH=ledger)
        assert count_plays(ledger) == 5

    every_n("restore over a damaged ledger", prepare, act, check, WHOLE)


def test_compact(folder):
    def prepare(folder):
        make_ledger(folder / "history.db")

    def act(folder, disk):
        return command("compact", disk=disk, DATABASE_PATH=folder / "history.db")

    def check(folder, end, may_leave):
        assert count_plays(folder / "history.db") == 10 and left_in(folder) == {"history.db"}
        run("compact", DATABASE_PATH=folder / "history.db")

    every_n("compact", prepare, act, check, WHOLE)


def test_migration(folder):
    """A copy of the ledger is kept before its format changes."""
    old = Path(__file__).parent.parent / "data" / "schema" / "0001.db"

    def prepare(folder):
        shutil.copy(old, folder / "history.db")

    def act(folder, disk):
        return command("compact", disk=disk, DATABASE_PATH=folder / "history.db")

    def check(folder, end, may_leave):
        kept = folder / "history.db.format-1"
        with contextlib.closing(sqlite3.connect(folder / "history.db")) as database:
            is_old = database.execute("PRAGMA user_version").fetchone()[0] == 1
        assert end != OK or not is_old
        assert is_old or kept.exists()
        if kept.exists():
            with contextlib.closing(sqlite3.connect(kept)) as database:
                assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert database.execute("PRAGMA user_version").fetchone()[0] == 1
        assert may_leave or not list(folder.glob("*.partial"))
        run("check", DATABASE_PATH=folder / "history.db")

    every_n("migration", prepare, act, check, WHOLE)


def test_import_of_a_pipe(folder):
    """Input from a pipe is spooled to a file."""

    def prepare(folder):
        make_ledger(folder / "history.db")

    def act(folder, disk):
        return command(
            "import",
            "-",
            stdin=plays("New"),
            disk=disk,
            TMPDIR=folder,
            DATABASE_PATH=folder / "history.db",
        )

    def check(folder, end, may_leave):
        found = count_plays(folder / "history.db")
        assert found == 20 or (found == 10 and end != OK), found
        assert may_leave or left_in(folder) == {"history.db"}
        assert (
            command("import", "-", stdin=plays("New"), DATABASE_PATH=folder / "history.db")[0] == OK
        )
        assert count_plays(folder / "history.db") == 20

    every_n("import of a pipe", prepare, act, check)


# ---- The key file ----


def make_sync(folder, name="x"):
    with Server(folder / "history.db") as server:
        post_json(server, "/api/sync/config", {**SYNC, "username": name})


def rekey(folder, disk):
    return command("rekey", disk=disk, DATABASE_PATH=folder / "history.db")


def check_key(folder, end, may_leave):
    """Rekeying starts with a key that opens everything, and leaves exactly one."""
    before = (folder / "footprints.key").read_bytes()
    assert end != OK or "footprints.key.new" not in left_in(folder)
    assert rekey(folder, None) == (OK, "")
    if may_leave:
        with Server(folder / "history.db"):
            pass
    assert left_in(folder) == {"history.db", "footprints.key"}
    assert (folder / "footprints.key").stat().st_mode & 0o777 == 0o600
    assert (folder / "footprints.key").read_bytes() != before
    assert rekey(folder, None) == (OK, "")


def test_rekey(folder):
    every_n("rekey", make_sync, rekey, check_key)


def test_rekey_after_a_crash(folder):
    """A rekey that was interrupted between the ledger and the key file is resumed."""

    def prepare(folder):
        make_sync(folder)
        (folder / "footprints.key").rename(folder / "footprints.key.new")
        (folder / "footprints.key").write_text("00" * 32 + "\n")

    every_n("rekey after a crash", prepare, rekey, check_key)


def save_sync(server):
    return server.ask(
        "POST", "/api/sync/config", json.dumps(SYNC).encode(), {"Content-Type": "application/json"}
    )


def check_first_key(folder, end, may_leave):
    with contextlib.closing(sqlite3.connect(folder / "history.db")) as database:
        n_syncs = database.execute("select count(*) from sync_configs").fetchone()[0]
    assert end != OK or n_syncs == 1
    if end == DIED:
        make_sync(folder)
    check_key(folder, FAILED, True)


# ---- A server ----


def serve_once(ask, kind=Server):
    """Returns an act: a server answers one request, made by @ask, and dies or is stopped."""

    def act(folder, disk):
        armed = disk.control[:]
        disk.disarm()
        server = kind(folder / "history.db", **disk.variables)
        with server:
            disk.control[:] = armed
            try:
                end = OK if ask(server).status < 300 else FAILED
                server.get("/healthz")
            except (http.client.HTTPException, OSError):
                server.child.wait()
                end = DIED
            # The server may also die of something that it does after the answer.
            server.child.terminate()
            if server.child.wait() == CRASHED:
                end, server.status = DIED, CRASHED
            messages = server.messages()
        return end, messages

    return act


def every_n_asked(what, folder, ask, check, ways=WAYS):
    """Asks one server repeatedly: ask(server, name) while a call fails, then check(server, name, reply)."""
    disk = Disk(folder)
    counts = {}
    with Server(folder / "history.db", **disk.variables) as server:
        for way, (how, _) in ways.items():
            n, reached = 0, True
            while reached:
                n += 1
                name = f"{way} {n}"
                disk.arm(how, n)
                reply = ask(server, name)
                server.get("/healthz")
                reached = disk.count >= n
                disk.disarm()
                try:
                    assert reached or reply.status < 300
                    check(server, name, reply)
                except BaseException as error:
                    raise AssertionError(
                        f"{name}: {reply.status}, {reply.body[:300]}, {server.messages()[-500:]}"
                    ) from error
            counts[way] = n - 1
    print(
        f"# {what}: every n of {', '.join(f'{way} {n}' for way, n in counts.items())}", flush=True
    )


def in_memory(test):
    """Runs @test in a folder in memory."""

    def wrapped(folder):
        with tempfile.TemporaryDirectory(dir=MEMORY) as name:
            folder = Path(name) / "folder"
            folder.mkdir(mode=0o700)
            test(folder)

    return wrapped


@in_memory
def test_first_key(folder):
    def ask(server, name):
        return save_sync(server)

    def check(server, name, reply):
        assert reply.status == 200 or save_sync(server).status == 200
        check_key(folder, FAILED, True)
        for sync in server.json("/api/sync/config"):
            server.ask("DELETE", f"/api/sync/config/{sync['id']}")
        (folder / "footprints.key").unlink()

    every_n_asked("the first secret", folder, ask, check)


def test_first_key_crash(folder):
    def prepare(folder):
        make_ledger(folder / "history.db")

    every_n("the first secret", prepare, serve_once(save_sync), check_first_key, CRASHES)


def form(body):
    return (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="plays.csv"\r\n\r\n'
        + body
        + b"\r\n--b--\r\n",
        {"Content-Type": "multipart/form-data; boundary=b"},
    )


def upload(server, artist, as_form=False):
    body, headers = form(plays(artist)) if as_form else (plays(artist), {})
    return server.ask("POST", "/api/import/file", body, headers)


def check_upload(folder, as_form):
    def ask(server, artist):
        return upload(server, artist, as_form)

    def check(server, artist, reply):
        stored = count_plays(folder / "history.db", artist)
        assert stored == (10 if reply.status < 300 else 0), stored
        assert upload(server, artist, as_form).status == 200
        assert count_plays(folder / "history.db", artist) == 10

    every_n_asked("upload of a form" if as_form else "upload", folder, ask, check)
    with Server(folder / "history.db") as server:
        assert not server.leftovers()


@in_memory
def test_upload(folder):
    check_upload(folder, False)


@in_memory
def test_upload_of_a_form(folder):
    check_upload(folder, True)


def test_upload_crash(folder):
    def prepare(folder):
        make_ledger(folder / "history.db")

    def check(folder, end, may_leave):
        found = count_plays(folder / "history.db", "New")
        assert found in ((10,) if end == OK else (0, 10)), found
        with Server(folder / "history.db") as server:
            assert not server.leftovers()
            assert upload(server, "New").status == 200
        assert count_plays(folder / "history.db", "New") == 10

    every_n(
        "upload", prepare, serve_once(lambda server: upload(server, "New", True)), check, CRASHES
    )


@in_memory
def test_download_of_a_backup(folder):
    make_ledger(folder / "history.db")

    def ask(server, name):
        return server.ask("GET", "/api/backup")

    def check(server, name, reply):
        if reply.status == 200:
            copy = folder.with_name("copy.db")
            copy.write_bytes(reply.body)
            assert count_plays(copy) == 10
        assert reply.status in (200, 500, 507), reply.status

    every_n_asked("download of a backup", folder, ask, check)
    with Server(folder / "history.db"):
        assert left_in(folder) == {"history.db"}


@in_memory
def test_without_links(folder):
    """Some file systems have no hard links: there, free names are claimed in another way, and still no file is replaced."""
    disk = Disk(folder)
    disk.arm(NO_LINKS, 0)
    with Server(folder / "history.db", **disk.variables) as server:
        assert save_sync(server).status == 200 and upload(server, "New").status == 200
        assert server.get("/api/backup").body.startswith(b"SQLite format 3")
    assert rekey(folder, disk)[0] == OK
    for end in (OK, FAILED):
        assert (
            command("backup", folder / "copy.db", disk=disk, DATABASE_PATH=folder / "history.db")[0]
            == end
        )
    assert disk.count == 4 and count_plays(folder / "copy.db") == 10
    assert left_in(folder) == {"history.db", "footprints.key", "copy.db"}
    (folder / "history.db").write_bytes(DAMAGED)
    assert (
        command("restore", folder / "copy.db", disk=disk, DATABASE_PATH=folder / "history.db")[0]
        == OK
    )
    (kept,) = folder.glob("before-restore-*Z.db")
    assert kept.read_bytes() == DAMAGED and count_plays(folder / "history.db") == 10


# ---- Notices ----


def test_notices(folder):
    """The listener is notified of a failing sync, whatever happens to the file that records the notices."""
    told = collections.Counter()
    mutex = threading.Lock()

    with Webhook() as webhook:

        def variables(folder):
            return {
                "FOOTPRINTS_WEBHOOK_URL": f"{webhook.url}/{folder.name}",
                "FOOTPRINTS_FAILURES_TO_TELL": 1,
            }

        def count_told(folder):
            """Returns how often the listener of this folder was notified."""
            with mutex:
                while not webhook.requests.empty():
                    told[webhook.requests.get()[0]] += 1
                return told[f"/{folder.name}"]

        def prepare(folder):
            with Fakes(1, "--user", "stranger") as fakes, Server(
                folder / "history.db", **variables(folder)
            ) as server:
                post_json(server, "/api/sync/config", fakes.body("listenbrainz"))
                webhook.next()
            (folder / "history.db.notices").unlink()

        def is_noted(folder):
            try:
                outbox = json.loads((folder / "history.db.notices").read_text())
            except FileNotFoundError:
                return False
            return outbox["letters"] == [] and len(outbox["told"]) == 1

        def serve(folder, is_done, **more):
            with Server(folder / "history.db", **variables(folder), **more) as server:
                wait_until(lambda: server.child.poll() is not None or is_done(server), "the notice")
                server.child.terminate()
                server.status = server.child.wait()
                return server.status, server.messages()

        def act(folder, disk):
            def is_done(server):
                return is_noted(folder) or (
                    "Cannot save the notices" in server.messages() and count_told(folder) == 1
                )

            count_told(folder)
            told.pop(f"/{folder.name}", None)

            status, messages = serve(folder, is_done, **disk.variables)
            assert status in (0, CRASHED), status
            # Identical files are only checked once; this makes them differ when the count differs.
            (folder / "told").write_text(str(count_told(folder)))
            return DIED if status == CRASHED else OK, messages

        def check(folder, end, may_leave):
            serve(folder, lambda server: is_noted(folder))
            # Two notices are better than none.
            assert count_told(folder) in (1, 2)
            assert left_in(folder) == {"history.db", "history.db.notices", "footprints.key", "told"}

        every_n("notices", prepare, act, check)


# ---- Accounts ----


def test_deleted_account(folder):
    """The note that says whose files to delete: files are deleted if, and only if, their account is."""
    browser = Browser(None)

    def prepare(folder):
        with Household(folder / "history.db") as server:
            owner = server.set_up()
            server.invite(owner, "bela").ask("POST", "/api/import/file", plays("Bela"), status=200)
            browser.cookie = owner.cookie

    def delete(server):
        owner = Browser(server)
        owner.cookie = browser.cookie
        return owner.ask("DELETE", "/api/people/2")

    def check(folder, end, may_leave):
        with Household(folder / "history.db") as server:
            owner = Browser(server)
            owner.cookie = browser.cookie
            people = [person["name"] for person in owner.get("/api/people").json]
            assert people == ["anna"] or (people == ["anna", "bela"] and end != OK), people
            ledgers = list(folder.glob("users/*/history.db"))
            assert len(ledgers) == len(people) - 1, ledgers
        assert not list(folder.glob(".footprints-deleted-*")), left_in(folder)

    every_n("the end of an account", prepare, serve_once(delete, Household), check)


if __name__ == "__main__":
    main(globals())
