"""What a note says: people by number, only its author's words, and gone when removed (L8, S9)."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tresen.client.documents import note
from tresen.client.documents.kinds import merge_version, read_version, write_version
from tresen.client.documents.merge import EMPTY, Document, change, remove

PEOPLE = {1: "Anna", 2: "Ben", 3: "Ben Öz", 4: ""}
KEY = bytes(range(16))
DEVICES = [bytes([at]) * 16 for at in (1, 2, 3)]


def test_only_whole_names_are_people() -> None:
    """[S9] Of two names the longer one counts; an e-mail address or a longer word names nobody."""
    typed = "@Ben Öz und @Ben, @Benno, anna@Anna"
    assert note.with_numbers(typed, PEOPLE) == "@{3} und @{2}, @Benno, anna@{1}"
    assert note.with_numbers("@Ben", {}) == "@Ben"


@given(st.text(max_size=40), st.sampled_from([1, 2, 3]))
def test_a_named_person_is_mentioned_and_shown_by_name(text: str, person: int) -> None:
    """[S9] Whatever else the text holds, and typed again after an edit it says the same."""
    saying = note.Saying(9, note.with_numbers(f"@{PEOPLE[person]} {text}", PEOPLE), None, 0, None)
    assert person in saying.mentions
    shown = note.with_names(saying.text, lambda each: PEOPLE.get(each, str(each)))
    assert shown.startswith(f"@{PEOPLE[person]} ")


Step = tuple[str, int, int]
steps = st.lists(
    st.tuples(st.sampled_from(["edit", "remove"]), st.integers(0, 2), st.integers(1, 50)), max_size=6
)


@given(steps, st.randoms(use_true_random=False))
def test_one_authors_devices_agree_on_a_note(taken: list[Step], chance: Random) -> None:
    """[L8, S9] In whatever order the changes of three devices arrive, the note says one thing; removed, it says nothing."""
    first = change(EMPTY, note.written(1, "eins"), 10, DEVICES[0])
    changes, held = [first], dict.fromkeys(DEVICES, first)
    for verb, at, now_ms in taken:
        device = DEVICES[at]
        before = held[device]
        made = (
            remove(before, now_ms, device)
            if verb == "remove"
            else change(before, note.edited(f"{now_ms} von {at}"), now_ms, device)
        )
        held[device] = merge_version(before, made, KEY)
        changes.append(made)
    other = list(changes)
    chance.shuffle(other)
    one, two = _merged(changes), _merged(other)
    assert note.note_in(one, 1) == note.note_in(two, 1)
    removed = any(verb == "remove" for verb, _, _ in taken)
    assert (note.note_in(one, 1) is None) == removed
    if removed:
        assert b"eins" not in _bytes(one)


def _merged(changes: list[Document]) -> Document:
    document = EMPTY
    for each in changes:
        document = merge_version(document, each, KEY)
        document = read_version(write_version(note, document, KEY), note, 1000, DEVICES[0])
    return document


def _bytes(document: Document) -> bytes:
    return repr(write_version(note, document, KEY)).encode()
