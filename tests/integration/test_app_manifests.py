"""The manifests for others' stores: taken by their rules, and one in what they start with the containers' own file.

Which rules are a schema of theirs and which their documentation, tests/world/stores.py says. None has been tried in a store.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]

from supply import apps, deb, names, oci, release
from tests.services import missing
from tests.world import stores
from tests.world.composed import COMPOSE, read
from tresen import __version__
from tresen.config import load

CASAOS = apps.HOME / "casaos/docker-compose.yml"
ONEPANEL = apps.HOME / "1panel/tresen"
TRUENAS = apps.HOME / "truenas"
YUNOHOST = apps.HOME / "yunohost"
FORM = {
    "CONTAINER_NAME": "tresen",
    "PANEL_APP_PORT_HTTP": "8080",
    "TRESEN_PUBLIC_URL": "https://chat.example.org",
    "TRESEN_TRUSTED_PROXY": "172.16.0.0/12",
}
"""What 1Panel writes into the app's .env, from its form."""
COMPOSED = {"casaos": (CASAOS, {}), "1panel": (ONEPANEL / apps.VERSION / "docker-compose.yml", FORM)}


def takes(schema: Mapping[str, Any], document: object) -> None:
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(document)


def of(file: Path) -> Any:
    return yaml.safe_load(file.read_text())


def service(store: str) -> dict[str, Any]:
    """What the store starts, as Compose's own reader reads it."""
    file, env = COMPOSED[store]
    done = read(env, file)
    assert done.returncode == 0, done.stderr
    [found] = json.loads(done.stdout)["services"].values()
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("store", COMPOSED)
def test_compose_takes_it(store: str) -> None:
    """By the specification's schema, and by its reader: CasaOS asks for no more."""
    file, _ = COMPOSED[store]
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert service(store)


@pytest.mark.parametrize("store", COMPOSED)
def test_it_starts_what_compose_starts(store: str) -> None:
    """[ADR 85] Image, version, data, health and bounds are those of the containers' own file; behind a proxy, not Caddy."""
    own = of(COMPOSE)["services"]["tresen"]
    found = service(store)
    for name in ("image", "pull_policy", "cap_drop", "security_opt", "read_only", "tmpfs", "restart"):
        assert found[name] == own[name], name
    assert found["image"] == oci.NAME
    assert found["healthcheck"]["test"] == own["healthcheck"]["test"]
    [volume] = found["volumes"]
    assert volume["target"] == own["volumes"][0].partition(":")[2] == "/data"
    assert found["command"] == own["command"][: len(found["command"])]
    [port] = found["ports"]
    assert str(port["target"]) == own["command"][own["command"].index("--port") + 1] == "8080"
    settings = load({"data": "/data"}, found["environment"])
    assert settings.public_url == "https://chat.example.org"
    assert settings.trusted_proxy


@pytest.mark.parametrize("store", COMPOSED)
def test_only_a_proxy_on_the_machine_reaches_it(store: str) -> None:
    """[A8] Who reached the port past the proxy would come from Docker's own network, whose word on addresses is believed."""
    [port] = service(store)["ports"]
    assert ip_address(port["host_ip"]).is_loopback


def test_truenas_asks_who_the_proxy_is() -> None:
    """[A8] The proxy is on another address there, so no network is believed unasked, and the port says for whom it is."""
    found = dict(questions(of(TRUENAS / "questions.yaml")["questions"]))
    schema = found["tresen", "trusted_proxy"]["schema"]
    assert (schema["required"], "default" in schema) == (True, False)
    assert "proxy alone" in found["network", "web_port", "host_ips"]["description"]
    assert "proxy alone" in (TRUENAS / "README.md").read_text()


def test_casaos_takes_it() -> None:
    """By its rules for names, and with what its pages show of an app, in English and German."""
    made = of(CASAOS)
    assert re.fullmatch(stores.CASAOS_NAME, made["name"])
    about = made["x-casaos"]
    assert re.fullmatch(stores.CASAOS_ID, about["id"])
    assert about["main"] in made["services"]
    assert set(about["architectures"]) == set(names.ARCHITECTURES)
    own = made["services"]["tresen"]
    shown = own["x-casaos"]
    assert {each["container"] for each in shown["envs"]} == set(own["environment"])
    assert {each["container"] for each in shown["ports"]} == {str(each["target"]) for each in own["ports"]}
    assert {each["container"] for each in shown["volumes"]} == {each["target"] for each in own["volumes"]}
    assert about["port_map"] == own["ports"][0]["published"]
    for text in (about["tagline"], about["description"], *about["tips"].values()):
        assert {"en_US", "de_DE"} <= set(text)


def test_1panel_takes_it() -> None:
    """The fields that it reads, and no other; the form asks for every variable that the compose file names."""
    takes(stores.ONEPANEL_APP, of(ONEPANEL / "data.yml"))
    form = of(ONEPANEL / apps.VERSION / "data.yml")
    takes(stores.ONEPANEL_FORM, form)
    asked = {each["envKey"] for each in form["additionalProperties"]["formFields"]}
    used = set(re.findall(r"\$\{(\w+)\}", COMPOSED["1panel"][0].read_text()))
    assert used == asked | {"CONTAINER_NAME"} == set(FORM)
    assert of(ONEPANEL / "data.yml")["additionalProperties"]["key"] == ONEPANEL.name
    assert (ONEPANEL / "README.md").exists()


def test_1panels_folder_belongs_to_the_images_user(tmp_path: Path) -> None:
    """Its script makes the folder that the compose file mounts, before the first start, and may run again."""
    for _ in range(2):
        subprocess.run([ONEPANEL / apps.VERSION / "scripts/init.sh"], cwd=tmp_path, check=True)
    made = (tmp_path / "data").stat()
    user = re.search(r"^USER (\d+):(\d+)$", (oci.CONTAINER / "Containerfile").read_text(), re.MULTILINE)
    assert user is not None
    assert (made.st_uid, made.st_gid, made.st_mode & 0o777) == (int(user[1]), int(user[2]), 0o700)
    assert "./data:/data" in COMPOSED["1panel"][0].read_text()


def test_truenas_takes_it() -> None:
    """Its files are there, app.yaml is by its schema, and the version is this one."""
    assert {each.name for each in TRUENAS.iterdir() if each.is_file()} == stores.TRUENAS_FILES
    about = of(TRUENAS / "app.yaml")
    takes(stores.TRUENAS_APP, about)
    image = of(TRUENAS / "ix_values.yaml")["images"]["image"]
    assert about["app_version"] == image["tag"] == __version__
    assert f"{image['repository']}:{image['tag']}" == oci.NAME


def questions(
    listed: list[dict[str, Any]], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every question with its place, and those within it. A name twice in one place is an error."""
    assert len({each["variable"] for each in listed}) == len(listed), path
    for each in listed:
        here = (*path, each["variable"])
        yield here, each
        yield from questions(each["schema"].get("attrs", []), here)
        yield from questions(each["schema"].get("items", []), (*here, "*"))


def test_truenas_asks_what_the_template_needs() -> None:
    """Questions are by its rules; each value that the template takes is asked for, or stands in ix_values.yaml."""
    asked = of(TRUENAS / "questions.yaml")
    groups = {each["name"] for each in asked["groups"] if each["description"]}
    found = dict(questions(asked["questions"]))
    for path, each in found.items():
        schema = each["schema"]
        takes(stores.TRUENAS_OF_A_QUESTION, schema)
        assert isinstance(each["label"], str)
        assert len(path) > 1 or each["group"] in groups
        if "default" in schema:
            assert type(schema["default"]) is stores.TRUENAS_TYPES[schema["type"]], path
    template = (TRUENAS / "templates/docker-compose.yaml").read_text()
    given = of(TRUENAS / "ix_values.yaml")
    for value in re.findall(r"\bvalues\.([\w.]+)", template):
        path = tuple(value.split("."))
        assert path in found or path[1] in given.get(path[0], {}), value


def test_truenas_renders_what_compose_starts() -> None:
    """The template, with a stand-in for its library: the same command, health check, port and folder."""
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import jinja2, yaml"], capture_output=True, check=False).returncode:
        missing("python3-jinja2 and python3-yaml, for Debian's Python")
    script = Path(stores.__file__).with_name("truenas.py")
    done = subprocess.run([python, script, TRUENAS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    calls: dict[str, list[list[Any]]] = {}
    for name, *given in json.loads(done.stdout):
        calls.setdefault(name, []).append(given)
    own = of(COMPOSE)["services"]["tresen"]
    [[command]] = calls["set_command"]
    assert command == own["command"][: len(command)]
    assert calls["healthcheck.set_custom_test"] == [[own["healthcheck"]["test"]]]
    assert calls["add_port"][0][1] == {"container_port": 8080}
    assert calls["add_storage"][0][0] == "/data"
    settings = load({"data": "/data"}, dict(calls["environment.add_env"]))
    assert (settings.public_url, bool(settings.trusted_proxy)) == ("https://chat.example.org", True)


def manifest() -> dict[str, Any]:
    return tomllib.loads((YUNOHOST / "manifest.toml").read_text())


def test_yunohost_takes_it() -> None:
    """By its schema; the whole domain is asked for, the packages are this release's, and everybody may open the page."""
    made = manifest()
    takes(stores.YUNOHOST, made)
    assert made["version"] == f"{names.shown(__version__)}~ynh1"
    assert set(made["integration"]["architectures"]) == set(names.ARCHITECTURES)
    assert [each["type"] for each in made["install"].values()] == ["domain"]
    source = made["resources"]["sources"]["main"]
    for arch in names.ARCHITECTURES:
        assert source[arch]["url"].endswith(f"/v{names.shown(__version__)}/{deb.file_name(arch)}")
    assert made["resources"]["permissions"]["main"]["allowed"] == "visitors"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), "1.0"),
        (("integration", "ldap"), "no"),
        (("integration", "architecture"), ["amd64"]),
        (("resources", "sources", "main", "sha265"), "0" * 64),
        (("install", "domain"), {}),
    ],
)
def test_yunohosts_rules_see_a_mistake(path: tuple[str, ...], value: object) -> None:
    """A wrong version, a wrong word, a key that nobody reads, a question without a type."""
    made = manifest()
    inner = made
    for each in path[:-1]:
        inner = inner[each]
    inner[path[-1]] = value
    with pytest.raises(ValidationError):
        takes(stores.YUNOHOST, made)


def test_scripts_by_shellcheck() -> None:
    """YunoHost's five scripts and what they share, and 1Panel's: nothing to say."""
    if shutil.which("shellcheck") is None:
        missing("shellcheck")
    scripts = [each for each in (YUNOHOST / "scripts").iterdir() if each.name != "_common.sh"]
    assert {each.name for each in scripts} == {"install", "remove", "upgrade", "backup", "restore"}
    assert all(each.stat().st_mode & 0o111 for each in scripts)
    checked = [*scripts, YUNOHOST / "scripts/_common.sh", *ONEPANEL.rglob("*.sh")]
    done = subprocess.run(
        ["shellcheck", "--severity=style", *checked], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_yunohosts_settings_are_tresens() -> None:
    """The file that it fills in is read by Tresen; nginx speaks to the same port, and its word alone is believed."""
    filled = (YUNOHOST / "conf/tresen.toml").read_text().replace("__DOMAIN__", "chat.example.org")
    read_in = tomllib.loads(filled.replace("__PORT__", "8080"))
    settings = load({each: value for each, value in read_in.items() if each != "trusted_proxy"}, {})
    assert (settings.public_url, settings.host, settings.port) == (
        "https://chat.example.org",
        "127.0.0.1",
        8080,
    )
    assert read_in["trusted_proxy"] == ["127.0.0.1", "::1"]
    assert manifest()["resources"]["ports"]["main"]["default"] == settings.port
    nginx = (YUNOHOST / "conf/nginx.conf").read_text()
    assert "proxy_pass http://127.0.0.1:__PORT__;" in nginx
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in nginx
    assert "access_log off;" in nginx


def test_the_release_packs_them(tmp_path: Path) -> None:
    """Under this version's name, with the hashes of the release's own packages, the same bytes each time."""
    hashes = {}
    for arch in names.ARCHITECTURES:
        package = tmp_path / deb.file_name(arch)
        package.write_bytes(arch.encode())
        done = subprocess.run(["sha256sum", package], capture_output=True, text=True, check=True)
        hashes[arch] = done.stdout.split()[0]
    packed = release.packed(apps.files(tmp_path))
    assert packed == release.packed(apps.files(tmp_path))
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        found = {each.name: archive.extractfile(each).read() for each in archive}  # type: ignore[union-attr]
        modes = {each.name: each.mode for each in archive}
    made = tomllib.loads(found["yunohost/manifest.toml"].decode())
    takes(stores.YUNOHOST, made)
    source = made["resources"]["sources"]["main"]
    assert {arch: source[arch]["sha256"] for arch in names.ARCHITECTURES} == hashes
    version = f"1panel/tresen/{names.shown(__version__)}"
    assert {f"{version}/docker-compose.yml", f"{version}/data.yml", f"{version}/scripts/init.sh"} <= set(
        found
    )
    assert found[apps.LOGO].startswith(b"\x89PNG")
    assert modes["yunohost/scripts/install"] == 0o755
