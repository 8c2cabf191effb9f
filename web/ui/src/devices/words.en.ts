import type { DeviceChange } from "../rows.ts";
import { many } from "./many.ts";

/** The customer's devices: said to the customer, or to the team. */
export const customers = ({ joined, left, link }: DeviceChange, team: boolean): string[] =>
  team
    ? [
        ...many(joined, "The customer has another device here", "more devices of the customer are here", "."),
        ...many(left, "A device of the customer was", "devices of the customer were", " removed."),
        ...(link ? ["The customer has a new return link now."] : []),
      ]
    : [
        ...many(joined, "Another device belongs", "more devices belong", " to your conversation now."),
        ...many(left, "A device was", "devices were", " removed from your conversation."),
        ...(link ? ["There is a new return link now."] : []),
      ];

/** The team's devices: said to the customer, or to the team. */
export const ours = (
  { joined, left }: DeviceChange,
  team: boolean,
  names: readonly string[] | null,
): string[] =>
  team && names
    ? [
        ...names.slice(0, joined).map((each) => `New in the team: the device ${each}.`),
        ...names.slice(joined).map((each) => `The device ${each} was signed out.`),
      ]
    : team
      ? [
          ...many(joined, "Your team has another device", "more devices belong to your team", "."),
          ...many(left, "A device of your team was", "devices of your team were", " signed out."),
        ]
      : [
          ...many(joined, "The team has another device", "more devices belong to the team", "."),
          ...many(left, "A device of the team was", "devices of the team were", " signed out."),
        ];
