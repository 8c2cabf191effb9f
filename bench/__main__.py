"""`./dev bench roundtrip [--quick] [--json]`, `./dev bench inbox [--quick] [--json]`."""

from __future__ import annotations

import argparse

from bench import (
    calls,
    connections,
    figures,
    files,
    fuzz,
    inbox,
    interface,
    media,
    package,
    pages,
    retention,
    roundtrip,
    search,
    size,
    start,
)


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
        "--pairs", type=int, nargs="*", help="closed loops, default 1 100 500, beside the floor 100 500"
    )
    trip.add_argument(
        "--seconds", type=float, help="how long each is measured, default 20, quick 6, beside the floor 5"
    )
    trip.add_argument(
        "--floor", action="store_true", help="run alternately with the bare floor and print the ratios"
    )
    trip.add_argument("--rounds", type=int, default=3, help="how often both are measured, default 3")
    trip.add_argument("--profile", metavar="FILE", help="record the server with py-spy into FILE")
    trip.set_defaults(run=roundtrip.run)
    many = commands.add_parser("inbox", help="the list of many conversations: over HTTP and in Chromium")
    many.add_argument("--quick", action="store_true", help="5,000 conversations instead of 50,000")
    many.add_argument("--json", action="store_true", help="one line of JSON")
    many.add_argument("--conversations", type=int, metavar="N", help="so many conversations")
    many.add_argument(
        "--messages", type=int, default=1, metavar="M", help="messages in each conversation, default 1"
    )
    many.add_argument(
        "--data", metavar="DIR", help="furnish this folder, or use it if furnished already, and keep it"
    )
    many.add_argument("--no-browser", action="store_true", help="the server alone")
    many.set_defaults(run=inbox.run)
    for add_options, name, what in (
        (pages.add_options, "pages", "customer page and inbox in Chromium, at a quarter of the speed"),
        (
            interface.add_options,
            "interface",
            "the inbox in Chromium: from a click to its answer, at a quarter of the speed",
        ),
        (files.add_options, "files", "files carried and read, beside nginx"),
        (calls.add_options, "calls", "what the server adds to a call's set-up"),
        (media.add_options, "media", "calls between two browsers: set-up, and how late a tone arrives"),
        (package.add_options, "package", "a customer's data package, made in Chromium"),
        (retention.add_options, "retention", "messages while conversations end by themselves"),
    ):
        add_options(commands.add_parser(name, help=what))
    for name, what in (
        ("login", "CPU of a login when all clients come back at once"),
        ("idle", "memory of a connection that does nothing"),
    ):
        here = commands.add_parser(name, help=what)
        here.add_argument("--clients", type=int, default=2000, metavar="N", help="so many, default 2000")
        here.add_argument("--json", action="store_true", help="one line of JSON")
        here.set_defaults(run=connections.run)
    begin = commands.add_parser("start", help="from the command to the first answer, and the memory after it")
    begin.add_argument("--rounds", type=int, default=3, help="starts of each kind, default 3")
    begin.add_argument("--json", action="store_true", help="one line of JSON")
    begin.set_defaults(run=start.run)
    grow = commands.add_parser(
        "size", help="a small database and a large one, all conversations active in turn"
    )
    grow.add_argument("--conversations", type=int, default=size.LARGE[0], metavar="N", help="default 50,000")
    grow.add_argument(
        "--messages", type=int, default=size.LARGE[1], metavar="M", help="in all, default a million"
    )
    grow.add_argument("--rounds", type=int, default=3, help="how often both are measured, default 3")
    grow.add_argument("--seconds", type=float, default=8.0, help="how long each is measured, default 8")
    grow.add_argument("--json", action="store_true", help="one line of JSON")
    grow.set_defaults(run=size.run)
    for name, part, what in (
        ("figures", figures, "statistics of a month with a million messages, and an objection"),
        ("search", search, "the search index in Chromium: build, restart, answers, memory"),
        ("fuzz", fuzz, "mutated bytes, read in Python and TypeScript: both must agree"),
    ):
        part.add_options(commands.add_parser(name, help=what))
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
