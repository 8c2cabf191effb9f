/** The fragment without the secret of a return link: `#return=SECRET.FINGERPRINT` → `#key=FINGERPRINT`, which still verifies. */
export function withoutSecret(fragment: string): string {
  const found = /^#return=[^.]*\.(.+)$/.exec(fragment);
  if (found) return `#key=${found[1]}`;
  return fragment.startsWith("#return=") ? "" : fragment;
}
