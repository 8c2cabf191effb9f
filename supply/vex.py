"""VEX beside the list of parts: what is known of vulnerabilities in them, and whether they reach Tresen (CycloneDX 1.6).

The statements are people's, in supply/vex.toml. No statement says that none is known, not that there is none.
"""

from __future__ import annotations

import json
import tomllib
import uuid
from pathlib import Path
from typing import Any, Final

from supply import sbom

ROOT = Path(__file__).resolve().parents[1]
STATES: Final = {"exploitable", "in_triage", "not_affected", "false_positive", "resolved"}
JUSTIFICATIONS: Final = {
    "code_not_present",
    "code_not_reachable",
    "requires_configuration",
    "requires_dependency",
    "requires_environment",
    "protected_by_compiler",
    "protected_at_runtime",
    "protected_at_perimeter",
    "protected_by_mitigating_control",
}
_FIELDS: Final = {"id", "source", "affects", "state", "detail"}


class BadStatement(Exception):
    """A statement that says too little, or that speaks of a part which Tresen does not have."""


def vex(statements: str, parts: dict[str, Any]) -> dict[str, Any]:
    """The document, of the statements in TOML and the list of parts. Raises `BadStatement`."""
    known = {part["bom-ref"] for part in parts["components"]} | {parts["metadata"]["component"]["bom-ref"]}
    said = [_checked(each, known) for each in tomllib.loads(statements).get("statement", ())]
    list_of_parts = f"{parts['serialNumber'].replace('urn:uuid:', 'urn:cdx:')}/{parts['version']}"
    found = [_vulnerability(each, list_of_parts) for each in sorted(said, key=lambda each: str(each["id"]))]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([parts["serialNumber"], found], sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": parts["metadata"]["component"]},
        "vulnerabilities": found,
    }


def write(file: Path) -> None:
    """The document as a file. Raises `BadStatement`."""
    made = vex((ROOT / "supply/vex.toml").read_text(encoding="utf-8"), sbom.sbom(ROOT))
    file.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _checked(said: dict[str, Any], known: set[str]) -> dict[str, Any]:
    name = said.get("id", "a statement")
    lacking = sorted(_FIELDS - set(said))
    if lacking:
        raise BadStatement(f"{name} lacks {', '.join(lacking)}")
    unknown = sorted(set(said) - _FIELDS - {"justification"})
    if unknown:
        raise BadStatement(f"{name} has {', '.join(unknown)}, which nobody reads")
    if said["state"] not in STATES:
        raise BadStatement(f"{name}: state is one of {', '.join(sorted(STATES))}")
    justified = said.get("justification")
    if (said["state"] == "not_affected") != (justified in JUSTIFICATIONS):
        raise BadStatement(f"{name}: not_affected, and nothing else, has a justification of CycloneDX's list")
    strangers = sorted(set(said["affects"]) - known)
    if strangers or not said["affects"]:
        raise BadStatement(f"{name}: Tresen has no part {', '.join(strangers) or 'that it names'}")
    return said


def _vulnerability(said: dict[str, Any], list_of_parts: str) -> dict[str, Any]:
    analysis = {"state": said["state"], "detail": said["detail"]}
    if "justification" in said:
        analysis["justification"] = said["justification"]
    return {
        "id": said["id"],
        "source": {"url": said["source"]},
        "analysis": analysis,
        "affects": [{"ref": f"{list_of_parts}#{part}"} for part in sorted(said["affects"])],
    }
