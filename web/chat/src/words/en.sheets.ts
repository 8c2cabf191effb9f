import type { SheetWords } from "./de.sheets.ts";

export const en: SheetWords = {
  noLongerRead: "The team no longer sees when you have read a message.",
  againRead: "The team can see again when you have read a message.",
  again: (n) =>
    n === 0
      ? "Back online."
      : n === 1
        ? "Back online. 1 message is on its way."
        : `Back online. ${n} messages are on their way.`,
  address: "Address",
  verifiedMore: [
    "The key matches the sign.",
    "The sign at the counter carries its fingerprint. Your browser has compared it with what the server sent. So you know that you are really writing to this business.",
  ],
  unverifiedTitle: "Not checked yet",
  unverifiedMore: [
    "You came through an ordinary address, not through the sign at the counter. Your messages are encrypted all the same.",
    "Scan the code on the sign the next time you are there. Your browser then compares the key, and this line says “Checked at the counter”.",
  ],
  keepTitle: "Your return link",
  keepMore: [
    "So that you can find your way back: the return link opens this conversation on any device, with a new phone, on a computer, or when the browser has cleared its data.",
    "It is like a key: whoever has it can read everything. Keep it with your important things, and do not give it to anybody.",
    "Nobody can give it to you a second time, not even the business.",
  ],
  pasteMore: "Written here before? Paste your return link.",
  copyLink: "Copy link",
  copied: "Link copied. Put it in a safe place right away.",
  copyFailed: "Copying is not allowed here. Select the link and copy it yourself.",
  shareLink: "Send it to myself",
  shareTitle: (name) => `Return link: ${name}`,
  printLink: "Print",
  qrAlt: "Return link as a code to scan",
  printHow: "Scan it with the camera or type the address. Keep it like a key.",
  iKeptIt: "I have saved it",
  devicesOnly: "So far this conversation is on this device only.",
  devicesMore:
    "Every device on this list can read this conversation and write in it. If there is one you do not recognise, remove it.",
  deviceHere: "This device",
  deviceOther: "Another device",
  deviceSince: (day) => `since ${day}`,
  deviceWas: (since, until) => `was here from ${since} to ${until}`,
  devicesGone: "No longer here",
  deviceName: "Name",
  deviceNameTitle: "What is this device called?",
  deviceNameField: "Name",
  deviceNameHint: "The name stays on this device. Nobody else sees it, not even your other devices.",
  deviceNameIdeas: "Suggestions",
  deviceNames: {
    phone: ["My phone", "Old phone"],
    tablet: ["My tablet", "Tablet in the living room"],
    computer: ["My laptop", "Computer at home"],
  },
  deviceNameSave: "Save the name",
  deviceAdd: "Add another device",
  deviceAddMore: [
    "Scan this code with the other device’s camera and tap “Continue the conversation” there.",
    "The code is your return link. Whoever has it can read everything: do not show it to anybody else.",
  ],
  deviceArrived: "The device is connected.",
  deviceList: "Back to my devices",
  deviceRemove: "Remove",
  deviceRemoveTitle: "Remove this device?",
  deviceRemoveMore: [
    "It loses this conversation at once, and everything on it is deleted. Anything not yet sent from it is lost.",
    "You also get a new return link, because the device had the old one. What was read there cannot be unread.",
  ],
  deviceRemoveNow: "Remove device",
  deviceRemoving: "Removing …",
  deviceGoneTitle: "The device is removed.",
  deviceGoneMore: [
    "It can no longer reach this conversation. Your old return link no longer opens anything either.",
    "Here is your new one. Save it: nobody can give it to you a second time.",
  ],
  linkRenew: "Renew",
  linkRenewTitle: "Renew the return link?",
  linkRenewMore: ["The old one, printed or not, will no longer open anything. Your devices stay connected."],
  linkElsewhere: [
    "Another of your devices renewed the return link. Only that device has it.",
    "You can make a new one here. The one on the other device will then no longer open anything.",
  ],
  linkRenewNow: "Make a new link",
  linkRenewing: "Renewing …",
  linkNewTitle: "Your new return link",
  linkNewMore: [
    "The old one no longer opens anything. Save the new one: nobody can give it to you a second time.",
  ],
  contactHeld: (name: string) =>
    `This is what ${name} has about you. You can change it or take it back at any time.`,
  contactNone: (name: string) =>
    `${name} has none of this. Fill in what you want to hand over and leave the rest empty.`,
  contactBlocked: (name: string) => [
    `${name} has none of this. The team has blocked you in this conversation and takes no contact card either.`,
    `This is what ${name} has about you. The team has blocked you in this conversation: you cannot change it, but you can take it back at any time. It is then erased on both sides.`,
  ],
  contactMore:
    "Your details are encrypted like every message. If you take them back, they are erased on both sides, and the conversation shows that you took them back.",
  contactHandOver: "Hand over",
  contactChange: "Change",
  contactTakeBack: "Take back",
  contactHanded: "The contact card is on its way.",
  contactTaken: "Taken back. The details are being erased on both sides.",
  contactEmpty: "Fill in at least one field.",
  contactPhoneWrong:
    "This is not a valid number. Include the area code or, from abroad, start with +, for example +49 30 1234567.",
  contactEmailWrong: "An e-mail address has an @ in it, for example name@example.com.",
  contactFailed: "That did not work. Try again in a moment.",
  contactWaiting: "Your last change is still on its way. After that you can change it again.",
  keepIt: "Keep",
  cancelIt: "Cancel",
  devicesOffline: "You need a connection for this. Everything is as it was.",
  devicesFailed: "That did not work just now. Please try again.",
  noImprint: "The business has not added an imprint yet.",
  privacyOwn: "From the business",
  privacyWhole: "Read the whole privacy notice",
  privacyTech: "What this page does",
  privacyPoints: [
    "Before you tap “Write a message”, this page stores nothing on your device.",
    "After that your device holds: the keys of this conversation, the messages and your draft. No cookies.",
    "After your first message it also holds a copy of this page, so that you can read and write without a connection. If you erase the conversation, the copy goes with it.",
    "What you choose under “Settings”, the emoji you used last, and that you were asked for a name are remembered on this device alone. They go with the conversation too.",
    "You need not give a name, number or address. What you hand over as a contact card, even your name alone, is encrypted like every message, and you can take it back.",
    "Your messages are encrypted on your device. Only you and the team can read them. The server keeps them locked and cannot open them.",
    "The server sees when a message arrives and whether it was delivered and read. Your IP address is not stored.",
    "This page contacts no other server.",
    "Only if you choose “Let me know”: your browser's service (Google, Apple or Mozilla) then wakes this device. It learns that and when, not what or from whom. For that the server knows an address at this service, until you switch it off or erase everything.",
    "You can switch off read receipts here at any time.",
  ],
  counted: "Count me in the statistics",
  countedHow:
    "The business counts how many messages come and how fast the team answers, without any content. You can object (Art. 21 GDPR): then you are in no figure, not even with what was counted before.",
  countedOff: "You are not counted any more. What was counted has been taken out.",
  countedOn: "From now on you are counted again.",
  countedFailed: "That does not work right now. Please try again once you are connected.",
  noPrivacy:
    "The business has not added a text of its own yet. It answers questions at the address in the imprint.",
};
