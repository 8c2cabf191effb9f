// Phone numbers as people write them. The library knows every country's numbers and is by far the heaviest thing here: fetched on use.

import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** The country whose numbers need no prefix, by the business's time zone. */
function homeOf(zone: string): "DE" | "AT" | "CH" {
  if (zone === "Europe/Vienna") return "AT";
  return zone === "Europe/Zurich" ? "CH" : "DE";
}

/** `+` and digits (E.164) of a number that can exist; null for any other. `zone`: the business's time zone (IANA). */
export function readPhone(typed: string, zone: string): string | null {
  const number = parsePhoneNumberFromString(typed, homeOf(zone));
  return number?.isValid() ? number.number : null;
}

/** `+4930123456` → `+49 30 123456`; what is no number stays as it is. */
export const shownPhone = (number: string): string =>
  parsePhoneNumberFromString(number)?.formatInternational() ?? number;
