// What both apps share. Components are imported by file (@tresen/ui/log/Log.svelte), so that an app carries only what it uses.

export type { SharedWords } from "./i18n/de.ts";
export {
  catalog,
  catalogOf,
  fetchRest,
  type Lang,
  lang,
  locale,
  nearest,
  onlyBoth,
  onward,
  speak,
  type Tongue,
  t,
  translator,
} from "./i18n/speak.svelte.ts";
export { initials } from "./initials.ts";
export {
  type MessageRow,
  type NoteRow,
  type OtherRow,
  type Placed,
  place,
  type Row,
  type SendState,
  type Trouble,
} from "./rows.ts";
export {
  clock,
  clock24,
  date,
  day,
  dayKey,
  iso,
  listTime,
  minuteOfDay,
  shortDay,
  timesFor,
  weekday,
} from "./time.ts";
export { dismissToast, shownToast, type ToastWords, toast } from "./toast.svelte.ts";
