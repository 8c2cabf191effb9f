/** The words and numbers of the protocol. Written by `./dev generate` from the Python modules named below: edit those. */

// core/wire.py: `/live`.

export const SUBPROTOCOL = "tresen.v1";
/** The longest frame in either direction (W1). */
export const FRAME_BYTES = 65536;
export const CHALLENGE_BYTES = 32;
/** How long the server waits for `hello` (W2). */
export const HELLO_SECONDS = 5;
/** How long a bearer for HTTP is good (W2). */
export const BEARER_SECONDS = 900;
/** Commands that may wait for their answer at the same time (W4). */
export const IN_FLIGHT = 64;
/** A session that is more events behind fetches pages instead (W4). */
export const RESUME_EVENTS = 256;
/** What may wait for a reader before the connection is closed with `CLOSE_SLOW` (W4). */
export const SLOW_READER_BYTES = 1048576;
/** The same device said hello elsewhere (W9). */
export const CLOSE_REPLACED = 4001;
/** The hello failed (W9). */
export const CLOSE_NOT_WELCOME = 4003;
export const CLOSE_SLOW = 1013;
/** Kept free for ever: a client sends it to learn from the answer `unknown_frame` that somebody is there (W1). */
export const PROBE = 5;
/** What a `ring` may be about. */
export const TOPICS = ["invites", "requests"] as const;
/** The phases of a call (C5). */
export const CALL_PHASES = ["ringing", "accepted", "handing", "ended"] as const;
/** Why a call ended (C8). */
export const CALL_REASONS = ["hung_up", "missed", "declined", "cancelled", "broken"] as const;
/** How a call went, as the log keeps it (C10). */
export const CALL_OUTCOMES = ["answered", "missed", "declined", "cancelled", "broken"] as const;
/** What a signal is for (C3). */
export const SIGNAL_KINDS = [
  "ring",
  "accept",
  "decline",
  "cancel",
  "hangup",
  "offer",
  "answer",
  "ice",
  "handover",
] as const;

/** Frames of the client (W1). */
export const ClientTag = {
  hello: 0,
  send: 1,
  mark: 2,
  act: 3,
  typing: 4,
  signal: 6,
} as const;

/** Frames of the server (W1). */
export const ServerTag = {
  challenge: 64,
  welcome: 65,
  stored: 66,
  events: 67,
  marks: 68,
  behind: 69,
  typingNow: 70,
  error: 71,
  bearer: 72,
  ring: 73,
  ready: 74,
  signalled: 75,
  callNow: 76,
} as const;

/** The team's acts on a conversation: what an `act` frame may ask for. */
export const ACTS = ["assign", "close", "reopen", "block", "auto", "class"] as const;
export type ActName = (typeof ACTS)[number];

// core/model.py, core/records.py: the log.

/** The suite that records and headers name (S1). */
export const VERSION = 1;

/** Event kinds (L5). */
export const Kind = {
  message: 1,
  auto: 2,
  record: 3,
  assigned: 4,
  closed: 5,
  reopened: 6,
  class: 7,
  call: 8,
  blocked: 9,
  erased: 10,
  autoOff: 11,
  expired: 12,
} as const;

/** The two sides of a conversation, for marks (L6). */
export const Party = {
  customer: 0,
  team: 1,
} as const;

/** What a device may be (S4). */
export const ROLES = ["owner", "member", "auditor", "sheet", "customer", "paper"] as const;
export type Role = (typeof ROLES)[number];

/** The team (S4). */
export const STAFF_ROLES = ["owner", "member", "auditor"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** The roles a team key is wrapped to; auditors get none (S5). */
export const READER_ROLES = ["owner", "member", "sheet"] as const;

/** Who certifies whom (S4). */
export const RANK = {
  auditor: 1,
  member: 2,
  owner: 3,
} as const;

/** States of a conversation. */
export const STATES = ["open", "closed", "blocked"] as const;
export type ConversationState = (typeof STATES)[number];

/** Retention classes (L9). */
export const RETENTION = ["chat", "letter", "voucher"] as const;
export type Retention = (typeof RETENTION)[number];

/** Filters of the list of conversations. */
export const FILTERS = ["waiting", "all", "unread", "mine", "closed"] as const;
export type Filter = (typeof FILTERS)[number];

// core/sizes.py: sizes in bytes, spans in milliseconds.

export const ID_BYTES = 16;
export const HASH_BYTES = 32;
/** An X25519 or Ed25519 public key, and every symmetric key (S1). */
export const KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
/** A key under another key: `sealed_prev` of a team or epoch record (S5, S6). */
export const SEALED_KEY_BYTES = 60;
/** The message key under the epoch key (S7). */
export const SLOT_BYTES = 60;
/** An HPKE wrap of a key: encapsulated key, then the sealed one (S1). */
export const WRAP_BYTES = 80;
/** The identity key's fingerprint in a sign's link (S3). */
export const FINGERPRINT_BYTES = 20;
/** The secret of a return link, an invite or a set-up link (S2, S12). */
export const SECRET_BYTES = 16;
/** Each side's part of the four words (S12). */
export const INVITE_NONCE_BYTES = 16;
export const SHEET_BITS = 130;
/** The recovery sheet's secret: the last six bits of its last byte are zero (S2). */
export const SHEET_BYTES = 17;
/** The longest header of a message (S7). */
export const HEADER_BYTES = 512;
/** The sizes to which a payload is padded (S9). */
export const PAYLOAD_BYTES = [256, 1024, 4096, 16384] as const;
/** The longest body of an HTTP request (W8). */
export const REQUEST_BYTES = 262144;
/** A file is sealed in chunks of so many bytes, the last may be shorter (F2). */
export const BLOB_CHUNK_BYTES = 65536;
/** A whole chunk as it is carried (F2). */
export const BLOB_SEALED_BYTES = 65552;
/** One request carries at most so many chunks (F4). */
export const BLOB_CHUNKS_AT_ONCE = 16;
/** A device has at most so many files under way: begun, and no message names them yet (F6). */
export const BLOBS_AT_ONCE = 20;
/** A message names at most so many blobs (F3). */
export const BLOBS_NAMED = 4;
/** A blob that no message names is swept so long after it was begun (F7). */
export const BLOB_WAITS_MS = 86400000;
/** Code points of a file's media type (S9). */
export const FILE_TYPE_CHARACTERS = 100;
/** Code points of a file's name (S9). */
export const FILE_NAME_CHARACTERS = 120;
/** Code points of the words below a photo, video or file (S9). */
export const CAPTION_CHARACTERS = 1024;
/** Code points of what a photo or video is described with for those who cannot see it (S9). */
export const ALT_CHARACTERS = 300;
/** The longest preview inside the message (S9). */
export const PREVIEW_BYTES = 3000;
/** The longest side of a photo or video (S9). */
export const SIDE_PIXELS = 65535;
/** A voice note's loudness has at most so many steps (S9). */
export const WAVE_BYTES = 64;
/** The longest voice note (S9). */
export const VOICE_MS = 900000;
/** The highest whole number of the protocol: a double holds every one up to it exactly. */
export const WHOLE_MOST = 9007199254740991;
export const PERSON_MOST = 2147483647;
/** Code points of a program's name (S23). */
export const PROGRAM_NAME_MOST = 40;
/** A customer lists at most so many devices, paper included (S4). */
export const CUSTOMER_DEVICES = 16;
/** An erase command names at most so many messages (S17). */
export const ERASE_TARGETS = 1000;
/** Code points of a name that clients show, and the most that they write: of the team, or on a card (L8). */
export const NAME_CHARACTERS = 120;
/** At most this many documents of one business are about no conversation, removed ones too: a new device reads all (L8). */
export const DOCUMENTS = 4096;
/** A version of a document, encoded (L8). */
export const DOCUMENT_BYTES = 16383;
/** Code points of a phone number on a card, as typed (S9). */
export const PHONE_CHARACTERS = 60;
/** Code points of an e-mail address on a card (S9). */
export const EMAIL_CHARACTERS = 254;
/** Code points of a postal address on a card, all its lines (S9). */
export const ADDRESS_CHARACTERS = 300;
/** Code points of the note on a card (S9). */
export const NOTE_CHARACTERS = 2000;
/** A card has at most so many free fields (S9). */
export const FREE_FIELDS = 16;
/** Code points of a free field's name (S9). */
export const FREE_NAME_CHARACTERS = 60;
/** Code points of a free field's value (S9). */
export const FREE_CHARACTERS = 300;
/** A card names at most so many languages (S9). */
export const CARD_LANGUAGES = 8;
/** A team has at most so many labels (S9). */
export const LABELS = 40;
/** Code points of a label's or a saved filter's name (S9). */
export const LABEL_CHARACTERS = 40;
/** Code points of a device's name (S9). */
export const DEVICE_NAME_CHARACTERS = 60;
/** Code points of what a device says of its browser, and of its system (S9). */
export const DEVICE_SORT_CHARACTERS = 40;
/** A team saves at most so many filters (S9). */
export const SAVED_FILTERS = 20;
/** The colours of labels: each is shown with enough contrast in light and dark (S9). */
export const LABEL_COLOURS = ["plum", "brick", "amber", "moss", "teal", "blue", "brown", "slate"] as const;
/** The longest emoji of a reaction, in UTF-8 (S9). */
export const EMOJI_BYTES = 64;
/** A text can be edited this long, by the server's times of text and edit (S9). */
export const EDIT_MS = 900000;
/** So many edits of one text count (S9). */
export const EDITS = 20;
/** So many messages of a conversation are pinned at most (S9). */
export const PINS = 3;
/** The longest description of a session in a signal, in UTF-8 (C3). */
export const SDP_BYTES = 14000;
/** A signal carries at most so many ICE candidates (C3). */
export const CALL_CANDIDATES = 20;
/** The longest of them, in UTF-8 (C3). */
export const CALL_CANDIDATE_BYTES = 512;
/** Each side's part of a call's four words (C7). */
export const CALL_NONCE_BYTES = 16;
/** How long a call rings (C5). */
export const RING_MS = 45000;
/** How long a call that is handed over rings at the colleague (C5). */
export const HANDING_MS = 30000;
/** A call ends when one of its two devices is not connected for so long (C5). */
export const AWAY_MS = 15000;
/** A signal is refused when its time and the server's are further apart (C2). */
export const SIGNAL_MS = 120000;
/** The longest time between a record's `at_ms` and its `renew_by_ms` (S4). */
export const RENEW_MS = 7776000000;
/** How long an invite can be answered and confirmed (S12). */
export const INVITE_MS = 86400000;
/** The longest body of an invitation (S21). */
export const INVITATION_BODY_BYTES = 8192;
/** The sizes to which body and signature of an invitation are padded (S21). */
export const INVITATION_PADDED_BYTES = [1024, 4096, 16384] as const;
/** Code points of an invitation's words (S21). */
export const INVITATION_CHARACTERS = 4000;
/** So many digits are told by telephone, if any (S21). */
export const INVITATION_DIGITS = 6;
/** So many wrong answers, then an invitation with digits is gone (S21). */
export const INVITATION_TRIES = 5;
/** The longest time that an invitation lies (S21). */
export const INVITATION_MS = 2592000000;
/** The longest line on the board (profile.md). */
export const BOARD_CHARACTERS = 80;
/** Code points of a way's name, as it stands in its link and goes with a message (S9). */
export const WAY_SOURCE_CHARACTERS = 40;
/** Code points of the words that a way puts into the field (S3). */
export const WAY_TEXT_CHARACTERS = 500;
/** A way's id: eight signs in a link (S3). */
export const WAY_ID_BYTES = 5;
/** A team has at most so many ways (S9). */
export const WAYS = 200;
/** Of so many texts of the moving kit a team's document says something (S9). */
export const MOVING_TEXTS = 64;
/** A profile names at most so many ways that are switched off (profile.md). */
export const WAYS_CLOSED = 100;
/** A profile names at most so many websites on which it may stand in a frame (S22). */
export const WEBSITES = 10;
/** The longest origin of such a website (S22). */
export const WEBSITE_CHARACTERS = 200;

// core/endings.py

/** Each between blanks. In a data package any other file's name is lengthened by `HARMLESS_ENDING`. */
export const HARMLESS_ENDINGS =
  " aac avif csv doc docx gif heic ics jpeg jpg json m4a mov mp3 mp4 odp ods odt ogg opus pdf png ppt pptx rtf txt vcf wav webm webp xls xlsx zip ";
export const HARMLESS_ENDING = ".txt";

// core/bounds/puzzle.py: the puzzle during a rush (W10).

/** Nonce (8), end of validity in seconds since 1970 (4, big endian), zero bits (1), tag (16), which only the server reads. */
export const PUZZLE_BYTES = 29;
export const PUZZLE_PARTS = 16;
/** A client solves nothing harder: it would be at it for minutes. */
export const PUZZLE_MOST_BITS = 16;

// core/shopfront, core/fields.py, core/hours: what people fill in.

/** The longest text of an automatic answer in one language. */
export const TEXT_CHARACTERS = 1000;
/** A business's address as a regular expression: letters, digits and single hyphens inside. It does not bound the length. */
export const HANDLE = "[a-z0-9](?:-?[a-z0-9]){2,39}";
/** The longest address of a business. */
export const HANDLE_CHARACTERS = 40;
/** The largest size of the picture. */
export const PICTURE_BYTES = 24576;
/** The largest size of the banner. It is loaded by who opens the profile, and by nobody before. */
export const BANNER_BYTES = 40960;
/** A published picture has at most this many pixels on each side. */
export const PICTURE_PIXELS = 1024;
/** The longest note of a special day. */
export const LONGEST_NOTE = 200;
/** After so many silent days a customer is greeted again, unless the profile says otherwise. */
export const AFTER_DAYS = 14;
export const AFTER_DAYS_MOST = 366;

/** The longest text of each field of the profile. */
export const PROFILE_CHARACTERS = {
  name: 80,
  trade: 80,
  street: 120,
  postcode: 16,
  city: 80,
  parking: 120,
  about: 1000,
  imprint: 4000,
  privacy: 4000,
  phone: 40,
  email: 254,
  website: 200,
} as const;

/** What a text may hold in braces: the business's name, and when it opens next. */
export const VARIABLES = ["business", "opening"] as const;

/** The languages in which a business publishes its texts. */
export const LANGUAGES = ["de", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** When the away message is sent: never, from an instant on, between two instants, outside the opening hours. */
export const AWAY_WHEN = ["off", "always", "range", "outside"] as const;
export type AwayWhen = (typeof AWAY_WHEN)[number];

/** The texts of the away message. `always` and `range` use `always`; `outside` uses the others. */
export const AWAY_TEXTS = ["always", "lunch", "evening", "holiday"] as const;
export type AwayText = (typeof AWAY_TEXTS)[number];

/** What hinders publishing (profile.md). */
export const MISTAKES = [
  "backwards",
  "characters",
  "choice",
  "closes",
  "date",
  "date_twice",
  "email",
  "empty",
  "holiday",
  "holiday_twice",
  "interval",
  "intervals",
  "kind",
  "mark",
  "missing",
  "no_hours",
  "no_region",
  "number",
  "opens",
  "order",
  "overlap",
  "overlap_night",
  "phone",
  "picture",
  "pixels",
  "plan",
  "region",
  "time_zone",
  "too_large",
  "too_long",
  "two_zones",
  "unknown",
  "variable",
  "website",
] as const;
export type MistakeCode = (typeof MISTAKES)[number];

/** What does not. */
export const WARNINGS = ["gap", "one_language", "past"] as const;
export type WarningCode = (typeof WARNINGS)[number];

// core/law: retention, requests, documents (law.md).

/** After so many days without a word a conversation is over, unless the profile says otherwise (D1). */
export const CHAT_DAYS = 90;
/** The most days that a profile may say (D1). */
export const CHAT_DAYS_MOST = 3650;

/** What a customer may ask for (D8). */
export const REQUEST_KINDS = ["access", "correct", "restrict", "object", "erase", "portability"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Where a request stands (D8). */
export const REQUEST_STATES = ["open", "looked", "extended", "answered", "refused", "withdrawn"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** Why nothing of a conversation goes by itself for now (D6). */
export const HOLD_REASONS = ["dispute", "assessment", "other"] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** Documents from the configuration: data map, records (Art. 30), notice (13), processing agreement (28), measures (32), threshold check (35), sheet for the works council, fact sheet. */
export const LAW_DOCUMENTS = [
  "datamap",
  "records",
  "notice",
  "processing",
  "measures",
  "dpia",
  "works_council",
  "facts",
] as const;
export type LawDocument = (typeof LAW_DOCUMENTS)[number];

/** What a line of the audit trail may say (D9). */
export const AUDIT_WORDS = [
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
] as const;
export type AuditWord = (typeof AUDIT_WORDS)[number];
