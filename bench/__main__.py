"""`./dev bench roundtrip [--quick] [--json]`."""

from __future__ import annotations

import argparse

from bench import roundtrip


def main() -> None:
    """Run the named measurement."""
    parser = argparse.ArgumentParser(prog="./dev bench")
    commands = parser.add_subparsers(dest="command", required=True)
    trip = commands.add_parser(
        "roundtrip", help="durable round trips per second: sent, stored, delivered, seen"
    )
    trip.add_argument("--quick", action="store_true", help="under a minute")
    trip.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    trip.add_argument(
        "--pairs", type=int, nargs="*", default=[1, 100, 500], help="closed loops, default 1 100 500"
    )
    trip.add_argument("--seconds", type=float, help="how long each is measured, default 20, quick 6")
    trip.add_argument("--profile", metavar="FILE", help="record the server with py-spy into FILE")
    roundtrip.run(parser.parse_args())


if __name__ == "__main__":
    main()
