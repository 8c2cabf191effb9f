"""`python -m tests.world.root_step DATA STEP [COPY]`: one step of an update in a data folder, as root takes it."""

import os
import sys
from pathlib import Path

from tresen.cli import update_data
from tresen.cli.owner import as_owner


def main() -> None:
    """Prints what the step answers, or why it is refused."""
    data, what = Path(sys.argv[1]), sys.argv[2]
    copy = Path(sys.argv[3]) if len(sys.argv) > 3 else data
    steps = {
        "tables": lambda: update_data.tables(data),
        "set-aside": lambda: update_data.set_aside(data),
        "has-more": lambda: update_data.has_more(data, copy),
        "put-back": lambda: update_data.put_back(data, copy),
    }
    try:
        said = str(as_owner(data, steps[what]))
    except OSError as error:
        said = f"refused: {error}"
    assert os.getresuid() == (0, 0, 0)
    sys.stdout.write(f"{said}\n")


if __name__ == "__main__":
    main()
