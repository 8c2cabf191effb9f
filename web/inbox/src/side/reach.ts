/** Links to call and write to a customer, from what was typed on the card. */

/** `tel:` with what can be dialled; null when nothing can. The number is shown as typed. */
export function callable(typed: string): string | null {
  // "+49 (0)30 …": the zero in brackets is not dialled after a country's number.
  const dialled = typed.replace(/^(\s*(?:\+|00)[\d\s]*)\(0\)/, "$1").replace(/[^\d+]/g, "");
  const number = dialled.slice(0, 1) + dialled.slice(1).replaceAll("+", "");
  return /\d{3}/.test(number) ? `tel:${number}` : null;
}

/** `mailto:` for one address; null when it is none. */
export function mailable(typed: string): string | null {
  const address = typed.trim();
  return /^[^\s@,;<>]+@[^\s@,;<>]+$/.test(address)
    ? `mailto:${encodeURIComponent(address).replace("%40", "@")}`
    : null;
}
