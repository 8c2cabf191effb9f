"""[Art. 25] What a fresh installation is set to, as docs/reference/defaults.md says it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any, Final

from tests.world.bakery import bakery
from tresen.app import installation_of
from tresen.config import Settings
from tresen.core.law.table.leaves import leaving, unasked
from tresen.core.shopfront.profile import parse_profile
from tresen.desk.law.facts import facts_of
from tresen.store import queries
from tresen.store.database import Database
from tresen.store.schema import metadata

PAGE: Final = Path(__file__).parents[2] / "docs" / "reference" / "defaults.md"
TABLES: Final = ("pushes", "mails", "passkeys", "calls")


def said() -> dict[str, str]:
    """The page's table: what, and its default."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return {each[0].strip("`"): each[1] for each in cells}


def shown(value: Any) -> str:
    """A default as the page writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == ():
        return "none"
    return str(value) or "empty"


async def test_a_fresh_installation_is_as_the_page_says(tmp_path: Path) -> None:
    """[Art. 25(2)] Settings nobody gave, a profile with a name alone, a business and a customer who have just begun."""
    plain = Settings(data=tmp_path, public_url="https://chat.example.org")
    profile = parse_profile({"name": "Laden"})
    async with bakery(tmp_path) as shop, await shop.customer() as krause:
        await krause.send("Guten Tag.")
        with closing(Database(tmp_path / "data")) as database, database.snapshot() as connection:
            found = queries.find_business(connection, "sonnenschein")
            assert found is not None
            facts = facts_of(connection, installation_of(plain), found[0])
            rows = {name: len(connection.execute(metadata.tables[name].select()).all()) for name in TABLES}
    is_so = {
        **{
            name: shown(getattr(plain, name))
            for name in (
                "mail_host",
                "files_s3",
                "backup_s3",
                "relay_urls",
                "metrics_token",
                "host",
                "trusted_proxy",
                "log_level",
            )
        },
        "profile.imprint": shown(profile.imprint),
        "profile.privacy": shown(profile.privacy),
        "retention.chat_days": shown(facts.shop.chat_days),
        "greeting.on": shown(facts.shop.greets),
        "away.when": profile.away.when,
        "calls.hours": profile.calls.mode,
        "calls.direct": shown(facts.shop.direct),
        "calls.strangers": shown(profile.calls.strangers),
        "programs": shown(facts.shop.programs),
        **{name: f"{count} rows" for name, count in rows.items()},
        "recipients": ", ".join(each.setting for each in leaving(facts)),
        "unasked": ", ".join(each.setting for each in unasked(facts)) or "none",
    }
    assert said() == is_so
    assert not profile.public
