import { locale } from "@tresen/ui";
import { comma } from "@tresen/ui/comma";
import { clock, date } from "@tresen/ui/time";
import { type Fields, Html, html, list, map, text } from "./html.ts";
import { style } from "./readable.style.ts";
import { talk, type Voice } from "./readable.talk.ts";
import { type ReadableWords, words } from "./readable.words.ts";
import { words as page } from "./words.ts";

/** The page inside a data package: everything that my-data.json says, in the language that is spoken, to read without a connection and without scripts. */
export function readable(json: Fields, zone: string): string {
  const voice = voiceOf(zone);
  const { w } = voice;
  const business = map(json.business);
  const name = text(business.name);
  const held = json.held === null ? null : map(json.held);
  const complete = map(json.conversation).complete === true && held !== null;
  const sections: readonly (readonly [id: string, title: string, body: Html])[] = [
    ["facts", w.facts, facts(held, list(json.entries).length, voice)],
    ["card", w.card, card(json.contact_card, voice)],
    ["room", w.room, rooms(list(json.back_room), voice)],
    ["access", w.access, access(held, voice)],
    ["retention", w.retention, retention(held, voice)],
    ["purposes", w.purposes, table(list(held?.purposes), ["what", "purpose", "basis", "kept"], w, w.nothing)],
    [
      "recipients",
      w.recipients,
      table(list(held?.recipients), ["who", "what", "where", "basis"], w, w.recipientsNone),
    ],
    ["requests", w.requests, requests(list(held?.requests), voice)],
    ["talk", w.talk, talk(json, voice)],
    ["privacy", w.privacy, html`<p>${text(business.privacy)}</p>`],
    ["imprint", w.imprint, html`<p>${text(business.imprint)}</p>`],
  ];
  return String(html`<!doctype html>
<html lang="${w.lang}" dir="${w.dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; media-src 'self' file:; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer"><title>${w.title(name)}</title><style>${new Html(style)}</style></head><body><main>
<header><h1>${w.title(name)}</h1><p class="soft">${w.made(voice.at(json.made_ms))}</p><p>${w.lead(name)}</p>${complete ? null : html`<p><strong>${w.partly}</strong></p>`}
<nav aria-label="${w.contents}">${sections.map(([id, title], at) => html`${at > 0 ? " · " : ""}<a href="#${id}">${title}</a>`)}</nav></header>
${sections.map(([id, title, body]) => html`<section id="${id}"><h2>${title}</h2>${body}</section>\n`)}
</main></body></html>
`);
}

function voiceOf(zone: string): Voice {
  const day = (ms: unknown) => (typeof ms === "number" ? date(ms, zone, locale()) : "");
  const at = (ms: unknown) => (typeof ms === "number" ? `${day(ms)}${comma()} ${clock(ms, zone)}` : "");
  return { w: words(), page: page(), day, at };
}

const pairs = (rows: readonly (readonly [string, string])[]): Html =>
  html`<dl>${rows.map(([term, said]) => html`<dt>${term}</dt><dd>${said}</dd>`)}</dl>`;

function facts(held: Fields | null, entries: number, { w, day }: Voice): Html {
  const yes = (on: unknown) => (on === true ? w.yes : w.no);
  if (held === null) return pairs([[w.entries, String(entries)]]);
  return pairs([
    [w.since, day(held.since_ms)],
    [w.entries, String(held.events)],
    [w.files, String(held.files)],
    ...list(held.passkeys)
      .map(map)
      .map(({ since_ms }): readonly [string, string] => [w.passkey, day(since_ms)]),
    [w.sealed, `${Number(held.bytes) + Number(held.file_bytes ?? 0)} B`],
    [w.objected, yes(held.objected)],
    [w.restricted, yes(held.restricted)],
  ]);
}

function card(given: unknown, { w }: Voice): Html {
  if (given === null) return html`<p>${w.cardNone}</p>`;
  const said = Object.entries(map(given)).filter(([, value]) => text(value) !== "");
  return pairs(said.map(([field, value]) => [w.fields[field] ?? field, text(value)]));
}

const rooms = (given: readonly unknown[], voice: Voice): Html =>
  given.length === 0
    ? html`<p>${voice.w.roomNone}</p>`
    : html`${given.map((each) => room(map(each), voice))}`;

function room(said: Fields, { w, at }: Voice): Html {
  const fields = list(said.card).map(map);
  const lines = (title: string, rows: readonly Html[]): Html =>
    html`<h3>${title}</h3>${rows.length === 0 ? html`<p class="soft">${w.nothing}</p>` : html`${rows}`}`;
  const dated = (rows: readonly unknown[]) =>
    rows.map(map).map((row) => html`<p><time>${at(row.at_ms)}</time>\n${text(row.text)}</p>`);
  const struck = Number(said.struck);
  return html`<p class="soft">${w.roomAt(at(said.looked_ms))}</p>
${lines(w.card, fields.length === 0 ? [] : [pairs(fields.map(({ field, value }) => [w.fields[text(field)] ?? text(field), text(value)]))])}
${lines(
  w.labels,
  list(said.labels).map((label) => html`<p>${text(label)}</p>`),
)}
${lines(w.notes, dated(list(said.notes)))}${list(said.later).length > 0 ? lines(w.later, dated(list(said.later))) : null}
${struck > 0 ? html`<p class="soft">${w.struck(struck)}</p>` : null}`;
}

function access(held: Fields | null, { w, page, at }: Voice): Html {
  const rows = list(held?.access).map(map);
  const devices = list(held?.devices).map(map);
  return html`<div class="scroll"><table>${rows.map((row) => html`<tr><td><time>${at(row.at_ms)}</time></td><td>${page.what[text(row.what)] ?? text(row.what)}</td></tr>`)}</table></div>
<h3>${w.devices}</h3>${devices.map((one) => html`<p>${one.paper === true ? w.paper : w.device}${comma()} ${at(one.since_ms)}${one.removed_ms == null ? null : `${comma()} ${w.removed(at(one.removed_ms))}`} <span class="soft">${text(one.device)}</span></p>`)}`;
}

function retention(held: Fields | null, { w, day }: Voice): Html {
  const rows = list(held?.retention).map(map);
  return pairs(
    rows.map((row) => {
      const long =
        typeof row.days === "number"
          ? w.days(row.days)
          : typeof row.years === "number"
            ? w.years(row.years)
            : "";
      const until = typeof row.until_ms === "number" ? `, ${w.until(day(row.until_ms - 1))}` : "";
      return [w.classes[text(row.class)] ?? text(row.class), long + until];
    }),
  );
}

const requests = (rows: readonly unknown[], { w, page, day }: Voice): Html =>
  rows.length === 0
    ? html`<p>${w.requestsNone}</p>`
    : html`${rows.map(map).map((row) => html`<p>${page.kinds[text(row.kind)] ?? text(row.kind)}${comma()} ${day(row.at_ms)}: ${page.states[text(row.state)] ?? text(row.state)} <span class="soft">${w.due(day(Number(row.due_ms) - 1))}</span></p>`)}`;

function table(rows: readonly unknown[], names: readonly string[], w: ReadableWords, none: string): Html {
  if (rows.length === 0) return html`<p>${none}</p>`;
  const titles = w.columns as Readonly<Record<string, string>>;
  return html`<div class="scroll"><table><thead><tr>${names.map((name) => html`<th>${titles[name] ?? name}</th>`)}</tr></thead><tbody>
${rows.map(map).map((row) => html`<tr>${names.map((name) => html`<td>${text(row[name])}</td>`)}</tr>`)}</tbody></table></div>`;
}
