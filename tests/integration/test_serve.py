"""`tresen serve`, `business add` and `doctor` as processes: what a host types and sees."""

import json
import os
import pty
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from alembic import command as alembic

from tests.integration.test_pages import build
from tests.world.loaded import TRESEN, Loaded, run, serve
from tests.world.patience import PATIENCE
from tests.world.waited import Stopwatch
from tresen.seal.links import read_setup_link
from tresen.store.database import Database
from tresen.store.lock import lock
from tresen.store.migrations import HEAD
from tresen.store.migrations.run import configuration

COMMAND = (sys.executable, "-m", "tresen.cli")
CANARY_ADDRESS = "203.0.113.77"
CANARY_AGENT = "canary-agent-5d1c"


def tresen(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TRESEN_")}
    return run(TRESEN, *arguments, env=clean | variables, timeout=PATIENCE)


class Server:
    """A server process; its output goes to files. What asks how it comes up starts it `alone`: it loads itself."""

    def __init__(self, folder: Path, *, alone: bool = False, **flags: object) -> None:
        self.data = folder / "data"
        self.log = folder / "log"
        self.web = build(folder / "web")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        with self.log.open("ab") as log:
            flags = {"data": self.data, "port": self.port, "web": self.web, **flags}
            if alone:
                words = [str(word) for name, value in flags.items() for word in (f"--{name}", value)]
                command = [*COMMAND, "serve", *words]
                self.process: Loaded | subprocess.Popen[bytes] = subprocess.Popen(
                    command, stdout=log, stderr=log
                )
            else:
                self.process = serve(flags, stdout=log, stderr=log)

    def wait_until(self, true: Callable[[], bool]) -> None:
        """Return once `true()`; fail if the process ends or patience runs out."""
        end = time.monotonic() + PATIENCE
        while not true():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.02)  # another process: there is no event to wait for

    def answers(self) -> bool:
        """Whether it answers requests."""
        try:
            where = f"http://127.0.0.1:{self.port}/healthz"
            return httpx.get(where, trust_env=False, timeout=PATIENCE, verify=False).status_code == 200
        except httpx.TransportError:
            return False

    def stop(self) -> int:
        """SIGTERM; the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(folder: Path, *, alone: bool = False, **flags: object) -> Iterator[Server]:
    server = Server(folder, alone=alone, **flags)
    try:
        server.wait_until(server.answers)
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_first_start(tmp_path: Path) -> None:
    """On an empty folder the set-up link is in a file for this user alone, never in the log; SIGTERM ends it with 0."""
    with serving(tmp_path, alone=True) as server:
        link = (server.data / "setup-link").read_text().strip()
        assert read_setup_link(link).public_url == f"http://localhost:{server.port}"
        assert mode(server.data) == 0o700
        for name in ("setup-link", "tresen.db", "tresen.lock"):
            assert mode(server.data / name) == 0o600
        log = server.log.read_text()
        assert str(server.data / "setup-link") in log
        assert link.partition("#setup=")[2] not in log
        watch = Stopwatch(server.process.pid)
        server.process.send_signal(signal.SIGTERM)
        while server.process.poll() is None:
            assert watch.seconds() < 10
            time.sleep(0.02)  # another process: there is no event to wait for
        assert server.process.wait() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopped_during_the_first_start(tmp_path: Path, number: signal.Signals) -> None:
    """While the database is still created: it ends with 0, leaves no child, and the folder is free at once."""
    server = Server(tmp_path, alone=True)
    server.wait_until((server.data / "tresen.lock").exists)
    server.process.send_signal(number)
    assert server.process.wait(PATIENCE) == 0, server.log.read_text()
    with lock(server.data):
        pass
    assert "Traceback" not in server.log.read_text()
    with serving(tmp_path) as again:
        assert again.stop() == 0


def test_a_taken_port_leaves_nothing_behind(tmp_path: Path) -> None:
    """The port is taken before anything is created: after a mistake in it there is no folder, and one line says why."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = tresen("serve", "--data", tmp_path / "new", "--port", taken.getsockname()[1])
    assert done.returncode == 1
    assert "cannot listen on 127.0.0.1 port" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "new").exists()


def test_first_start_on_a_terminal(tmp_path: Path) -> None:
    """On a terminal the set-up link is shown there and written to no file."""
    ours, theirs = pty.openpty()
    options = ("--data", tmp_path / "data", "--port", 0)
    with Loaded(TRESEN, "serve", *options, stdout=theirs, stderr=subprocess.PIPE) as server:
        assert server.stderr is not None
        try:
            assert b'"event": "ready"' in server.stderr.readline()
            shown = os.read(ours, 65536).decode()
        finally:
            server.terminate()
        assert server.wait(PATIENCE) == 0
        assert b"/setup#setup=" not in server.stderr.read()
    os.close(ours)
    os.close(theirs)
    url = next(word for word in shown.split() if "#setup=" in word)
    assert read_setup_link(url).public_url.startswith("http://localhost:")
    assert not (tmp_path / "data" / "setup-link").exists()


def test_one_server_per_folder(tmp_path: Path) -> None:
    """A second server on the same data is refused before it touches anything."""
    with serving(tmp_path) as server:
        second = tresen("serve", "--data", server.data, "--port", 0)
        assert second.returncode == 1
        assert "another server runs on" in second.stderr
        assert server.answers()


def test_port_in_use(tmp_path: Path) -> None:
    """A taken port is named, with what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = tresen("serve", "--data", tmp_path / "data", "--port", port)
    assert done.returncode == 1
    assert f"port {port}" in done.stderr
    assert "--port" in done.stderr


def test_mistakes(tmp_path: Path) -> None:
    """Wrong settings are all named at once; nothing is started or made."""
    done = tresen(
        "serve",
        "--port",
        "http",
        "--public-url",
        "example.org/",
        "--data",
        tmp_path / "data",
        TRESEN_HOST="shop",
    )
    assert done.returncode == 2
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == [
        "TRESEN_HOST",
        "--port",
        "--public-url",
    ]
    assert not (tmp_path / "data").exists()


def test_folder_of_others(tmp_path: Path) -> None:
    """A folder that holds other things is not taken over."""
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    (home / "letters").touch()
    done = tresen("serve", "--data", home, "--port", 0)
    assert (done.returncode, mode(home)) == (2, 0o755)
    assert "a folder for Tresen alone" in done.stderr


def test_business_add(tmp_path: Path) -> None:
    """A set-up link is made beside the running server, at the address it runs under, and the server knows it."""
    with serving(tmp_path, public_url="https://chat.example.org") as server:
        done = tresen("business", "add", "--data", server.data, "--json")
        made: dict[str, Any] = json.loads(done.stdout)
        link = read_setup_link(made["setup_url"])
        assert link.public_url == "https://chat.example.org"
        assert 3_500_000 < made["until_ms"] - time.time() * 1000 < 3_700_000
        with closing(sqlite3.connect(server.data / "tresen.db")) as db:
            assert db.execute("SELECT count(*) FROM setups WHERE used_ms IS NULL").fetchone() == (2,)
        raw = b"".join(each.read_bytes() for each in server.data.glob("tresen.db*"))
        assert link.secret not in raw
        shown = tresen("business", "add", "--data", server.data)
        assert "https://chat.example.org/setup#setup=" in shown.stdout


def test_business_add_first(tmp_path: Path) -> None:
    """A link can be made before the server ever ran."""
    done = tresen(
        "business", "add", "--data", tmp_path / "data", "--public-url", "https://chat.example.org", "--json"
    )
    assert json.loads(done.stdout)["setup_url"].startswith("https://chat.example.org/setup#setup=")
    assert mode(tmp_path / "data") == 0o700


def findings(done: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in json.loads(done.stdout)}


def test_a_folder_of_an_earlier_version(tmp_path: Path) -> None:
    """[S11] Its database is copied and migrated before it is served, by a process that ends and takes Alembic with it."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    database = Database(folder)
    with database.writing.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        alembic.upgrade(configuration(connection), "0006")
        connection.exec_driver_sql("INSERT INTO businesses VALUES (1, x'01', 'krone', x'01', 0, NULL)")
        connection.exec_driver_sql("COMMIT")
    database.close()
    with serving(tmp_path, alone=True) as server:
        assert len(list((folder / "set-aside").iterdir())) == 1
        with closing(sqlite3.connect(folder / "tresen.db")) as raw:
            assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
            assert raw.execute("SELECT handle FROM businesses").fetchall() == [("krone",)]
        assert server.stop() == 0


def test_doctor_finds_nothing(tmp_path: Path) -> None:
    """A good installation: every check is listed, exit status 0."""
    with serving(tmp_path) as server:
        done = tresen("doctor", "--data", server.data, "--json", TRESEN_WEB=str(server.web))
        found = findings(done)
        assert set(found) == {
            "data folder",
            "disk",
            "clock",
            "database",
            "web apps",
            "open files",
            "public URL",
            "push",
            "mail",
            "quotas",
            "files",
            "backups",
            "erasure list",
            "relay",
        }
        bad = {name for name, each in found.items() if not each["good"]}
        assert bad <= {"disk", "open files"}, found
        assert done.returncode == (1 if bad else 0)


def test_doctor_asks_at_the_port_that_is_named(tmp_path: Path) -> None:
    """`doctor --port` is the server's own port: there it compares who answers at the public URL."""
    with serving(tmp_path / "one") as one, serving(tmp_path / "other") as other:
        for port, good in ((one.port, True), (other.port, False)):
            options = (
                "--data",
                one.data,
                "--port",
                port,
                "--public-url",
                f"http://localhost:{one.port}",
                "--json",
            )
            url = findings(tresen("doctor", *options, TRESEN_WEB=str(one.web)))["public URL"]
            assert url["good"] is good, url
            assert good or "leads to another Tresen" in url["found"]
    done = tresen("doctor", "--data", one.data, "--port", "eighty", "--json")
    assert (done.returncode, "eighty" in done.stdout) == (1, True)


def spoil_mode(data: Path) -> None:
    data.chmod(0o755)


def spoil_database(data: Path) -> None:
    file = data / "tresen.db"
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)


def spoil_references(data: Path) -> None:
    with closing(sqlite3.connect(data / "tresen.db")) as db:
        db.execute(
            "INSERT INTO invites (public_id, business_id, person, role, state, created_ms, until_ms)"
            " VALUES (x'00', 99, 1, 'member', 'open', 0, 0)"
        )
        db.commit()


def spoil_clock(data: Path) -> None:
    with closing(sqlite3.connect(data / "tresen.db")) as db:
        db.execute("INSERT INTO events (business_id, seq, kind, at_ms) VALUES (1, 1, 1, ?)", (2**45,))
        db.commit()


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("data folder", spoil_mode),
        ("database", spoil_database),
        ("database", spoil_references),
        ("clock", spoil_clock),
    ],
)
def test_doctor_finds(tmp_path: Path, name: str, spoil: Callable[[Path], None]) -> None:
    """Every fault is named with what to do, and the exit status is 1; the other checks still run."""
    data = tmp_path / "data"
    assert tresen("business", "add", "--data", data).returncode == 0
    spoil(data)
    done = tresen("doctor", "--data", data, "--json", TRESEN_WEB=str(build(tmp_path / "web")))
    found = findings(done)
    assert done.returncode == 1
    assert not found[name]["good"]
    assert found[name]["todo"]
    assert {"web apps", "public URL"} <= set(found)
    assert "BAD" in tresen("doctor", "--data", data).stdout


def test_doctor_asked_while_the_first_start_makes_the_database(tmp_path: Path) -> None:
    """As in the tutorial, right after the service starts: the file exists, its tables do not yet."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    (data / "tresen.db").touch(mode=0o600)
    done = tresen("doctor", "--data", data, "--json", TRESEN_WEB=str(build(tmp_path / "web")))
    found = findings(done)
    assert found["database"]["good"], found
    assert {"clock", "public URL"} <= set(found)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("--public-url", "http://shop.example"), "public URL"),
        (("--public-url", "https://shop.example/"), "settings"),
        ((), "data folder"),
    ],
)
def test_doctor_on_settings(tmp_path: Path, arguments: tuple[str, ...], name: str) -> None:
    """A wrong address, wrong settings or a folder that is not there are found as well."""
    done = tresen("doctor", "--data", tmp_path / "data", "--json", *arguments, TRESEN_WEB=str(tmp_path))
    found = findings(done)
    assert (done.returncode, found[name]["good"]) == (1, False)
    if name != "settings":
        assert found["web apps"]["found"].startswith("not built")


def test_nobody_is_named(tmp_path: Path) -> None:
    """[A8] No address, user agent or path is in log or data folder after requests of every kind, good and bad."""
    with serving(tmp_path, trusted_proxy=["127.0.0.1"]) as server:
        headers = {"X-Forwarded-For": CANARY_ADDRESS, "User-Agent": CANARY_AGENT}
        with httpx.Client(
            base_url=f"http://127.0.0.1:{server.port}", headers=headers, trust_env=False, timeout=PATIENCE
        ) as http:
            for path in (
                "/",
                "/inbox",
                "/live",
                "/canary-path",
                "/api/v1/canary-path",
                "/api/v1/records",
                "/metrics",
            ):
                assert http.get(path).status_code < 500
            for _ in range(12):
                http.post("/api/v1/setup", json={"secret": "canary-body"})
            http.post("/api/v1/setup", content=b"x" * 300_000)
            for kind in ("text/plain", "application/json"):
                path = "/api/v1/businesses/canary-path/conversations"
                http.post(path, content=b"canary-body", headers={"Content-Type": kind})
        with socket.create_connection(("127.0.0.1", server.port)) as raw:
            raw.sendall(b"GET /canary-path HTTP/9.9\r\ncanary-agent-5d1c\r\n\r\n")
            raw.recv(4096)
        assert server.stop() == 0
    kept = server.log.read_bytes() + b"".join(
        each.read_bytes() for each in server.data.rglob("*") if each.is_file()
    )
    for canary in (CANARY_ADDRESS, CANARY_AGENT, "canary-path", "canary-body", "127.0.0.1"):
        assert canary.encode() not in kept, canary
    assert socket.inet_aton(CANARY_ADDRESS) not in kept
    assert b'"event": "ready"' in kept


def test_version_and_help() -> None:
    """The command line names its commands. It loads itself here, as it does for a host."""
    said = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("tresen ")
    shown = tresen("--help").stdout
    for name in ("serve", "doctor", "business", "hours", "demo"):
        assert name in shown
    assert tresen("nonsense").returncode == 2


@pytest.mark.parametrize(
    "name", ["backup", "restore", "sign", "stats", "verify", "demo", "compact", "law", "audit"]
)
def test_a_command_loads_all_it_needs(name: str) -> None:
    """By itself, with nothing loaded before: other tests start it where all is loaded, or not at all."""
    said = subprocess.run([*COMMAND, name, "--help"], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")
    assert f"tresen {name}" in said.stdout
