import { stored } from "../language.ts";

/** Only this much of the choices is in the page: whether there are any, so that what they need is fetched. */
let some = $state.raw(!!stored("tresen.chat.choices"));

export const choseSome = (): boolean => some;

export function chose(): void {
  some = true;
}
