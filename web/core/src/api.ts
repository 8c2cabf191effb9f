/** What the apps see of the core: types alone. */

export type { AppLock, LockSettings, LockState, Passkeys, UnlockOutcome } from "./applock/api.ts";
export type { StaffChatView } from "./backroom/api.ts";
export type { Readable } from "./base/readable.ts";
export type { Content } from "./content/index.ts";
export type { Text } from "./content/text.ts";
export type { LogRow, MessageRow, NoteRow } from "./conversation/rows.ts";
export type { Chat } from "./customer/api.ts";
export type { Card, TextField } from "./documents/card.ts";
export type { CardChange } from "./documents/cardchange.ts";
export type { Erasure } from "./erasing/receipt.ts";
export type { Past } from "./erasing/retained.ts";
export type { CardRow, ConversationRow, Filter } from "./model/listentry.ts";
export type { SendState } from "./model/marks.ts";
export type { SlowedNote } from "./model/notes.ts";
export type { Retained } from "./model/retained.ts";
export type { Trouble } from "./model/row.ts";
export type { NotesSummary, NotesView, TeamNote } from "./notes/api.ts";
export type { OwnDevice } from "./owndevices/api.ts";
export type * from "./profile/api.ts";
export type { OpeningHours, Profile, Shopfront, Span, Special, Trust } from "./profile/shopfront.ts";
export type { QuickRepliesView, ReplyEntry } from "./quickreplies/api.ts";
export type * from "./recovery/api.ts";
export type { ConversationView, Inbox } from "./staff/api.ts";
export type { Net, Stop } from "./sync/connection.ts";
export type { BeforeErasing, ErasingOutcome } from "./sync/eraser.ts";
export type * from "./team/api.ts";
export type { Person } from "./trust/people.ts";
