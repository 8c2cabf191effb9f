from grimp import ImportGraph

from tests.contract.import_rules import OnlyContract


def broken(imports: list[tuple[str, str]]) -> list[str]:
    graph = ImportGraph()
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported)
    options = {
        "rooms": ["tresen.core"],
        "may": ["tresen.errors"],
        "never": ["os", "cryptography"],
        "exceptions": ["tresen.core.records -> cryptography"],
    }
    edges: list[str] = OnlyContract("rule", {}, options).check(graph, verbose=False).metadata["broken"]
    return edges


def test_a_room_may_import_itself_what_is_listed_and_other_libraries() -> None:
    assert not broken(
        [
            ("tresen.core.session", "tresen.core.wire"),
            ("tresen.core.session", "tresen.errors"),
            ("tresen.core.session", "msgspec"),
            ("tresen.core.records", "cryptography"),
            ("tresen.store.writer", "os"),
        ]
    )


def test_a_room_may_import_nothing_else() -> None:
    assert broken(
        [
            ("tresen.core.session", "tresen.store"),
            ("tresen.core.session", "tresen.errors_too"),
            ("tresen.core.hours", "os"),
            ("tresen.core.wire", "cryptography"),
        ]
    ) == [
        "tresen.core.hours -> os",
        "tresen.core.session -> tresen.errors_too",
        "tresen.core.session -> tresen.store",
        "tresen.core.wire -> cryptography",
    ]
