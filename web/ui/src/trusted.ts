// Under Trusted Types the address of a worker's script must come from a policy.

interface ScriptAddresses {
  createScriptURL(address: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: ScriptAddresses): ScriptAddresses;
}

/** A policy is made once: the browser refuses its name a second time. */
const policies: Record<string, ScriptAddresses> = {};

/** The address, as a worker may be started by it. `name`: the policy's, one for each address. It knows that address and no other. */
export function trusted(name: string, address: string): string {
  policies[name] ??= policyFor(name, address);
  return policies[name].createScriptURL(address);
}

function policyFor(name: string, address: string): ScriptAddresses {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  const rules: ScriptAddresses = {
    createScriptURL: (asked) => {
      if (asked !== address) throw new TypeError(asked);
      return asked;
    },
  };
  return types?.createPolicy(name, rules) ?? rules;
}
