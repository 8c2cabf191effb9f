// Addresses of this very server in what others wrote. Behind the "#" of such an address stand secrets and doors (invitation, set-up, return
// link, a conversation), so a stranger's words never lead through them with a tap.

/** A business's page, as a sign names it. */
const PAGE = /^\/[^/]*\/?$/;
const SIGN = /^#key=[0-9A-Za-z-]*$/;

/** May this address be tapped? Any other server's may; of this one only a page, with nothing behind it but a sign's fingerprint. */
export function mayBeTapped(url: URL, here: string = globalThis.location?.hostname ?? ""): boolean {
  const plain = (host: string) => host.replace(/\.$/, "").toLowerCase();
  if (here === "" || plain(url.hostname) !== plain(here)) return true;
  return PAGE.test(url.pathname) && url.search === "" && (url.hash === "" || SIGN.test(url.hash));
}
