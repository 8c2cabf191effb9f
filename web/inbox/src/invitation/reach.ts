/** How somebody is reached, as it was typed: a telephone number, or an e-mail address. Pure. */
export interface Reached {
  readonly phone: string;
  readonly email: string;
}

export function reached(typed: string): Reached {
  const said = typed.trim();
  if (said.includes("@")) return { phone: "", email: said };
  return { phone: said, email: "" };
}

/** What a telephone dials. The zero in brackets is dialled at home only. */
export const dialled = (phone: string): string => phone.replace(/\(0\)/, "").replace(/[^\d+]/g, "");

/** Opens the person's own program with the link in it; nothing is sent by that. */
export const mailHref = (email: string, subject: string, body: string): string =>
  `mailto:${encodeURIComponent(email).replace("%40", "@")}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;

export const smsHref = (phone: string, body: string): string =>
  `sms:${dialled(phone)}?body=${encodeURIComponent(body)}`;
