/** Passkeys by the platform's WebAuthn with the PRF extension (WebAuthn level 3, 10.1.4). */

import type { Passkeys } from "@tresen/core/api";

type Bytes = Uint8Array<ArrayBuffer>;

// Not the passkey that brings its person back (S20): each is made, replaced and removed without the other (ADR 80). `called` sets it apart.

/** No server verifies anything: the secret itself is the proof. */
const CHALLENGE_BYTES = 32;
const USER_BYTES = 16;
const random = (size: number): Bytes => crypto.getRandomValues(new Uint8Array(size));
const ES256 = -7;
const RS256 = -257;

export const platformPasskeys = (called: () => string): Passkeys => ({
  async offered() {
    if (typeof PublicKeyCredential === "undefined") return false;
    const capabilities = await PublicKeyCredential.getClientCapabilities?.().catch(() => null);
    if (capabilities?.["extension:prf"] === false) return false;
    return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
  },

  async create() {
    const name = called();
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: random(CHALLENGE_BYTES),
        rp: { name },
        user: { id: random(USER_BYTES), name, displayName: name },
        pubKeyCredParams: [ES256, RS256].map((alg) => ({ type: "public-key" as const, alg })),
        authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
        extensions: { prf: {} },
      },
    });
    if (!(made instanceof PublicKeyCredential)) throw new Error("no passkey was made");
    if (made.getClientExtensionResults().prf?.enabled !== true)
      throw new Error("this passkey derives no secret");
    return new Uint8Array(made.rawId);
  },

  async secret(id: Bytes, salt: Bytes) {
    const got = await navigator.credentials.get({
      publicKey: {
        challenge: random(CHALLENGE_BYTES),
        allowCredentials: [{ type: "public-key", id }],
        userVerification: "required",
        extensions: { prf: { eval: { first: salt } } },
      },
    });
    const first =
      got instanceof PublicKeyCredential ? got.getClientExtensionResults().prf?.results?.first : undefined;
    if (first === undefined) throw new Error("this passkey derives no secret");
    return first instanceof ArrayBuffer
      ? new Uint8Array(first)
      : new Uint8Array(first.buffer, first.byteOffset, first.byteLength).slice();
  },
});
