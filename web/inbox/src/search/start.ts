import type { Env } from "@tresen/core/env";
import address from "./worker.ts?worker&url";

interface ScriptAddresses {
  createScriptURL(address: string): string;
}

let policy: ScriptAddresses | null = null;

/** Starts the worker that holds the search index. The Trusted Types policy for it knows its address and no other. */
export const searchWorker: NonNullable<Env["searchWorker"]> = () => {
  policy ??= policyFor();
  return new Worker(policy.createScriptURL(address), { name: "search" });
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
