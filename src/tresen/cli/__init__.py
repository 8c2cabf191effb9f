"""The command line: tresen serve, demo, doctor and more."""

import typer

app = typer.Typer(no_args_is_help=True)


@app.callback()
def tresen() -> None:
    """A messenger between small businesses and their customers."""


def main() -> None:
    app()
