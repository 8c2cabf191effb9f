"""The import-linter contract "only": what a room of the house may import. Anything not named is refused."""

from collections.abc import Iterator
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class _Names(fields.Field[list[str]]):
    def parse(self, raw_data: str | list[str]) -> list[str]:
        return [raw_data] if isinstance(raw_data, str) else raw_data


def _within(module: str, places: list[str]) -> bool:
    return any(module == place or module.startswith(place + ".") for place in places)


class OnlyContract(Contract):
    """Direct imports are enough: every room has such a list. A room that is not built yet passes."""

    type_name = "only"

    rooms: Any = _Names()
    may: Any = _Names()  # parts of tresen, besides the room itself
    never: Any = _Names(default=[])  # libraries
    exceptions: Any = _Names(default=[])  # "a -> b"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = sorted(self._broken(graph))
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _broken(self, graph: ImportGraph) -> Iterator[str]:
        for room in self.rooms:
            for importer in (module for module in graph.modules if _within(module, [room])):
                for imported in graph.find_modules_directly_imported_by(importer):
                    edge = f"{importer} -> {imported}"
                    if not self._allowed(room, imported) and edge not in self.exceptions:
                        yield edge

    def _allowed(self, room: str, imported: str) -> bool:
        if _within(imported, ["tresen"]):
            return imported == "tresen" or _within(imported, [room, *self.may])
        return not _within(imported, self.never)

    def render_broken_contract(self, check: ContractCheck) -> None:
        for edge in check.metadata["broken"]:
            output.print_error(edge)
