/** What the server says about an unpublished profile: mistakes, answers as customers would read them, holidays (S14). */

import { toBase64url } from "../base/bytes.ts";
import { day, flag, list, map, nil, text } from "../base/shape.ts";
import { HASH_BYTES } from "../wire/generated.ts";
import type { Http } from "../wire/http.ts";
import type {
  Holiday,
  PreviewedAnswer,
  ProfileFields,
  ProfilePreview,
  ProfileRemark,
  TwoTexts,
} from "./api.ts";

export async function previewOf(
  http: Http,
  fields: ProfileFields,
  atMs: number | null,
): Promise<ProfilePreview> {
  // A banner that is not stored yet has no hash to be named by, and nothing to be looked at by the server.
  const { picture, banner, ...rest } = fields;
  const shown = picture instanceof Uint8Array ? { picture: toBase64url(picture) } : { picture };
  const named =
    banner instanceof Uint8Array && banner.length === HASH_BYTES ? { banner: toBase64url(banner) } : {};
  const profile = { ...rest, ...(picture === undefined ? {} : shown), ...named };
  return readPreview(await http.post("/preview", { profile, at_ms: atMs }));
}

export async function holidaysOf(http: Http, region: string, year: number): Promise<readonly Holiday[]> {
  const path = `/hours/holidays?region=${encodeURIComponent(region)}&year=${year}`;
  return list(readHoliday)((await http.get(path)).holidays);
}

const readTexts = (value: unknown): TwoTexts => {
  const { de, en } = map(value);
  return { de: text(de), en: text(en) };
};

const readRemark = (value: unknown): ProfileRemark => {
  const { at, code } = map(value);
  return { at: text(at), code: text(code) };
};

const readAnswer = (value: unknown): PreviewedAnswer => {
  const { name, text: texts } = map(value);
  return { name: text(name), text: readTexts(texts) };
};

const readHours = (value: unknown): NonNullable<ProfilePreview["hours"]> => {
  const { open, text: texts, reason } = map(value);
  return { open: flag(open), text: readTexts(texts), reason: nil(readTexts)(reason) };
};

const readPreview = (answer: Readonly<Record<string, unknown>>): ProfilePreview => ({
  mistakes: list(readRemark)(answer.mistakes),
  warnings: list(readRemark)(answer.warnings),
  hours: nil(readHours)(answer.hours),
  first: list(readAnswer)(answer.first),
  known: list(readAnswer)(answer.known),
});

const readHoliday = (value: unknown): Holiday => {
  const { day: on, de, en, public: forAll } = map(value);
  return { day: day(on), de: text(de), en: text(en), public: flag(forAll) };
};
