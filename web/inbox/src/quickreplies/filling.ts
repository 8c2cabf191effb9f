/** What the variables of a quick reply stand for in a conversation, and in which language it goes out. */

import type { Card, LogRow, Profile } from "@tresen/core/api";
import { type Filling, languageOf } from "@tresen/core/quickreplies";
import type { Lang } from "@tresen/ui";

/** So many of the customer's newest messages say in which language they write. */
const READ = 8;

/** The language on the card, else the one in which the customer writes, else German. */
export function customersLanguage(card: Card | null, rows: readonly LogRow[]): Lang {
  const named = card?.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === "de" || tag === "en");
  if (named === "de" || named === "en") return named;
  const texts = rows.flatMap((row) =>
    row.type === "message" && !row.ours && row.content?.kind === "text" ? [row.content.text] : [],
  );
  return languageOf(texts.slice(-READ)) ?? "de";
}

interface Known {
  readonly customer: string | null;
  readonly profile: Profile | undefined;
  readonly nextOpening: string;
  readonly staff: string | null | undefined;
}

export function fillingOf({ customer, profile, nextOpening, staff }: Known): Filling {
  const town = [profile?.postcode, profile?.city].filter(Boolean).join(" ");
  return {
    customer: customer ?? "",
    business: profile?.name ?? "",
    nextOpening,
    address: [profile?.street, town].filter(Boolean).join(", "),
    staff: staff ?? "",
  };
}
