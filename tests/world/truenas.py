"""Renders TrueNAS's template with a stand-in for its library, which notes each call. For Debian's Python with jinja2.

Usage: truenas.py FOLDER. Prints as JSON what was called on the app's container, in order.
"""

import sys
from pathlib import Path

import jinja2  # type: ignore[import-not-found]
import yaml  # type: ignore[import-untyped]

CALLS = frozenset(
    {
        "set_user", "set_command", "healthcheck.set_custom_test", "environment.add_env", "environment.add_user_envs",
        "add_port", "add_storage", "depends.add_dependency", "add_or_skip_action", "activate", "portals.add_portal",
    }
)  # fmt: skip
"""Those of the library that the template may use, as the store's own apps use them."""


class Noted:
    """Whatever is called on it is written down; a name that the library lacks is an error."""

    def __init__(self, calls: list[list[object]], path: str = "") -> None:
        self._calls, self._path = calls, path

    def __getattr__(self, name: str) -> "Noted":
        return Noted(self._calls, f"{self._path}.{name}".lstrip("."))

    def __call__(self, *given: object) -> bool:
        if self._path not in CALLS:
            raise AttributeError(self._path)
        self._calls.append([self._path, *given])
        return True

    def has_actions(self) -> bool:
        return True


class Rendered:
    """The library's `Render`."""

    def __init__(self, values: dict[str, object]) -> None:
        self.calls: list[list[object]] = []
        self.images = values["images"]
        self.portals = Noted(self.calls, "portals")
        self.deps = self

    def add_container(self, name: str, image: str) -> Noted:
        self.calls.append(["add_container", name, self.images[image]])  # type: ignore[index]
        return Noted(self.calls)

    def perms(self, name: str) -> Noted:
        self.calls.append(["perms", name])
        return Noted(self.calls)

    def render(self) -> list[list[object]]:
        return self.calls


def main(folder: Path) -> None:
    """The library is reached as `ix_lib.base.render.Render`; a value that is missing is an error."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder / "templates"), extensions=["jinja2.ext.do"],
        undefined=jinja2.StrictUndefined, autoescape=False,
    )  # fmt: skip
    values = yaml.safe_load((folder / "ix_values.yaml").read_text())
    values |= yaml.safe_load((folder / "templates/test_values/basic-values.yaml").read_text())
    library = {"base": {"render": {"Render": Rendered}}}
    sys.stdout.write(made.get_template("docker-compose.yaml").render(values=values, ix_lib=library))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
