import { type Fields, type Html, html, list, map, text } from "./html.ts";
import type { ReadableWords } from "./readable.words.ts";
import type { MyDataWords } from "./words.ts";

/** How the page says things: its language, and times in the business's time zone. */
export interface Voice {
  readonly w: ReadableWords;
  readonly page: MyDataWords;
  day(ms: unknown): string;
  at(ms: unknown): string;
}

const ACTS: ReadonlySet<string> = new Set(["reaction", "edit", "pin"]);

/** The conversation from its beginning: messages with what was done to them, everything else as a line. */
export function talk(json: Fields, voice: Voice): Html {
  const entries = list(json.entries).map(map);
  const acts = new Map<string, Fields[]>();
  for (const entry of entries)
    if (isAct(entry)) acts.set(text(entry.refers), [...(acts.get(text(entry.refers)) ?? []), entry]);
  const shown = entries.filter((entry) => !isAct(entry));
  const waiting = list(json.waiting).map(map);
  return html`${shown.map((entry) => html`${entryOf(entry, acts.get(keyOf(entry)) ?? [], voice)}\n`)}
${waiting.length > 0 ? html`<h3>${voice.w.waiting}</h3>${waiting.map((each) => message({ ...each, from: "customer" }, [], voice))}` : null}`;
}

const isAct = ({ type, refers, payload }: Fields): boolean =>
  type === "message" && typeof refers === "string" && ACTS.has(text(map(payload).kind));

const keyOf = ({ device, counter }: Fields): string => `${text(device)}.${String(counter)}`;

function entryOf(entry: Fields, acts: readonly Fields[], voice: Voice): Html {
  const { w, at } = voice;
  if (entry.type === "message") return message(entry, acts, voice);
  if (entry.type === "automatic")
    return html`<article><p class="soft">${w.automatic} · <time>${at(entry.at_ms)}</time></p><p>${text(entry.text) || w.unknownText}</p></article>`;
  const line = entry.type === "gone" ? w.gone : (w.types[text(entry.type)] ?? w.types.other ?? "");
  return html`<p class="note">${line} <time>${at(entry.at_ms)}</time></p>`;
}

function message(entry: Fields, acts: readonly Fields[], voice: Voice): Html {
  const { w, at, day } = voice;
  const mine = entry.from === "customer";
  const who = mine ? w.me : text(entry.by) || w.them;
  const kept =
    typeof entry.until_ms === "number"
      ? w.kept(w.classes[text(entry.class)] ?? "", day(entry.until_ms - 1))
      : null;
  return html`${invited(entry, voice)}<article class="${mine ? "me" : "them"}"><p class="soft">${who} · <time>${at(entry.at_ms)}</time></p>${said(entry, voice)}${
    kept === null ? null : html`<p class="soft">${kept}</p>`
  }${acts.map((act) => actOf(act, voice))}</article>`;
}

/** What the business had written before, to which this message is the answer. */
function invited({ invitation }: Fields, { w, at }: Voice): Html | null {
  if (invitation === undefined) return null;
  const first = map(invitation);
  const files = list(first.files).map(map);
  return html`<article class="them"><p class="soft">${text(first.by) || w.them} · <time>${at(first.at_ms)}</time></p><p dir="auto">${text(first.text)}</p>${files.map((file) => fileOf(shownAs(text(file.type)), file, "", w))}</article>`;
}

/** The kind by which a file is shown whose message is not there to say it. */
const shownAs = (type: string): string =>
  type.startsWith("image/")
    ? "photo"
    : type.startsWith("video/")
      ? "video"
      : type.startsWith("audio/")
        ? "voice"
        : "file";

function said(entry: Fields, { w }: Voice): Html {
  if (entry.payload === undefined || (typeof entry.trouble === "string" && entry.trouble !== "gap"))
    return html`<p>${w.trouble}</p>`;
  const payload = map(entry.payload);
  switch (payload.kind) {
    case "text":
      return html`<p dir="auto">${text(payload.text)}</p>`;
    case "contact_request":
      return html`<p>${w.asked}</p>`;
    case "contact":
      return html`<p>${w.card}</p><p>${["name", "phone", "email", "address"]
        .map((field) => text(payload[field]))
        .filter((value) => value !== "")
        .join("\n")}</p>`;
    case "photo":
    case "video":
    case "voice":
    case "file":
      return html`${fileOf(text(payload.kind), map(entry.file ?? payload.file), text(payload.alt), w)}<p dir="auto">${text(payload.caption)}</p>`;
    default:
      return html`<p>${w.unknown}</p><p>${JSON.stringify(payload)}</p>`;
  }
}

function fileOf(kind: string, file: Fields, alt: string, w: ReadableWords): Html {
  const name = text(file.name);
  if (typeof file.path !== "string")
    return html`<p>${name}: ${w.missing[text(file.missing)] ?? w.missing.unreachable ?? ""}</p>`;
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  const link = html`<p><a href="${path}" download>${name}</a></p>`;
  if (kind === "photo") return html`<img src="${path}" alt="${alt || name}" loading="lazy">${link}`;
  if (kind === "video") return html`<video src="${path}" controls preload="none"></video>${link}`;
  if (kind === "voice") return html`<audio src="${path}" controls preload="none"></audio>${link}`;
  return link;
}

function actOf(act: Fields, { w, at }: Voice): Html {
  const payload = map(act.payload);
  const who = act.from === "customer" ? w.me : text(act.by) || w.them;
  const what =
    payload.kind === "edit"
      ? `${w.edited}: ${text(payload.text)}`
      : payload.kind === "pin"
        ? payload.on === true
          ? w.pinned
          : w.unpinned
        : text(payload.emoji) === ""
          ? w.tookBack
          : `${w.reacted}: ${text(payload.emoji)}`;
  return html`<p class="act">${what} <span class="soft">(${who}, <time>${at(act.at_ms)}</time>)</span></p>`;
}
