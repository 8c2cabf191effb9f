"""Puts the built web apps, `deploy/` for `tresen install`, and the list of all parts (SBOM, CycloneDX) into the wheel."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebBuild(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":  # a checkout builds with ./dev
            runpy.run_path(str(Path(self.root, "web", "build.py")))["build"]()
            parts = Path(self.directory, "tresen.cdx.json")
            runpy.run_path(str(Path(self.root, "supply", "sbom.py")))["write"](parts, Path(self.root))
            for each in filter(Path.is_file, sorted(Path(self.root, "deploy").iterdir())):
                build_data["force_include"][str(each)] = f"tresen/deploy/{each.name}"
            build_data.setdefault("sbom_files", []).append(str(parts))
