"""Sizes and spans of time that the protocol fixes, each in one place. `./dev generate` hands them to the TypeScript core.

Sizes are in bytes unless their name says otherwise; spans end in `_MS` and are milliseconds.
"""

from __future__ import annotations

from typing import Final

ID_BYTES: Final = 16
HASH_BYTES: Final = 32
KEY_BYTES: Final = 32
"""An X25519 or Ed25519 public key, and every symmetric key (S1)."""
SIGNATURE_BYTES: Final = 64
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16

SEALED_KEY_BYTES: Final = NONCE_BYTES + KEY_BYTES + TAG_BYTES
"""A key under another key: `sealed_prev` of a team or epoch record (S5, S6)."""
SLOT_BYTES: Final = SEALED_KEY_BYTES
"""The message key under the epoch key (S7)."""
WRAP_BYTES: Final = KEY_BYTES + KEY_BYTES + TAG_BYTES
"""An HPKE wrap of a key: encapsulated key, then the sealed one (S1)."""

FINGERPRINT_BYTES: Final = 20
"""The identity key's fingerprint in a sign's link (S3)."""
SECRET_BYTES: Final = 16
"""The secret of a return link, an invite or a set-up link (S2, S12)."""
INVITE_NONCE_BYTES: Final = 16
"""Each side's part of the four words (S12)."""
SHEET_BITS: Final = 130
SHEET_BYTES: Final = 17
"""The recovery sheet's secret: the last six bits of its last byte are zero (S2)."""

HEADER_BYTES: Final = 512
"""The longest header of a message (S7)."""
PAYLOAD_BYTES: Final = (256, 1024, 4096, 16384)
"""The sizes to which a payload is padded (S9)."""
CIPHERTEXT_BYTES: Final = frozenset(size + TAG_BYTES for size in PAYLOAD_BYTES)
REQUEST_BYTES: Final = 256 * 1024
"""The longest body of an HTTP request (W8)."""

BLOB_CHUNK_BYTES: Final = 64 * 1024
"""A file is sealed in chunks of so many bytes, the last may be shorter (F2)."""
BLOB_SEALED_BYTES: Final = BLOB_CHUNK_BYTES + TAG_BYTES
"""A whole chunk as it is carried (F2)."""
BLOB_CHUNKS_AT_ONCE: Final = 16
"""One request carries at most so many chunks (F4)."""
BLOBS_AT_ONCE: Final = 20
"""A device has at most so many files under way: begun, and no message names them yet (F6)."""
BLOBS_NAMED: Final = 4
"""A message names at most so many blobs (F3)."""
BLOB_WAITS_MS: Final = 24 * 60 * 60 * 1000
"""A blob that no message names is swept so long after it was begun (F7)."""
FILE_TYPE_CHARACTERS: Final = 100
"""Code points of a file's media type (S9)."""
FILE_NAME_CHARACTERS: Final = 120
"""Code points of a file's name (S9)."""
CAPTION_CHARACTERS: Final = 1024
"""Code points of the words below a photo, video or file (S9)."""
ALT_CHARACTERS: Final = 300
"""Code points of what a photo or video is described with for those who cannot see it (S9)."""
PREVIEW_BYTES: Final = 3000
"""The longest preview inside the message (S9)."""
SIDE_PIXELS: Final = 65535
"""The longest side of a photo or video (S9)."""
WAVE_BYTES: Final = 64
"""A voice note's loudness has at most so many steps (S9)."""
VOICE_MS: Final = 15 * 60 * 1000
"""The longest voice note (S9)."""

WHOLE_MOST: Final = 2**53 - 1
"""The highest whole number of the protocol: a double holds every one up to it exactly."""
PERSON_MOST: Final = 2**31 - 1
PROGRAM_NAME_MOST: Final = 40
"""Code points of a program's name (S23)."""
"""The highest person number (S4)."""
CUSTOMER_DEVICES: Final = 16
"""A customer lists at most so many devices, paper included (S4)."""
ERASE_TARGETS: Final = 1000
"""An erase command names at most so many messages (S17)."""

NAME_CHARACTERS: Final = 120
"""Code points of a name that clients show, and the most that they write: of the team, or on a card (L8)."""
DOCUMENTS: Final = 4096
"""At most this many documents of one business are about no conversation, removed ones too: a new device reads all (L8)."""
DOCUMENT_BYTES: Final = PAYLOAD_BYTES[-1] - 1
"""A version of a document, encoded (L8)."""
PHONE_CHARACTERS: Final = 60
"""Code points of a phone number on a card, as typed (S9)."""
EMAIL_CHARACTERS: Final = 254
"""Code points of an e-mail address on a card (S9)."""
ADDRESS_CHARACTERS: Final = 300
"""Code points of a postal address on a card, all its lines (S9)."""
NOTE_CHARACTERS: Final = 2000
"""Code points of the note on a card (S9)."""
FREE_FIELDS: Final = 16
"""A card has at most so many free fields (S9)."""
FREE_NAME_CHARACTERS: Final = 60
"""Code points of a free field's name (S9)."""
FREE_CHARACTERS: Final = 300
"""Code points of a free field's value (S9)."""
CARD_LANGUAGES: Final = 8
"""A card names at most so many languages (S9)."""
LABELS: Final = 40
"""A team has at most so many labels (S9)."""
LABEL_CHARACTERS: Final = 40
"""Code points of a label's or a saved filter's name (S9)."""
DEVICE_NAME_CHARACTERS: Final = 60
"""Code points of a device's name (S9)."""
DEVICE_SORT_CHARACTERS: Final = 40
"""Code points of what a device says of its browser, and of its system (S9)."""
SAVED_FILTERS: Final = 20
"""A team saves at most so many filters (S9)."""
LABEL_COLOURS: Final = ("plum", "brick", "amber", "moss", "teal", "blue", "brown", "slate")
"""The colours of labels: each is shown with enough contrast in light and dark (S9)."""
EMOJI_BYTES: Final = 64
"""The longest emoji of a reaction, in UTF-8 (S9)."""
EDIT_MS: Final = 15 * 60 * 1000
"""A text can be edited this long, by the server's times of text and edit (S9)."""
EDITS: Final = 20
"""So many edits of one text count (S9)."""
PINS: Final = 3
"""So many messages of a conversation are pinned at most (S9)."""

SDP_BYTES: Final = 14_000
"""The longest description of a session in a signal, in UTF-8 (C3)."""
CALL_CANDIDATES: Final = 20
"""A signal carries at most so many ICE candidates (C3)."""
CALL_CANDIDATE_BYTES: Final = 512
"""The longest of them, in UTF-8 (C3)."""
CALL_NONCE_BYTES: Final = 16
"""Each side's part of a call's four words (C7)."""
RING_MS: Final = 45_000
"""How long a call rings (C5)."""
HANDING_MS: Final = 30_000
"""How long a call that is handed over rings at the colleague (C5)."""
AWAY_MS: Final = 15_000
"""A call ends when one of its two devices is not connected for so long (C5)."""
SIGNAL_MS: Final = 120_000
"""A signal is refused when its time and the server's are further apart (C2)."""

RENEW_MS: Final = 90 * 24 * 60 * 60 * 1000
"""The longest time between a record's `at_ms` and its `renew_by_ms` (S4)."""
INVITE_MS: Final = 24 * 60 * 60 * 1000
"""How long an invite can be answered and confirmed (S12)."""
INVITATION_BODY_BYTES: Final = 8192
"""The longest body of an invitation (S21)."""
INVITATION_PADDED_BYTES: Final = (1024, 4096, 16384)
"""The sizes to which body and signature of an invitation are padded (S21)."""
INVITATION_CHARACTERS: Final = 4000
"""Code points of an invitation's words (S21)."""
INVITATION_DIGITS: Final = 6
"""So many digits are told by telephone, if any (S21)."""
INVITATION_TRIES: Final = 5
"""So many wrong answers, then an invitation with digits is gone (S21)."""
INVITATION_MS: Final = 30 * 24 * 60 * 60 * 1000
"""The longest time that an invitation lies (S21)."""

BOARD_CHARACTERS: Final = 80
"""The longest line on the board (profile.md)."""

WAY_SOURCE_CHARACTERS: Final = 40
"""Code points of a way's name, as it stands in its link and goes with a message (S9)."""
WAY_TEXT_CHARACTERS: Final = 500
"""Code points of the words that a way puts into the field (S3)."""
WAY_ID_BYTES: Final = 5
"""A way's id: eight signs in a link (S3)."""
WAYS: Final = 200
"""A team has at most so many ways (S9)."""
MOVING_TEXTS: Final = 64
"""Of so many texts of the moving kit a team's document says something (S9)."""
WAYS_CLOSED: Final = 100
"""A profile names at most so many ways that are switched off (profile.md)."""

WEBSITES: Final = 10
"""A profile names at most so many websites on which it may stand in a frame (S22)."""
WEBSITE_CHARACTERS: Final = 200
"""The longest origin of such a website (S22)."""
