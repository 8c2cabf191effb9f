"""Quick replies: what may be written, and CSV in and out (S9)."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_documents_merge import ANNA, KEY, NOON
from tresen.client import FileRef, Photo, QuickReply, WrongCsv
from tresen.client.connection.http import b64
from tresen.client.documents import quickreply, replyusage
from tresen.client.documents.kinds import blobs_in, merge_version, read_version, write_version
from tresen.client.documents.merge import EMPTY, Document, Field, Stamp, change, remove
from tresen.client.documents.quickreply import distinct, reply_in, written
from tresen.client.documents.replycsv import CSV_CHARACTERS, CSV_REPLIES, read_csv, write_csv
from tresen.core.sizes import DOCUMENT_BYTES
from tresen.demo.replies import REPLIES

HOURS = QuickReply("zeiten", "Öffnungszeiten", "Von 6 bis 18 Uhr.", "From 6 to 18.", ("offen", "Uhrzeit"))


def test_a_reply_is_read_as_it_was_written() -> None:
    """[S9] Through a sealed version and back."""
    payload = write_version(quickreply, change(EMPTY, written(HOURS), NOON, ANNA), KEY)
    assert reply_in(read_version(payload, quickreply, NOON, ANNA)) == HOURS
    assert reply_in(EMPTY) is None


@pytest.mark.parametrize(
    "wrong",
    [
        HOURS._replace(shortcut=""), HOURS._replace(shortcut="zwei wörter"), HOURS._replace(shortcut="-x"),
        HOURS._replace(shortcut="a" * 33), HOURS._replace(title=" "), HOURS._replace(title="ä" * 121),
        HOURS._replace(text_de=" ", text_en=""), HOURS._replace(text_de="ä" * 3001), HOURS._replace(text_en="x" * 6001),
        HOURS._replace(keywords=tuple(map(str, range(17)))), HOURS._replace(keywords=("x" * 41,)),
        HOURS._replace(keywords=("a,b",)),
    ],
)  # fmt: skip
def test_what_cannot_be_a_reply_is_refused(wrong: QuickReply) -> None:
    """[S9] Before anything is sealed."""
    with pytest.raises(ValueError):  # noqa: PT011 - each says something else
        written(wrong)


def test_the_longest_reply_fits_one_message() -> None:
    """[S9] Whatever its letters: its limits are chosen so."""
    longest = QuickReply(
        "ä" * 32, "🥨" * 120, "🥨" * 1500, "🥨" * 1500, tuple(f"{at:02}" + "🥨" * 38 for at in range(16))
    )
    payload = write_version(quickreply, change(EMPTY, written(longest), NOON, ANNA), KEY)
    assert len(msgspec.msgpack.encode(payload)) <= DOCUMENT_BYTES


def test_what_others_wrote_longer_is_cut() -> None:
    """[S9] A reader shows no more than a writer may write, and nothing of another shape."""
    values = {"shortcut": "a" * 40, "title": "ä" * 200, "text_de": 7, "keywords": "\n".join(["x" * 50] * 20)}
    said = Document({name: Field(value, Stamp(1, ANNA)) for name, value in values.items()})
    assert reply_in(said) == QuickReply("a" * 32, "ä" * 120, "", "", ("x" * 40,) * 16)


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=40)


@given(st.lists(TEXTS.filter(lambda text: text.strip(quickreply.SPACES) != ""), max_size=5))
def test_an_exported_file_reads_back(texts: list[str]) -> None:
    """What is written to CSV is read back letter by letter, formulas, quotes and line breaks included."""
    replies = [QuickReply(f"k{at}", f"Titel {at}", text, "", ("a b", "c")) for at, text in enumerate(texts)]
    if replies:
        assert read_csv(write_csv(replies)) == replies


@pytest.mark.parametrize("formula", ["=1+1", "+49", "-5", "@SUM(A1)", "\tx", "'=x"])
def test_no_cell_is_a_formula(formula: str) -> None:
    """A spreadsheet that opens the file runs nothing of what a text says."""
    replies = [QuickReply("a", "Titel", formula)]
    cells = write_csv(replies).splitlines()[1].split(";")
    assert all(cell.strip('"')[:1] not in ("=", "+", "-", "@", "\t") for cell in cells)
    assert read_csv(write_csv(replies)) == replies


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("short_code,content\nhallo,Guten Tag {{contact.name}}", QuickReply("hallo", "hallo", "Guten Tag {{kunde}}")),
        ("Shortcut;Message;Keywords\n/Hallo;Moin;gruss, tach", QuickReply("hallo", "Hallo", "Moin", "", ("gruss", "tach"))),
        ("Kürzel\tNachricht\nhallo\tGuten Tag", QuickReply("hallo", "hallo", "Guten Tag")),
        ("Tastenkürzel;Nachricht;Schlüsselwörter\nhallo;Moin;tach", QuickReply("hallo", "hallo", "Moin", "", ("tach",))),
        ('\ufeffshortcut,text_de\r\nhallo,"Zwei\r\nZeilen, ""so"""\r\n', QuickReply("hallo", "hallo", 'Zwei\nZeilen, "so"')),
    ],
)  # fmt: skip
def test_other_columns_are_read(text: str, reply: QuickReply) -> None:
    """Chatwoot's, WhatsApp Business's, and a spreadsheet's in German."""
    assert read_csv(text) == [reply]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [0]), ("shortcut,text_de\n", [0]), ("a,b\n1,2", [1]), ("shortcut,text_de\nx,\0", [0]),
        ('shortcut,text_de\nx,"offen', [2]), ('shortcut,text_de\nx,"a"b', [2]),
        ("shortcut,text_de\nx,a\nx,b\n,c\nzwei wörter,d\ny,e,f", [3, 4, 5, 6]),
        ('shortcut,text_de\nx,"a\nb"\n\nx,b', [5]),
        ("shortcut,text_de\n" + "x,a\n" * (CSV_REPLIES + 1), [0]),
        ("shortcut,text_de\nx," + "a" * CSV_CHARACTERS, [0]),
        ("shortcut,text_de\nx," + "a" * 200_000, [2]),
    ],
)  # fmt: skip
def test_every_wrong_line_is_named(text: str, lines: list[int]) -> None:
    """And nothing of the file is read."""
    with pytest.raises(WrongCsv) as wrong:
        read_csv(text)
    assert [line for line, _ in wrong.value.mistakes] == lines


def test_a_line_of_100_mb_costs_no_time() -> None:
    """It is refused by its length alone."""
    text = "shortcut,text_de\nx," + "a" * 100_000_000
    begin = time.thread_time()
    with pytest.raises(WrongCsv):
        read_csv(text)
    assert time.thread_time() - begin < 0.5


def test_uses_of_all_devices_are_added_up() -> None:
    """[S9] Whatever else stands there is left out."""
    values = {
        "one": "20783.abcdefgh.3 20784.abcdefgh.1",
        "two": "20783.abcdefgh.2",
        "odd": "x 1.short.2 20783.abcdefgh.",
        "n": 7,
    }
    said = Document({name: Field(value, Stamp(0, bytes(16))) for name, value in values.items()})
    assert replyusage.counts_in(said) == {"20783.abcdefgh": 5, "20784.abcdefgh": 1}


def test_the_bakery_has_twelve_replies() -> None:
    """In both languages, each with a shortcut of its own."""
    assert len({written(each)["shortcut"] for each in REPLIES}) == len(REPLIES) == 12
    assert all(each.text_de and each.text_en for each in REPLIES)


PHOTO = Photo(
    FileRef(b"b" * 16, b"k" * 32, 1234, b"h" * 32, "image/jpeg", "Foto.jpg"), 800, 600, preview=b"\xff" * 9
)


def test_a_reply_carries_a_file() -> None:
    """[S9, F3] As a message would, without its words; a version of it names the file."""
    with_photo = HOURS._replace(file=replace(PHOTO, caption="Von der Theke", alt="Roggenbrot"))
    document = change(EMPTY, written(with_photo), NOON, ANNA)
    assert reply_in(document) == HOURS._replace(file=replace(PHOTO, alt="Roggenbrot"))
    assert blobs_in(quickreply, document) == [b"b" * 16]
    assert blobs_in(quickreply, merge_version(document, remove(document, NOON, ANNA), KEY)) == []
    assert blobs_in(quickreply, change(EMPTY, written(HOURS), NOON, ANNA)) == []


@pytest.mark.parametrize(
    "text", [7, "", "kein Base64!", "gg", "A" * 9000, b64(b"\x81\xa4kind\xa4text"), b64(b"\x90")]
)
def test_what_is_no_file_is_none(text: object) -> None:
    """[S9] The reply stays, without it."""
    document = change(EMPTY, {**written(HOURS), "file": text}, NOON, ANNA)
    assert reply_in(document) == HOURS


SAID = {name: Field("T", Stamp(1, ANNA)) for name in ("title", "text_de")}
SAVED = st.lists(
    st.tuples(
        st.binary(min_size=16, max_size=16),
        st.sampled_from(("a", "a-2", "b", "a" * 32)),
        st.integers(0, 3),
        st.sampled_from((ANNA, KEY)),
    ),
    max_size=12,
    unique_by=lambda each: each[0],
)


@given(SAVED, st.randoms(use_true_random=False))
def test_replies_of_devices_that_were_apart_each_have_a_shortcut(
    saved: list[tuple[bytes, str, int, bytes]], order: random.Random
) -> None:
    """[S9] In whatever order they come: the same names, each once, as typed where it was first, and within the limits."""
    entries = [
        (key, Document({"shortcut": Field(shortcut, Stamp(at_ms, device)), **SAID}))
        for key, shortcut, at_ms, device in saved
    ]
    shown = distinct(entries)
    shuffled = entries[:]
    order.shuffle(shuffled)
    assert distinct(shuffled) == shown
    assert len({reply.shortcut for _, reply in shown}) == len(saved)
    kept = {reply.shortcut for _, reply in shown if not reply.saved_as}
    assert kept == {shortcut for _, shortcut, _, _ in saved}
    assert all(written(reply)["shortcut"] == reply.shortcut for _, reply in shown)
