import type { ApplockWords } from "./applock.de.ts";

/** The app lock in English. */
export const applock: ApplockWords = {
  title: "App lock",
  lead: "So that nobody who picks up your device can read your messages: after a pause Tresen covers everything and seals what is stored here.",
  off: "Off",
  with: (method) => (method === "pin" ? "On, with a PIN" : "On, with a passkey"),
  setUp: "Set up the lock",
  method: "How do you unlock?",
  methods: { pin: "PIN", passkey: "Passkey" },
  passkeyHint: "With fingerprint, face or the device’s own lock.",
  pin: "PIN",
  pinHint:
    "At least 6 digits. That is enough if somebody finds your device and tries a few. An expert who has the device in hand guesses 6 digits within minutes, 12 only after years. A passkey is safest.",
  again: "Repeat the PIN",
  tooShort: "The PIN needs 6 to 32 digits.",
  differ: "The two PINs do not match.",
  idle: "Lock after",
  minutes: (n) => (n === 1 ? "1 minute without use" : `${n} minutes without use`),
  turnOn: "Turn the lock on",
  cancel: "Cancel",
  failed: "That did not work. The lock is not on.",
  noPasskey: "This passkey does not work: it cannot derive a secret, or you cancelled. Use a PIN.",
  now: "Lock now",
  turnOff: "Turn the lock off",
  forgetting: "Without the PIN or passkey you only get back in with a new invitation link.",
  holds:
    "While it is locked nothing new arrives, and nobody can read what is on the device. If you have lost a device, sign it out on the Team page all the same: an expert could otherwise use it to sign in as you.",

  locked: "Tresen is locked",
  sealing: "Sealing …",
  unsealed:
    "This device had no room to seal everything. Nothing can be seen here, but other programs can read what is stored. Make room and reload Tresen: then it is sealed.",
  lost: (n) =>
    n === 1
      ? "1 stored entry could not be sealed and was removed from this device."
      : `${n} stored entries could not be sealed and were removed from this device.`,
  enter: "Your PIN",
  unlock: "Unlock",
  unlockPasskey: "Unlock with passkey",
  opening: "Opening …",
  wrong: "That is not the right PIN.",
  stuck:
    "The PIN is right. What is sealed cannot be opened just now: this device may be out of space. Make room and try again; it does not count as a try.",
  stuckPasskey:
    "The passkey is right. What is sealed cannot be opened just now: this device may be out of space. Make room and try again.",
  wrongPasskey: "That did not work. Try again.",
  wait: (text) => `Next try in ${text}.`,
  seconds: (n) => (n === 1 ? "1 second" : `${n} seconds`),
  minutesLeft: (n) => (n === 1 ? "1 minute" : `${n} minutes`),
  left: (n) =>
    n === 1
      ? "1 try left. If it is wrong too, everything is removed from this device and it is signed out."
      : `${n} tries left. After that everything is removed from this device and it is signed out.`,
  forgotten: "Forgot the PIN?",
  forgottenPasskey: "Lost the passkey?",
  forget: "Sign this device out?",
  forgetText:
    "Keys, messages and drafts are removed from this device; anything not yet sent is lost. The business keeps everything. To get back in you need a new invitation link.",
  stay: "Back",
  forgetGo: "Sign out",
};
