import type { TeamWords } from "./team.de.ts";

export const team: TeamWords = {
  title: "Team",
  lead: "Who belongs to it, and with which devices. Only the team sees names; the server does not know them.",
  devices: (n) => (n === 1 ? "1 device" : `${n} devices`),
  device: (n) => `Device ${n}`,
  since: (day) => `here since ${day}`,
  seen: {
    today: "last seen today",
    yesterday: "last seen yesterday",
    on: (day) => `last seen on ${day}`,
    never: "never seen yet",
  },
  here: "this one",
  you: "you",

  invite: "Invite somebody",
  inviteTitle: "Invite somebody",
  inviteFor: (name) => `Invitation for ${name}`,
  addDevice: "One more device",
  addDeviceFor: (name) => `One more device for ${name}`,
  addDeviceTitle: (name) => `One more device for ${name}`,
  name: "Name",
  nameHint: "What the person is called in the team and above their messages.",
  nameMissing: "The name is still missing.",
  role: "What may the person do?",
  roles: {
    member: ["Member", "reads and answers all messages"],
    owner: ["Owner", "also invites, locks out and changes the profile"],
    auditor: ["Insight only", "sees what is open, but reads no message"],
  },
  make: "Make a link",
  cancel: "Cancel",
  done: "Done",

  before:
    "A link and a code come next. Open the link on the new device; it is good for 24 hours and for one device.",
  handOver:
    "Open this link on the new device, or scan the code with it. It is good for 24 hours and for one device.",
  code: (name) => `Code with the invitation for ${name}`,
  copy: "Copy the link",
  copied: "Link copied.",
  copyFailed: "The browser did not allow that. The link is selected: copy it from there.",
  waiting: "Once the device has opened the link, four words appear here.",
  answered: "A device has answered. Does it show the same four words?",
  confirm: "Yes, the same words",
  differ: "No, others",
  joined: (name) => `${name} belongs to the team.`,
  dropped: "Invitation dropped. The device does not get in.",

  invites: "Open invitations",
  show: (name) => `Show the invitation for ${name}`,
  showShort: "Show",
  drop: (name) => `Drop the invitation for ${name}`,
  dropShort: "Drop",
  states: {
    open: "The link has not been opened yet.",
    answered: "A device is waiting. Compare the four words.",
    forged: "Somebody answered without the link. Drop the invitation and make a new one.",
    expired: "Expired.",
  },
  elsewhere: (device, answered) =>
    `${answered ? "A device is waiting." : "The link has not been opened yet."} It can only be confirmed where the invitation was made: ${device === null ? "on another device" : `on ${device}`}.`,
  deviceOf: (device, name) => `${device} of ${name}`,
  newcomer: "Somebody new",

  rename: (name) => `Rename ${name}`,
  renameShort: "Rename",
  renameTitle: "Name in the team",
  save: "Save the name",

  signOut: (device, name) => `Sign out ${device} of ${name}`,
  signOutShort: "Sign out",
  signOutTitle: (device, name) => `Sign out ${device} of ${name}?`,
  signOutText:
    "It is locked out at once, and wiped as soon as it has a connection again. Anything not yet sent from it is lost. New messages can no longer be opened with its keys.",
  signOutOwnText:
    "It is locked out at once, and wiped as soon as it has a connection again. Anything not yet sent from it is lost. The next owner's device that is online makes the new team key by itself. Tell an owner right away all the same.",
  remove: (name) => `Remove ${name} from the team`,
  removeShort: "Remove",
  removeTitle: (name) => `Remove ${name} from the team?`,
  removeText: (n) =>
    `${n === 1 ? "The device is locked out at once, and wiped as soon as it has a connection again." : `All ${n} devices are locked out at once, and wiped as soon as they have a connection again.`} What the person wrote stays. New messages can no longer be opened with their keys.`,
  leave: "Leave the team",
  leaveTitle: "Leave the team?",
  leaveText: (n) =>
    `${n === 1 ? "This device is" : `Your ${n} devices are`} locked out and wiped at once. What you wrote stays. Only a new invitation brings you back.`,
  stay: "Stay",
  keep: "Keep",
  goSignOut: "Sign out the device",
  goRemove: "Remove",
  signedOut: "Device signed out. A new team key is in force from now on.",
  signedOutOwn: "Device signed out. It gets nothing any more.",
  removed: (name) => `${name} no longer belongs to the team. A new team key is in force from now on.`,

  lastOwner:
    "Then nobody could lead the team. Invite a second owner first. If there is nobody, hand over the recovery sheet: whoever has it takes the business over on a device of their own.",
  offline: "This needs a connection. Nothing was changed.",
  failed: "That did not work, nothing was changed. Try again.",
  ownDevices:
    "Owners invite others and lock them out. Your own devices you add yourself, and sign out yourself when one is lost.",

  sheet: "Recovery sheet",
  sheetLead:
    "With it you get back to everything, even without a single device. Once a year, check that it is still there and right.",
  sheetMade: (day) => `made on ${day}`,
  tested: {
    today: "last tested today",
    yesterday: "last tested yesterday",
    on: (day) => `last tested on ${day}`,
    never: "never tested yet",
  },

  sign: "Sign",
  signLead: "Whoever scans it writes to you. Because it stands in your shop, customers know it is you.",
};
