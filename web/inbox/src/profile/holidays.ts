/** What an hours file says about single holidays (docs/reference/hours-file.md): read and changed, values in, values out. */

import type { Holiday, ProfileFields } from "@tresen/core/api";
import type { HoursFile, Interval } from "@tresen/ui/hours/week";
import { inside } from "@tresen/ui/profile/mistakes";
import { hoursOf, withHours } from "./fields.ts";

/** Closed, as on any such weekday, or hours of its own. */
export type HolidayPlan = "closed" | "open" | readonly Interval[];

type Rules = Readonly<Record<string, HolidayPlan>>;

const DATE = /^(\d{4}-)?\d\d-\d\d$/;
const OWN: readonly Interval[] = [["08:00", "12:00"]];

/** All rules as a map; a word for all is the rule `*`. */
function rulesOf({ holidays }: HoursFile): Rules {
  if (holidays === "open" || holidays === "closed") return { "*": holidays };
  return holidays !== null && typeof holidays === "object" ? (holidays as Rules) : { "*": "closed" };
}

const keyOf = (rules: Rules, { day, de, en }: Holiday): string | undefined => {
  const names = [de.toLowerCase(), en.toLowerCase()];
  return (
    [day, day.slice(5)].find((key) => key in rules) ??
    Object.keys(rules).find((key) => names.includes(key.toLowerCase()))
  );
};

/** What holds on a holiday by the first rule that names it, else by the rule for all public ones. */
export function planOf(hours: HoursFile, holiday: Holiday): HolidayPlan {
  const rules = rulesOf(hours);
  const key = keyOf(rules, holiday);
  return (key === undefined ? undefined : rules[key]) ?? unnamed(rules, holiday);
}

const unnamed = (rules: Rules, holiday: Holiday): HolidayPlan =>
  holiday.public ? (rules["*"] ?? "closed") : "open";

/** Decides over one holiday in every year, by its name. */
export function withPlan(hours: HoursFile, holiday: Holiday, plan: HolidayPlan): HoursFile {
  const rules = { ...rulesOf(hours) };
  for (let key = keyOf(rules, holiday); key !== undefined; key = keyOf(rules, holiday)) delete rules[key];
  if (plan !== unnamed(rules, holiday)) rules[holiday.de] = plan;
  return { ...hours, holidays: shortest(rules) };
}

/** Decides over one holiday in its year alone, by its date; what holds in other years stays. */
export function withPlanOnce(hours: HoursFile, holiday: Holiday, plan: HolidayPlan): HoursFile {
  const { [holiday.day]: _, ...rules } = rulesOf(hours);
  const usual = planOf({ ...hours, holidays: rules }, holiday);
  return { ...hours, holidays: shortest(plan === usual ? rules : { ...rules, [holiday.day]: plan }) };
}

/** Its year has a rule of its own. */
export const isOnce = (hours: HoursFile, { day }: Holiday): boolean => day in rulesOf(hours);

/** Where the plan stands in the profile: the place of its mistakes. null: nothing is said of this holiday alone. */
export function placeOf(hours: HoursFile, holiday: Holiday): string | null {
  const key = keyOf(rulesOf(hours), holiday);
  return key === undefined ? null : inside("hours.holidays", key);
}

export const ownHours = (plan: HolidayPlan): readonly Interval[] => (typeof plan === "string" ? OWN : plan);

/** Names belong to the region they were chosen in; dates hold anywhere. */
export function withoutNames(hours: HoursFile): HoursFile {
  if (typeof hours.holidays !== "object") return hours;
  const kept = Object.entries(rulesOf(hours)).filter(([key]) => key === "*" || DATE.test(key));
  return { ...hours, holidays: shortest(Object.fromEntries(kept)) };
}

function shortest(rules: Rules): "closed" | "open" | Rules {
  const { "*": all = "closed", ...others } = rules;
  return Object.keys(others).length === 0 && typeof all === "string" ? all : rules;
}

/** The profile with these hours. In another region the names of holidays mean nothing. */
export function changedHours(fields: ProfileFields, next: HoursFile): ProfileFields {
  return withHours(fields, next.region === hoursOf(fields).region ? next : withoutNames(next));
}
