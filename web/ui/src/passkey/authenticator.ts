/** WebAuthn as this browser has it (S20). Nothing here asks by itself: every call of `passkeys` follows a tap. */

import { type Answered, type Authenticator, type Made, PasskeyProblem } from "@tresen/core/passkey";

/** WebAuthn itself, and not in a frame, out of which no server takes one; without knowing whether the platform has something to verify the person with. */
export const hasPasskeys = (): boolean =>
  "PublicKeyCredential" in globalThis &&
  isSecureContext &&
  parent === self &&
  !/^[\d.]+$|:/.test(location.hostname);

/** Whether this browser is likely to make one that computes. Only a try says it for certain. */
export async function canMakePasskeys(): Promise<boolean> {
  if (!hasPasskeys()) return false;
  const known = (await PublicKeyCredential.getClientCapabilities?.().catch(
    () => null,
  )) as Capabilities | null;
  if (known?.["extension:prf"] === false) return false;
  return (
    known?.userVerifyingPlatformAuthenticator ??
    (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false))
  );
}

type Capabilities = Readonly<Record<string, boolean | undefined>>;
type Bytes = Uint8Array<ArrayBuffer>;

/** ES256, RS256 (Windows), Ed25519. */
const ALGORITHMS = [-7, -257, -8];

export const passkeys: Authenticator = {
  make: ({ challenge, handle, name, input }) =>
    asked(async (): Promise<Made> => {
      const made = await navigator.credentials.create({
        publicKey: {
          challenge,
          rp: { name: location.hostname },
          user: { id: handle, name, displayName: name },
          pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key" as const, alg })),
          authenticatorSelection: { residentKey: "required", userVerification: "required" },
          attestation: "none",
          extensions: { prf: { eval: { first: input } } },
        },
      });
      if (!(made instanceof PublicKeyCredential)) throw new PasskeyProblem("cannot");
      const response = made.response as AuthenticatorAttestationResponse;
      const key = response.getPublicKey();
      const { prf } = made.getClientExtensionResults();
      const credential = new Uint8Array(made.rawId);
      if (key === null || prf?.enabled === false) {
        await passkeys.disown(credential);
        throw new PasskeyProblem("cannot");
      }
      return { credential, key: new Uint8Array(key), output: outputOf(made) };
    }),

  ask: ({ challenge, input, credential }) =>
    asked(async (): Promise<Answered> => {
      const given = await navigator.credentials.get({
        publicKey: {
          challenge,
          userVerification: "required",
          allowCredentials: credential === null ? [] : [{ type: "public-key", id: credential }],
          extensions: { prf: { eval: { first: input } } },
        },
      });
      if (!(given instanceof PublicKeyCredential)) throw new PasskeyProblem("cannot");
      const response = given.response as AuthenticatorAssertionResponse;
      return {
        credential: new Uint8Array(given.rawId),
        client: new Uint8Array(response.clientDataJSON),
        authenticator: new Uint8Array(response.authenticatorData),
        signature: new Uint8Array(response.signature),
        handle: response.userHandle && new Uint8Array(response.userHandle),
        output: outputOf(given),
      };
    }),

  disown: async (credential) => {
    const said = { rpId: location.hostname, credentialId: base64url(credential) };
    await (PublicKeyCredential as unknown as Signals).signalUnknownCredential?.(said).catch(() => {});
  },
};

interface Signals {
  signalUnknownCredential?(said: { rpId: string; credentialId: string }): Promise<void>;
}

function outputOf(credential: PublicKeyCredential): Bytes | null {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return null;
  return first instanceof ArrayBuffer
    ? new Uint8Array(first)
    : new Uint8Array(first.buffer as ArrayBuffer, first.byteOffset, first.byteLength).slice();
}

const base64url = (bytes: Bytes): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** Browsers say of everything that the person ended, or that took too long, the same. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    throw new PasskeyProblem(/^(NotAllowed|Abort)Error$/.test(error.name) ? "cancelled" : "cannot");
  }
}
