"""The names of the documents that are written from the running configuration, and the words of the audit trail (D9)."""

from __future__ import annotations

from typing import Final

LAW_DOCUMENTS: Final = (
    "datamap",
    "records",
    "notice",
    "processing",
    "measures",
    "dpia",
    "works_council",
    "facts",
)
"""Documents from the configuration: data map, records (Art. 30), notice (13), processing agreement (28), measures (32),
threshold check (35), sheet for the works council, fact sheet."""

AUDIT_WORDS: Final = (
    "set_up",
    "profile",
    "retention",
    "device_added",
    "device_removed",
    "team_key",
    "erased",
    "expired",
    "exported",
    "hold",
    "hold_ended",
    "class",
    "restricted",
    "unrestricted",
    "objected",
    "unobjected",
    "request",
    "request_state",
    "restored",
    "incident",
    "invitation_made",
    "invitation_withdrawn",
    "invitation_taken",
    "invitation_locked",
)
"""What a line of the audit trail may say (D9)."""
