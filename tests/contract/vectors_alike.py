"""Vectors: saved filters, quick replies and their CSV, the puzzle: what both languages decide alike (L8, S9, W10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tests.contract.vectors_case import Case, accepted, fixed
from tests.contract.vectors_keys import Scenarios

_LABELS: Final = ["paid", "done", "vip", "a_1"]
_SETS: Final = [[], ["paid"], ["done"], ["paid", "done"], ["vip", "paid"], _LABELS]
_REPLY: Final = {"shortcut": "hallo", "title": "Gruß", "text_de": "Guten Tag", "text_en": "", "keywords": []}


def scenarios() -> Scenarios:
    """The files of this module."""
    return {
        "filter-query": (
            "Saved filters of the list: what they ask for, and what is saved.",
            ["L8", "S9"],
            [*_queries(), *_saved()],
        ),
        "quick-replies": ("What hinders saving a quick reply.", ["L8", "S9"], _replies()),
        "replies-csv": ("Quick replies as CSV, read and written.", ["L8"], [*_read(), *_written()]),
        "puzzle": ("The puzzle that begins a conversation during a rush.", ["W10"], _puzzles()),
    }


def _queries() -> list[Case]:
    texts: tuple[Any, ...] = (
        "all +paid", "any +paid", "all +paid +done", "any +paid +done", "all -paid", "any -paid", "all +vip -done",
        "any +vip +paid -done", "all +paid +paid", "all +paid -paid", "all -paid +paid", "any +paid +gone", "all +gone",
        "all", "any", "", "all ", " all +paid", "all  +paid", "all\t+paid", "ALL +paid", "some +paid", "all paid",
        "all +paid,+done", "all +Paid", "all +paid\n", "all + paid", "all ++paid",
        "all +" + "x" * 33, "all +a_1", None, 5, ["all"],
    )  # fmt: skip
    many = [f"l{n}" for n in range(300)]
    cases = [
        accepted(f"{text!r}"[:60], "filter_query", {"text": text, "labels": _LABELS, "sets": _SETS})
        for text in texts
    ]
    long = {
        "text": "any " + " ".join(f"+{each}" for each in many),
        "labels": many,
        "sets": [["l0"], ["l299"]],
    }
    return [*cases, accepted("more labels than there may be", "filter_query", long)]


def _saved() -> list[Case]:
    def case(
        name: str,
        *,
        ids: tuple[str, ...] = (),
        id_: str = "f1",
        called: str = "Offen",
        match: str = "all",
        with_: Sequence[str] = ("paid",),
        without: Sequence[str] = (),
    ) -> Case:
        query = {"match": match, "with": list(with_), "without": list(without)}
        return accepted(name, "save_filter", {"ids": list(ids), "id": id_, "name": called, "query": query})

    twenty = tuple(f"f{n}" for n in range(20))
    return [
        case("a filter is saved"),
        case(
            "with any of two, and without a third",
            match="any",
            with_=["vip", "paid"],
            without=["done"],
        ),
        case("without one only", with_=[], without=["done"]),
        case("an empty name", called=""),
        case("a name of a space", called=" "),
        case("a name of 40 characters", called="x" * 40),
        case("a name of 41 characters", called="x" * 41),
        case("a long name of pictures", called="😀" * 40),
        case("a name of too many pictures", called="😀" * 41),
        case("no label", with_=[]),
        case("another match", match="some"),
        case("an empty match", match=""),
        case("the same label twice", with_=["paid", "paid"]),
        case("a label that is asked for and excluded", without=["paid"]),
        case("a label's name for its id", with_=["Bezahlt"]),
        case("an id with a space", with_=["paid +vip"]),
        case("two ids in one", with_=["paid", "vip +done"]),
        case("an empty id of a label", with_=[""]),
        case("an empty id", id_=""),
        case("an id with a capital", id_="F"),
        case("an id that is too long", id_="x" * 33),
        case("an id with a line's end", id_="f1\n"),
        case("one more than a team saves", ids=twenty, id_="new"),
        case("the twentieth", ids=twenty[1:], id_="new"),
        case("one of twenty, changed", ids=twenty, id_="f3"),
        case("more labels than there may be", with_=[f"l{n}" for n in range(300)]),
    ]


def _replies() -> list[Case]:
    def reply(name: str, **fields: Any) -> Case:
        return accepted(name, "save_reply", _REPLY | fields)

    shortcuts = (
        "hallo", "/hallo", "//hallo", " hallo ", "/ hallo", " /hallo", "HALLO", "Größe", "größe-2", "a_b",
        "_a", "-a", ".a", "a.b",
        "a b", "", "/", " ", "x" * 32, "x" * 33, "ä" * 32, "名前", "1", "½", "a\n",
        "\ufeffa", "\x85a", "\x1fa\x1c", "\u3000a\u00a0", "a/b", "a,b", "é", "e\u0301", "İ", "😀",
    )  # fmt: skip
    titles = ("", " ", " x ", "x" * 64, "x" * 65, " " + "x" * 64 + " ", "😀" * 64, "x" * 80, "x" * 81)
    return [
        *(reply(f"shortcut {each!r}", shortcut=each) for each in shortcuts),
        *(reply(f"title {each!r}"[:40], title=each) for each in titles),
        reply("no text", text_de="", text_en=""),
        reply("a text of spaces", text_de=" \n", text_en=""),
        reply("English alone", text_de="", text_en="Hello"),
        reply("6000 bytes", text_de="x" * 6000),
        reply("6001 bytes", text_de="x" * 6001),
        reply("3001 letters of two bytes", text_de="ä" * 3001),
        reply("too long in English", text_en="x" * 6001),
        reply("spaces around a text stay", text_de=" Guten Tag\n"),
        reply("keywords", keywords=["offen", "Uhr zeit", "  viel \n Platz ", "", " "]),
        reply("the same keyword twice", keywords=["offen", "offen", " offen"]),
        reply("16 keywords", keywords=[f"w{n}" for n in range(16)]),
        reply("17 keywords", keywords=[f"w{n}" for n in range(17)]),
        reply("17 keywords, one twice", keywords=["w0", *(f"w{n}" for n in range(16))]),
        reply("a keyword of 40 characters", keywords=["x" * 40]),
        reply("a keyword of 41 characters", keywords=["x" * 41]),
        reply("a keyword with a comma", keywords=["a,b"]),
        reply("a keyword with a semicolon", keywords=["a;b"]),
    ]  # fmt: skip


def _read() -> list[Case]:
    head = "shortcut;title;keywords;text_de;text_en\r\n"
    files = {
        "an own file": head + "hallo;Gruß;a, b;Guten Tag;Hello\r\n",
        "with a mark": "\ufeff" + head + "hallo;Gruß;;Guten Tag;\r\n",
        "commas": "short_code,content\nhallo,Guten Tag {{contact.name}} {{x.y}}\n",
        "other variables": "short_code,content\nhallo,{{ agent.first_name }} {{contact.first_name}}{{contact.email}}\n",
        "tabs": "Kürzel\tNachricht\nhallo\tGuten Tag\n",
        "WhatsApp": "Shortcut;Message;Keywords\n/Hallo;Moin;gruss, tach|x\n",
        "old line ends": "shortcut,text_de\rhallo,alte Zeilen\r",
        "quoted": 'shortcut,text_de\r\nhallo,"Zwei\r\nZeilen, ""so"""\r\n',
        "another order": "text_de,shortcut,fremd\nx,hallo,weg\n",
        "umlauts taken apart": "Ku\u0308rzel;Schlu\u0308sselwo\u0308rter;Text\nhallo;a;b\n",
        "headings with spaces and hyphens": " Short-Code ;Text__DE\nhallo;b\n",
        "no shortcut column": "title;text_de\na;b\n",
        "no text column": "shortcut;title\na;b\n",
        "a heading alone": head,
        "nothing": "",
        "blank lines": "\n\n" + head + "\n;;;;\nhallo;;;Tag;\n\n",
        "a zero byte": head + "hallo;;;Ta\0g;\n",
        "an open quote": head + 'hallo;;;"Tag;\n',
        "something behind a quote": head + 'hallo;;;"Tag"x;\n',
        "another separator behind a quote": head + 'hallo;;;"Tag",;\n',
        "a quote inside": head + 'hallo;;;Ta"g;\n',
        "too many columns": head + "hallo;;;Tag;;more\n",
        "too few columns": "shortcut;text_de;title\nhallo;Tag\n",
        "twice": head + "hallo;;;Tag;\nHallo;;;Tag;\n",
        "twice, wrong the first time": head + "hallo;;;;\nhallo;;;Tag;\n",
        "wrong shortcuts": head + "a b;;;Tag;\n;;;Tag;\n-a;;;Tag;\nok;;;Tag;\n",
        "no text": head + "a;;;;\n",
        "a text too long, lines below": head + 'a;;;"x\n' + "y" * 6001 + '";\nb b;;;Tag;\n',
        "an apostrophe before a formula": head + "a;;;'=1+1;'x\nb;;;''=x;'+49\n",
        "a shortcut with spaces": head + " /Hallo ;;;Tag;\n",
        "a keyword too long": head + f"a;;{'x' * 41};Tag;\n",
        "odd spaces": head + "\u3000a\u00a0;\x85;\x1fx\u2003y;\ufeff Tag;\n\u00a0;\ufeff;;;\n",
        "keywords twice": head + "a;;x, x,y;Tag;\n",
        "most of two separators": "shortcut;text_de,title\nhallo;Tag\n",
        "20 replies": head + "".join(f"a{n};;;b;\n" for n in range(20)),
        "2001 replies": head + "".join(f"a{n};;;b;\n" for n in range(2001)),
    }
    return [accepted(name, "read_csv", {"text": text}) for name, text in files.items()]


def _written() -> list[Case]:
    texts = (
        "=1+1", "+49 30", "-5", "@SUM(A1)", "\tx", "'=x", "''", 'Sie sagte "ja"; und, nun', "zwei\nZeilen", "a\rb", "a\r\nb",
        "\ufeffx", " x ", "x,y", "", "ä",
    )  # fmt: skip
    cases = []
    for text in texts:
        reply = _REPLY | {"text_de": text or "x", "text_en": text, "keywords": ["a", "b c"]}
        cases.append(accepted(f"{text!r}", "write_csv", {"replies": [reply, _REPLY]}))
    return [*cases, accepted("no replies", "write_csv", {"replies": []})]


def _puzzles() -> list[Case]:
    def puzzle(name: str, challenge: bytes) -> Case:
        return accepted(name, "solve_puzzle", {"challenge": challenge.hex()})

    def asked(bits: int) -> bytes:
        return fixed("nonce", 8) + (1_790_000_000).to_bytes(4, "big") + bytes([bits]) + fixed("tag", 16)

    return [
        *(puzzle(f"{bits} bits", asked(bits)) for bits in (0, 1, 7, 8, 9)),
        puzzle("harder than is meant honestly", asked(17)),
        puzzle("hardest", asked(255)),
        puzzle("cut short", asked(8)[:-1]),
        puzzle("too long", asked(8) + b"\0"),
        puzzle("nothing", b""),
    ]
