import type { DeviceChange } from "../rows.ts";
import { many } from "./many.ts";

/** The customer's devices: said to the customer, or to the team. */
export const customers = ({ joined, left, link }: DeviceChange, team: boolean): string[] =>
  team
    ? [
        ...many(joined, "Another device was added", "more devices were added", "."),
        ...many(left, "A device was removed", "devices were removed", "."),
        ...(link ? ["The return link was renewed."] : []),
      ]
    : [
        ...many(joined, "Another device has joined", "more devices have joined", " your conversation."),
        ...many(left, "A device was", "devices were", " removed from your conversation."),
        ...(link ? ["The return link was renewed."] : []),
      ];

/** The team's devices: said to the customer, or to the team. */
export const ours = (
  { joined, left }: DeviceChange,
  team: boolean,
  names: readonly string[] | null,
): string[] =>
  team && names
    ? [
        ...names.slice(0, joined).map((each) => `New device in the team: ${each}.`),
        ...names.slice(joined).map((each) => `Device signed out: ${each}.`),
      ]
    : team
      ? [
          ...many(joined, "Your team has a new device", "new devices in your team", "."),
          ...many(left, "A device of your team was", "devices of your team were", " signed out."),
        ]
      : [
          ...many(joined, "The team has a new device", "new devices in the team", "."),
          ...many(left, "A device of the team was", "devices of the team were", " signed out."),
        ];
