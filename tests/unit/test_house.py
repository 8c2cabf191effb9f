"""Rules that hold for the files of both languages. web/core/test/house has those for imports in the browser's core."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINES = 500
LANGUAGES = (".py", ".ts", ".svelte")


def test_no_file_is_longer_than_500_lines() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    files = [ROOT / name for name in listed.stdout.splitlines() if name.endswith(LANGUAGES)]
    lengths = {
        file.relative_to(ROOT): len(file.read_text().splitlines())
        for file in files
        if file.exists()  # deleted here and not committed yet
    }
    assert {file: lines for file, lines in lengths.items() if lines > LINES} == {}
