// Service workers are registered by address, and under Trusted Types a script's address must come from a policy.

interface ScriptAddresses {
  createScriptURL(address: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: ScriptAddresses): ScriptAddresses;
}

let policy: ScriptAddresses | null = null;

/** Registers the page's one service worker. The policy it makes knows this address and no other. */
export function registerWorker(address: string, scope: string): Promise<ServiceWorkerRegistration> {
  policy ??= policyFor(address);
  return navigator.serviceWorker.register(policy.createScriptURL(address), { scope, updateViaCache: "none" });
}

function policyFor(address: string): ScriptAddresses {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  const rules: ScriptAddresses = {
    createScriptURL: (asked) => {
      if (asked !== address) throw new TypeError("only this page's service worker");
      return asked;
    },
  };
  return types?.createPolicy("tresen-worker", rules) ?? rules;
}
