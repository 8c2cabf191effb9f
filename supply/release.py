"""`./dev release KEY`: the list of hashes of the built apps and its signature, to be published with a release.

KEY is an Ed25519 private key in PEM (`openssl genpkey -algorithm ed25519 -out KEY`), kept off the machines that serve.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tresen import __version__, site_hashes

ROOT = Path(__file__).resolve().parents[1]


def main(key: Path) -> int:
    """Writes `dist/hashes-VERSION.json` and its `.sig`."""
    data = site_hashes.installed().read_bytes()
    try:
        signature = site_hashes.sign(data, key.read_bytes())
    except (site_hashes.BadList, OSError) as wrong:
        sys.stderr.write(f"release: {wrong}\n")
        return 1
    target = ROOT / "dist" / f"hashes-{__version__}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    target.with_name(target.name + site_hashes.SIGNATURE_SUFFIX).write_bytes(signature)
    sys.stdout.write(f"{target} and {target.name}{site_hashes.SIGNATURE_SUFFIX}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
