import type { OpenIndex } from "@tresen/core/api";
import { remoteIndex } from "@tresen/core/search/remote";
import address from "./worker.ts?worker&url";

interface ScriptAddresses {
  createScriptURL(address: string): string;
}

let policy: ScriptAddresses | null = null;

/** The index in a worker. The Trusted Types policy for it knows its address and no other. */
export const openIndex: OpenIndex = (told) => {
  policy ??= policyFor();
  return remoteIndex(new Worker(policy.createScriptURL(address), { name: "search" }), told);
};

function policyFor(): ScriptAddresses {
  const types = (
    globalThis as { trustedTypes?: { createPolicy(name: string, rules: ScriptAddresses): ScriptAddresses } }
  ).trustedTypes;
  const rules: ScriptAddresses = {
    createScriptURL: (asked) => {
      if (asked !== address) throw new TypeError("only the search worker");
      return asked;
    },
  };
  return types?.createPolicy("tresen-search", rules) ?? rules;
}
