/** Which dialog of the first day is open. */
class Asked {
  open = $state<"sheet" | "invite" | null>(null);
}

export const asked = new Asked();
