"""A phone's fingerprint sensor, as Chromium plays it: passkeys with PRF, made and asked for without a touch (S20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page


@dataclass
class Sensor:
    """The authenticator of one tab."""

    session: CDPSession
    id: str

    @classmethod
    def of(cls, page: Page, *, prf: bool = True, verified: bool = True, present: bool = True) -> Sensor:
        """`present`: the device itself has one; otherwise it is a key that is plugged in, which verifies nobody."""
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable", {"enableUI": False})
        options = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": "internal" if present else "usb",
            "hasResidentKey": True,
            "hasUserVerification": present,
            "isUserVerified": verified,
            "automaticPresenceSimulation": True,
            "hasPrf": prf,
        }
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return cls(session, made["authenticatorId"])

    def kept(self) -> list[dict[str, Any]]:
        """The passkeys that it holds."""
        found = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return list(found["credentials"])

    def verify(self, on: bool) -> None:
        """The finger fits, or it does not."""
        self.session.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": on})

    def gone(self) -> None:
        """It is taken away, with all that it holds. One that refused a finger too often would refuse every other."""
        self.session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.id})

    def emptied(self, page: Page) -> None:
        """The browser takes away what this origin stored, as Safari does after seven days; its keeper has the passkeys."""
        origin = page.evaluate("location.origin")
        # A page of the same server that stores nothing. A session of its own would take the sensor along when it ends.
        page.goto(f"{origin}/")
        self.session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        assert page.evaluate("indexedDB.databases()") == []
