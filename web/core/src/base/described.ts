/** What is said of a device, by whoever uses it: sealed, so the server never learns it (S9). */

/** What a device finds of itself: such as Chrome, Android, phone. What is not known is empty. */
export interface DeviceSort {
  readonly browser: string;
  readonly system: string;
  readonly form: "" | "phone" | "tablet" | "computer";
}

/** `name` was typed; it is empty until then. */
export interface Described extends DeviceSort {
  readonly name: string;
}

export const NOTHING: Described = { name: "", browser: "", system: "", form: "" };

export const isForm = (value: unknown): value is Exclude<DeviceSort["form"], ""> =>
  value === "phone" || value === "tablet" || value === "computer";
