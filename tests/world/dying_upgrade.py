"""`python -m tests.world.dying_upgrade FOLDER STEP`: brings a database up to date and is killed before statement STEP.

With a STEP that is never reached it prints `done`.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import event

from tresen.store.database import Database


def main() -> None:
    """Migrate, and die on the way."""
    database, left = Database(Path(sys.argv[1])), [int(sys.argv[2])]

    @event.listens_for(database.writing, "before_cursor_execute")
    def _count(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    database.migrate(1_000)
    database.close()
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()
