"""What both languages must agree on, written from Python: `./dev generate`, or `python -m tests.contract.generate`.

`OUTPUTS` maps each generated file to its content. A contract test compares them with the tree, so a file that is old or
was edited by hand fails `./dev check`.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import IntEnum, StrEnum
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Final, get_args

import msgspec

from tests.accessible.statement import page as accessibility_page
from tests.contract import consents
from tests.contract.lawpages import hosting_page
from tests.contract.reference import python_reference
from tests.liar import shapes, unsigned, verdicts
from tresen.core import chain, endings, fields, sizes, wire
from tresen.core.bounds import puzzle
from tresen.core.hours import parse
from tresen.core.law import days, names, requests
from tresen.core.model import RANK, Kind, Party, Retention, Role, State
from tresen.core.records import VERSION
from tresen.core.session import ACTS
from tresen.core.shopfront import automatic, pictures, profile
from tresen.errors import CODES
from tresen.seal.refused import REASONS
from tresen.store.listing import FILTERS

ROOT: Final = Path(__file__).parents[2]
TYPESCRIPT: Final = ROOT / "web/core/src/wire/generated.ts"
CODES_TYPESCRIPT: Final = ROOT / "web/core/src/wire/codes.ts"
LINE_WIDTH: Final = 110
"""The formatter's, web/biome.json."""

Literal = str | int | bool

HEAD: Final = """\
/** The words and numbers of the protocol. Written by `./dev generate` from the Python modules named below: edit those. */
"""


def camel(name: str) -> str:
    """`auto_off`, `AUTO_OFF` and `TypingNow` as TypeScript writes a key: `autoOff`, `typingNow`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")
    return words[0] + "".join(word.capitalize() for word in words[1:])


def literal(value: Literal) -> str:
    """One value in TypeScript."""
    return json.dumps(value, ensure_ascii=False)


def constant(name: str, value: Literal, why: str = "") -> str:
    """`export const NAME = value;`, as the formatter breaks it."""
    line = f"export const {name} = {literal(value)};\n"
    if len(line) > LINE_WIDTH + 1:
        line = f"export const {name} =\n  {literal(value)};\n"
    return comment(why) + line


def comment(why: str) -> str:
    """A doc comment on one line; empty for an empty text."""
    return f"/** {why} */\n" if why else ""


def array(name: str, values: Iterable[Literal], why: str = "", type_name: str = "") -> str:
    """A constant array, and on demand the type of its members."""
    listed = [literal(value) for value in values]
    line = f"export const {name} = [{', '.join(listed)}] as const;\n"
    if len(line) > LINE_WIDTH + 1:
        line = f"export const {name} = [\n" + "".join(f"  {each},\n" for each in listed) + "] as const;\n"
    named = f"export type {type_name} = (typeof {name})[number];\n" if type_name else ""
    return comment(why) + line + named


def table(name: str, values: Mapping[str, Literal | Mapping[str, Literal]], why: str = "") -> str:
    """A constant object with one entry a line."""
    rows = []
    for key, value in values.items():
        if isinstance(value, Mapping):
            inner = ", ".join(f"{each}: {literal(this)}" for each, this in value.items())
            rows.append(f"  {key}: {{ {inner} }},\n")
        else:
            rows.append(f"  {key}: {literal(value)},\n")
    return f"{comment(why)}export const {name} = {{\n{''.join(rows)}}} as const;\n"


def numbers(kind: type[IntEnum]) -> dict[str, Literal]:
    """An enumeration of numbers as a table."""
    return {camel(each.name): each.value for each in kind}


def words(kind: type[StrEnum]) -> list[Literal]:
    """An enumeration of words as a list."""
    return [each.value for each in kind]


def among(roles: Collection[Role]) -> list[Literal]:
    """Some of the roles, in the order of `Role`."""
    return [each.value for each in Role if each in roles]


def tags(frames: object) -> dict[str, Literal]:
    """The type of each frame by its name."""
    return {camel(each.__name__): each.__struct_config__.tag for each in get_args(frames)}


def documented(module: ModuleType) -> dict[str, str]:
    """The constants that a module itself defines, in order, each with the docstring below it, on one line."""
    tree = ast.parse(inspect.getsource(module)).body
    found = {}
    for node, after in pairwise([*tree, ast.Pass()]):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id.isupper():
            said = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and after.value.value
            found[node.target.id] = " ".join(str(said).split()) if said else ""
    return found


def constants(module: ModuleType, *names: str) -> str:
    """The module's own constants that are plain values or tuples of them; if names are given, only those."""
    made = []
    for name, why in documented(module).items():
        value = getattr(module, name)
        if name.startswith("_") or (names and name not in names):
            continue
        if isinstance(value, tuple):
            made.append(array(name, value, why))
        elif isinstance(value, str | int):
            made.append(constant(name, value, why))
    return "".join(made)


def _wire() -> str:
    return "\n".join(
        (
            "// core/wire.py: `/live`.\n",
            constants(wire),
            table("ClientTag", tags(wire.ClientFrame), "Frames of the client (W1)."),
            table("ServerTag", tags(wire.ServerFrame), "Frames of the server (W1)."),
            array(
                "ACTS", ACTS, "The team's acts on a conversation: what an `act` frame may ask for.", "ActName"
            ),
        )
    )


def _model() -> str:
    return "\n".join(
        (
            "// core/model.py, core/records.py: the log.\n",
            constant("VERSION", VERSION, "The suite that records and headers name (S1)."),
            table("Kind", numbers(Kind), "Event kinds (L5)."),
            table("Party", numbers(Party), "The two sides of a conversation, for marks (L6)."),
            array("ROLES", words(Role), "What a device may be (S4).", "Role"),
            array("STAFF_ROLES", among(chain.STAFF), "The team (S4).", "StaffRole"),
            array("READER_ROLES", among(chain.READERS), documented(chain)["READERS"]),
            table("RANK", {role.value: rank for role, rank in RANK.items()}, "Who certifies whom (S4)."),
            array("STATES", words(State), "States of a conversation.", "ConversationState"),
            array("RETENTION", words(Retention), "Retention classes (L9).", "Retention"),
            array("FILTERS", FILTERS, "Filters of the list of conversations.", "Filter"),
        )
    )


def _sizes() -> str:
    return "// core/sizes.py: sizes in bytes, spans in milliseconds.\n\n" + constants(sizes)


def _endings() -> str:
    return "// core/endings.py\n\n" + constants(endings)


def _puzzle() -> str:
    names = ("PUZZLE_BYTES", "PUZZLE_PARTS", "PUZZLE_MOST_BITS")
    return "// core/bounds/puzzle.py: the puzzle during a rush (W10).\n\n" + constants(puzzle, *names)


def _fields() -> str:
    return "\n".join(
        (
            "// core/shopfront, core/fields.py, core/hours: what people fill in.\n",
            constants(fields, "HANDLE", "HANDLE_CHARACTERS", "TEXT_CHARACTERS")
            + constants(profile, "PICTURE_BYTES", "BANNER_BYTES")
            + constants(pictures, "PICTURE_PIXELS")
            + constants(parse, "LONGEST_NOTE")
            + constants(automatic, "AFTER_DAYS", "AFTER_DAYS_MOST"),
            table(
                "PROFILE_CHARACTERS",
                {**profile.LINES, **profile.PARAGRAPHS, **profile.REACH},
                "The longest text of each field of the profile.",
            ),
            array("VARIABLES", fields.VARIABLES, documented(fields)["VARIABLES"]),
            array("LANGUAGES", fields.LANGUAGES, documented(fields)["LANGUAGES"], "Language"),
            array("AWAY_WHEN", automatic.WHEN, documented(automatic)["WHEN"], "AwayWhen"),
            array("AWAY_TEXTS", automatic.AWAY_TEXTS, documented(automatic)["AWAY_TEXTS"], "AwayText"),
            array(
                "MISTAKES", sorted(fields.MISTAKES), "What hinders publishing (profile.md).", "MistakeCode"
            ),
            array("WARNINGS", sorted(fields.WARNINGS), "What does not.", "WarningCode"),
        )
    )


def _errors() -> str:
    rows = {code: {"retryable": known.retryable, "status": known.status} for code, known in CODES.items()}
    return "\n".join(
        (
            "// errors.py, seal/refused.py: why something is refused.\n",
            table("ERRORS", rows, "Codes on the wire and over HTTP (W7).")
            + "export type ErrorCode = keyof typeof ERRORS;\n",
            array("REASONS", REASONS, "Why something sealed or signed is not accepted (S16).", "Reason"),
        )
    )


def _law() -> str:
    return "\n".join(
        (
            "// core/law: retention, requests, documents (law.md).\n",
            constants(days, "CHAT_DAYS", "CHAT_DAYS_MOST"),
            *(
                array(name, getattr(module, name), documented(module)[name], type_name)
                for module, name, type_name in (
                    (requests, "REQUEST_KINDS", "RequestKind"),
                    (requests, "REQUEST_STATES", "RequestState"),
                    (requests, "HOLD_REASONS", "HoldReason"),
                    (names, "LAW_DOCUMENTS", "LawDocument"),
                    (names, "AUDIT_WORDS", "AuditWord"),
                )
            ),
        )
    )


SECTIONS: Final = (_wire, _model, _sizes, _endings, _puzzle, _fields, _law)


def typescript() -> str:
    """The words and numbers that the TypeScript core takes from Python."""
    return "\n".join((HEAD, *(section() for section in SECTIONS)))


def codes() -> str:
    """Why something is refused, in a file of its own: there are more of them with every feature."""
    return f"{HEAD}\n{_errors()}"


def errors_json() -> str:
    """`protocol/errors.json`: all codes with `retryable` and `status`."""
    rows = {code: {"retryable": known.retryable, "status": known.status} for code, known in CODES.items()}
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


def mistakes_json() -> str:
    """`protocol/mistakes.json`: the codes of a profile's mistakes and warnings."""
    listed = {"mistakes": sorted(fields.MISTAKES), "warnings": sorted(fields.WARNINGS)}
    return json.dumps(listed, indent=2) + "\n"


def claims_json() -> str:
    """What is the server's claim, and the fields of its frames by tag: what the lies of both languages are made from."""
    frames = [each for each in unsigned.frames().values() if issubclass(each, wire.Frame)]
    named = {
        str(each.__struct_config__.tag): [each.__name__, *_names(each)]
        for each in sorted(frames, key=lambda each: int(str(each.__struct_config__.tag)))
        if each.__struct_config__.tag is not None
    }
    made = {
        "claims": sorted(unsigned.claims()),
        "unbelieved": sorted(unsigned.claims() & verdicts.unbelieved()),
        "frames": named,
        "event": _names(wire.Event),
        "marks": _names(wire.MarkRow),
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def shapes_json() -> str:
    """The shapes of all HTTP answers and events' bodies: what the lies in TypeScript are made from."""
    made = {
        "answers": shapes.answers(),
        "shapes": shapes.shapes(),
        "kinds": shapes.kinds(),
        "bodies": shapes.bodies(),
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _names(shape: type[msgspec.Struct]) -> list[str]:
    return [each.encode_name.rstrip("_") for each in msgspec.structs.fields(shape)]


OUTPUTS: Final[Mapping[Path, Callable[[], str]]] = {
    TYPESCRIPT: typescript,
    CODES_TYPESCRIPT: codes,
    ROOT / "protocol/errors.json": errors_json,
    ROOT / "protocol/mistakes.json": mistakes_json,
    ROOT / "protocol/claims.json": claims_json,
    ROOT / "protocol/shapes.json": shapes_json,
    ROOT / "docs/reference/accessibility.md": accessibility_page,
    ROOT / "docs/reference/consents.md": consents.page,
    ROOT / "docs/reference/hosting.md": hosting_page,
    ROOT / "docs/reference/python.md": python_reference,
}


def main() -> None:
    """Writes the files that are old and names them."""
    for path, made in OUTPUTS.items():
        text = made()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
