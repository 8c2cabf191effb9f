import type { TeamWords } from "./team.de.ts";

export const team: TeamWords = {
  title: "Team",
  lead: "Who belongs to the team, and with which devices. Only the team sees names; the server does not know them.",
  devices: (n) => (n === 1 ? "1 device" : `${n} devices`),
  device: (n) => `Device ${n}`,
  since: (day) => `here since ${day}`,
  seen: {
    today: "last seen today",
    yesterday: "last seen yesterday",
    on: (day) => `last seen on ${day}`,
    never: "never seen",
  },
  mayForget: "Safari may forget this device after seven days without a visit: put Tresen on the home screen.",
  forgotten: "Seven days without a visit: Safari may have forgotten this device.",
  was: (since, until) => `was here from ${since} to ${until}`,
  gone: (n) => (n === 1 ? "1 device that has left" : `${n} devices that have left`),
  here: "this device",
  you: "you",

  invite: "Invite somebody",
  inviteTitle: "Invite somebody",
  inviteFor: (name) => `Invitation for ${name}`,
  addDevice: "Add a device",
  addDeviceFor: (name) => `Add a device for ${name}`,
  addDeviceTitle: (name) => `Add a device for ${name}`,
  name: "Name",
  nameHint: "What the person is called in the team and above their messages.",
  nameMissing: "The name is still missing.",
  role: "What may the person do?",
  roles: {
    member: ["Member", "reads and answers all messages"],
    owner: ["Owner", "also invites people, locks them out and changes the profile"],
    auditor: ["Overview only", "sees what is open, but cannot read messages"],
  },
  make: "Make a link",
  cancel: "Cancel",
  done: "Done",

  before:
    "A link and a code come next. Open the link on the new device; it works for 24 hours and for one device.",
  handOver:
    "Open this link on the new device, or scan the code with it. It works for 24 hours and for one device.",
  code: (name) => `Code with the invitation for ${name}`,
  copy: "Copy the link",
  copied: "Link copied.",
  copyFailed: "The browser did not allow that. The link is selected, so you can copy it yourself.",
  waiting: "Four words appear here as soon as the device has opened the link.",
  answered: "A device has answered. Does it show the same four words?",
  confirm: "Yes, the same words",
  differ: "No, different words",
  joined: (name) => `${name} has joined the team.`,
  dropped: "Invitation withdrawn. The device does not get in.",

  invites: "Open invitations",
  show: (name) => `Show the invitation for ${name}`,
  showShort: "Show",
  drop: (name) => `Withdraw the invitation for ${name}`,
  dropShort: "Withdraw",
  states: {
    open: "The link has not been opened yet.",
    answered: "A device is waiting. Compare the four words.",
    forged: "Somebody answered without the link. Withdraw the invitation and make a new one.",
    expired: "Expired.",
  },
  elsewhere: (device, answered) =>
    `${answered ? "A device is waiting." : "The link has not been opened yet."} It can only be confirmed where the invitation was made: ${device === null ? "on another device" : `on ${device}`}.`,
  deviceOf: (device, name) => `${name}’s ${device}`,
  newcomer: "Somebody new",

  nameDeviceShort: "Name",
  nameDeviceTitle: "What is this device called?",
  nameDeviceHint: (sort) =>
    `This is how the team recognises it. ${sort === "" ? "" : `It is ${sort}. `}The server sees neither the name nor the browser.`,
  deviceNames: {
    phone: ["My phone", "Phone at the counter", "Work phone"],
    tablet: ["My tablet", "Tablet at the counter", "Tablet in the office"],
    computer: ["My laptop", "Computer in the office", "Till"],
  },
  suggestions: "Suggestions",

  rename: (name) => `Rename ${name}`,
  renameShort: "Rename",
  renameTitle: "Name in the team",
  save: "Save the name",

  signOut: (device, name) => `Sign out ${name}’s ${device}`,
  signOutShort: "Sign out",
  signOutTitle: (device, name) => `Sign out ${name}’s ${device}?`,
  signOutText:
    "It is locked out at once, and wiped as soon as it has a connection again. Anything not yet sent from it is lost. New messages can no longer be opened with its keys.",
  signOutOwnText:
    "It is locked out at once, and wiped as soon as it has a connection again. Anything not yet sent from it is lost. The next owner’s device that is online makes the new team key automatically. Tell an owner right away anyway.",
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
  signedOutOwn: "Device signed out. It no longer receives anything.",
  removed: (name) => `${name} no longer belongs to the team. A new team key is in force from now on.`,

  lastOwner:
    "That would leave the team without an owner. Invite a second owner first. If there is nobody, hand over the recovery sheet: whoever has it can take over the business on a device of their own.",
  offline: "This needs a connection. Nothing was changed.",
  failed: "That did not work, nothing was changed. Try again.",
  ownDevices:
    "Owners invite people and lock them out. You add your own devices yourself, and sign one out if it is lost.",

  sheet: "Recovery sheet",
  sheetLead:
    "It brings everything back, even if you have no device left. Once a year, check that it is still there and readable.",
  sheetNone: "You have none yet. Without it, everything is lost once all devices are.",
  sheetMade: (day) => `made on ${day}`,
  tested: {
    today: "last tested today",
    yesterday: "last tested yesterday",
    on: (day) => `last tested on ${day}`,
    never: "never tested",
  },
  changes: "Changes to devices",
};
