"""Which Python Tresen runs on: one that lets no text become a header of a mail."""

from __future__ import annotations

import platform


def unfit() -> str | None:
    """Why this Python is refused; None: it is not.

    CVE-2024-6923: an encoded word in a name hides a line break, and what follows it becomes a header or the mail. The mend
    brought `HeaderWriteError`. Its presence is asked, not the version: distributions mend older versions, too.
    """
    import email.errors

    if hasattr(email.errors, "HeaderWriteError"):
        return None
    return (
        f"Python {platform.python_version()} lets names become headers of mails (CVE-2024-6923): run Tresen with 3.11.10,"
        " 3.12.5, 3.13 or newer, or with a distribution's own that has the mend, such as Debian's"
    )
