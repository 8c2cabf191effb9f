"""The errors that a user of the client meets, each under `TresenError` and named by what happened.

A refusal by the server is `tresen.errors.Refusal`, with its code. Some are also what Python calls such an error, so that
`except OSError` or `except LookupError` catches them too.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from tresen.errors import TresenError


class Untrusted(TresenError):
    """The business's records do not verify, or they belong to another identity than the link names (S3, S4).

    `reason` is `mismatch` (the link names another fingerprint), `broken` (the record chain does not verify, went back, or
    forked) or `newer` (the business uses something that this version would have to understand, S19). Nothing was sent.
    """

    reason: str
    detail: str

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class BrokenConversation(Untrusted):
    """The records of one conversation do not verify, went back or forked (S4, S6): nothing is sent there any more.

    It ends a customer's client, which has one conversation. The team's client goes on with the others.
    """

    def __init__(self, detail: str) -> None:
        super().__init__("broken", detail)


class Stopped(TresenError):
    """This client ended and will not reconnect.

    `reason` is `closed`, or the server's code, such as `replaced` (a copy of the keys file was opened elsewhere: a copy is
    the same device) or `revoked` (this device was taken out: of the team, or by another device of the same customer). What
    was not yet stored waits in the keys file and goes out when it is opened again.
    """

    reason: str

    def __init__(self, reason: str) -> None:
        super().__init__(f"the client has stopped: {reason}")
        self.reason = reason


class Delayed(TresenError):
    """The server kept refusing a command for now, with `code`, such as `storage_full`.

    It waits in the keys file and goes out later, once, in its place: do not send it again.
    """

    code: str

    def __init__(self, code: str) -> None:
        super().__init__(
            f"the server refuses it for now ({code}); it waits in the keys file and goes out later"
        )
        self.code = code


class OutboxFull(TresenError):
    """As many commands wait in the keys file as may (`most_waiting`). This one was not written down, and is not sent.

    `waiting` is how many wait, `most` the bound. `until_room` waits until there is room again.
    """

    waiting: int
    most: int

    def __init__(self, waiting: int, most: int) -> None:
        super().__init__(
            f"{waiting} commands wait to be sent, and {most} may: await until_room, or raise most_waiting"
        )
        self.waiting, self.most = waiting, most


class Declined(TresenError):
    """`confirm` answered False: the return link was not followed, and nothing was changed."""


class WrongKeys(TresenError):
    """The keys file belongs to another business or another kind of participant."""


class NoKeys(WrongKeys):
    """There is no keys file at that place. `open` makes none: whoever comes for the first time has a link."""


class KeysUnavailable(TresenError, OSError):
    """The keys file cannot be read or written now: no right to do so, another program holds it, or the disk is full."""


class KeysInUse(KeysUnavailable):
    """Another program has this keys file open, or this one has. Nothing was changed, and that program goes on.

    `pid` and `program` say which; None and empty where the system does not tell. A program per keys file: stop that one, or
    make another file for the same person with `make_keys`, on the command line `tresen keys NEW --from KEYS`.
    """

    pid: int | None
    program: str

    def __init__(self, path: Path, pid: int | None, program: str) -> None:
        who = "another program" if pid is None else f"program {pid}"
        super().__init__(
            f"{path} is in use by {who}{f' ({program})' if program else ''}. Each program needs a keys file of its own."
            f" Stop that program, or while it is stopped make another file: tresen keys NEW.keys --from {path}"
        )
        self.pid, self.program = pid, program


class Unreachable(TresenError, ConnectionError):
    """The server cannot be reached, or what answers there is no Tresen."""


class WrongAddress(Unreachable):
    """The server answers, but runs under another address than the link names: it would let nobody in.

    `public_url` is the server's own. Whoever looks after it sets it right, or hands out links with the right one.
    """

    public_url: str

    def __init__(self, asked: str, public_url: str) -> None:
        super().__init__(f"the server at {asked} runs as {public_url}: its links begin with that")
        self.public_url = public_url


class Missing(TresenError, LookupError):
    """What was named is not there: no such message, note or device, or no conversation yet."""


class WrongInput(TresenError, ValueError):
    """What was given cannot be: too long, empty, of another shape, or at a time that is not possible. Nothing was done."""


class FileFailed(TresenError, OSError):
    """A file on this computer could not be read or written; the reason is what the system says."""


@contextlib.contextmanager
def local_file() -> Iterator[None]:
    """What the system says of a file on this computer, as `FileFailed`."""
    try:
        yield
    except TresenError:
        raise
    except FileExistsError as error:
        raise AlreadyThere(error.errno, error.strerror, error.filename) from None
    except OSError as error:
        raise FileFailed(error.errno, error.strerror, error.filename) from None
    except ValueError as error:
        if not isinstance(error, UnicodeEncodeError) and "null" not in str(error):
            raise
        raise WrongInput("no file can have a path with a NUL or half a character in it") from None


class AlreadyThere(FileFailed, FileExistsError):
    """A file would have been written over."""


class WrongSheet(TresenError):
    """The recovery sheet is not the business's newest. Nothing was sent.

    `replaced_ms` is when another sheet took its place (UTC milliseconds); None for the sheet of another business.
    """

    replaced_ms: int | None

    def __init__(self, replaced_ms: int | None) -> None:
        super().__init__(
            "this sheet belongs to another business" if replaced_ms is None else "this sheet was replaced"
        )
        self.replaced_ms = replaced_ms


class NotDone(TresenError):
    """An act on a message cannot be done, or came to nothing; `why` says which, and the message is as it was.

    `late`: a text can be edited for fifteen minutes, by the server's time of text and edit. `often`: it was edited too
    often. `others`: it is another person's. `kind`: that is not possible with such a message. `gone`: there is no such
    message any more. `full`: three are pinned already. `malformed`: the act has another shape than its kind.
    """

    why: str

    def __init__(self, why: str) -> None:
        super().__init__(_WHY_NOT.get(why, why))
        self.why = why


_WHY_NOT = {
    "late": "late: a text can be edited for fifteen minutes",
    "often": "often: this text was edited too often",
    "others": "others: only one's own text can be edited",
    "kind": "kind: that is not possible with such a message",
    "gone": "gone: there is no such message any more",
    "full": "full: three messages are pinned already; take one off first",
}
