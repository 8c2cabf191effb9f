import type { SheetWords } from "./de.sheets.ts";

export const en: SheetWords = {
  address: "Address",
  verifiedMore: [
    "The key matches the sign.",
    "The sign at the counter carries the fingerprint of the key this business works with. Your browser has just compared it with what the server sent: they are the same. So you know that you are really writing to this business.",
  ],
  unverifiedTitle: "Not checked yet",
  unverifiedMore: [
    "You came by an ordinary address, not by the sign at the counter. Your messages are encrypted all the same.",
    "Scan the code on the sign at your next visit. Your browser then compares the key, and this line says “Checked at the counter”.",
  ],
  keepMore: [
    "The return link opens this conversation on any device: with a new phone, on a computer, or when the browser has tidied up.",
    "It is like a key: whoever has it can read everything. Put it where you keep what matters, and give it to nobody.",
    "Nobody can give it to you again, not even the business.",
  ],
  copyLink: "Copy link",
  copied: "Link copied. Put it in a safe place right away.",
  copyFailed: "Copying is not allowed here. Select the link and copy it yourself.",
  shareLink: "Send it to myself",
  shareTitle: (name) => `Return link: ${name}`,
  printLink: "Print",
  qrAlt: "Return link as a code to scan",
  printHow: "Scan it with the camera or type the address. Keep it like a key.",
  iKeptIt: "I have kept it",
  phone: "Phone",
  email: "E-mail",
  website: "Website",
  noImprint: "The business has not filled in an imprint yet.",
  privacyOwn: "From the business",
  privacyTech: "What this page does",
  privacyPoints: [
    "Before you tap “Write a message”, this page stores nothing on your device.",
    "After that your device holds: the keys of this conversation, the messages and your draft. No cookies.",
    "Your messages are encrypted on your device. Only you and the team can read them. The server keeps them locked and cannot open them.",
    "The server sees when a message comes and whether it was delivered and read. Your internet address is not stored.",
    "This page asks no other server.",
    "You can switch off read receipts here at any time.",
  ],
  noPrivacy:
    "The business has not added a text of its own yet. It answers questions at the address in the imprint.",
};
