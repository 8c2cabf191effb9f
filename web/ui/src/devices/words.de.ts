import type { DeviceChange } from "../rows.ts";
import { many } from "./many.ts";

/** The customer's devices: said to the customer, or to the team. */
export const customers = ({ joined, left, link }: DeviceChange, team: boolean): string[] =>
  team
    ? [
        ...many(joined, "Ein weiteres Gerät kam dazu", "weitere Geräte kamen dazu", "."),
        ...many(left, "Ein Gerät wurde entfernt", "Geräte wurden entfernt", "."),
        ...(link ? ["Der Rückkehr-Link ist jetzt ein anderer."] : []),
      ]
    : [
        ...many(
          joined,
          "Ein weiteres Gerät gehört",
          "weitere Geräte gehören",
          " jetzt zu Ihrer Unterhaltung.",
        ),
        ...many(left, "Ein Gerät wurde", "Geräte wurden", " aus Ihrer Unterhaltung entfernt."),
        ...(link ? ["Der Rückkehr-Link ist jetzt ein anderer."] : []),
      ];

/** The team's devices: said to the customer, or to the team. */
export const ours = (
  { joined, left }: DeviceChange,
  team: boolean,
  names: readonly string[] | null,
): string[] =>
  team && names
    ? [
        ...names.slice(0, joined).map((each) => `Neues Gerät im Team: ${each}.`),
        ...names.slice(joined).map((each) => `Abgemeldet: ${each}.`),
      ]
    : team
      ? [
          ...many(joined, "Euer Team hat ein weiteres Gerät", "weitere Geräte hat euer Team", "."),
          ...many(left, "Ein Gerät eures Teams wurde", "Geräte eures Teams wurden", " abgemeldet."),
        ]
      : [
          ...many(joined, "Das Team hat ein weiteres Gerät", "weitere Geräte hat das Team", "."),
          ...many(left, "Ein Gerät des Teams wurde", "Geräte des Teams wurden", " abgemeldet."),
        ];
