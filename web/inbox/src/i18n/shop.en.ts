import type { moving as deMoving, shop as deShop, sign as deSign, website as deWebsite } from "./shop.de.ts";

/** Whole days in a span. */
const days = (ms: number) => Math.floor(ms / 86_400_000);

/** The pages "Shop" and "More" in English. */
export const shop: typeof deShop = {
  title: "Shop",
  lead: "What customers see, the sign on your counter, and who is on the team.",
  more: "More",
  preview: "As customers see it",
  pages: {
    profile: "What customers see: picture, hours, greeting, calls, imprint.",
    sign: "How customers find you: print it and put it up.",
    ways: "A link for each table, and how many came by it.",
    moving: "Bring customers over from WhatsApp: texts and posters for four weeks.",
    website: "A button on your website that costs nothing until it is tapped.",
    team: "Who can read messages, on which devices, and the recovery sheet.",
    quickreplies: "What you type every day, under a shortcut.",
    invitations: "Write first, to somebody who doesn’t write yet.",
    privacy: "How long you keep things, data requests, records.",
    condition: "How the server is doing, and the backup.",
  },
  groups: { shop: "Shop", figures: "Figures", own: "This device" },
  notifications: "Notifications",
  people: (names, devices) => `${names.join(", ")} · ${devices === 1 ? "1 device" : `${devices} devices`}`,
  backup: (madeMs, nowMs) =>
    madeMs === null ? "No backup yet" : `Backup is ${days(nowMs - madeMs)} days old`,
  replies: (n) => (n === 1 ? "1 quick reply" : `${n} quick replies`),
};

/** The page "Sign" in English. */
export const sign: typeof deSign = {
  title: "Sign",
  lead: "Customers scan it and write to you. It is in your shop, so they know it is you.",
  colour: "The colour of the signs you print from this device. Text on it always stays readable.",
  picture: "Change the picture",
  waiting: "Your sign is ready as soon as your profile is published.",
};

/** The page "Moving kit" in English. */
export const moving: typeof deMoving = { title: "Moving kit" };

/** The page "Website" in English. */
export const website: typeof deWebsite = {
  title: "Website",
  lead: "A link or a button on your own site. Before the tap: no cookie, no storage, nothing from third parties.",
};
