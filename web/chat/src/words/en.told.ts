import type { de } from "./de.told.ts";

export const en: typeof de = {
  keepLink: "Save the return link",
  keepLater: "Later",
  tellAsk: (name) => `Shall we let you know when ${name} answers?`,
  tellHow:
    "While the page is closed, your browser's service (Google, Apple or Mozilla) wakes this device. It learns that and when, not what or from whom.",
  tellHome:
    "On an iPhone or iPad this works once this page is on the home screen: Share, then “Add to Home Screen”. Open it there with your return link.",
  tellYes: "Let me know",
  tellNo: "No, thanks",
  tellOk: "Understood",
  tellTitle: "Letting you know",
  tellOn: "Let me know on this device",
  tellOnHere: "You will be told while this page is open somewhere.",
  tellDenied:
    "The browser does not allow it. We do not ask again; you can change it in the browser's settings, under this site's permissions.",
  tellCannot: "This browser cannot let you know.",
  tellFailed: "The browser's service could not be reached. You will be told only while this page is open.",
  tellTry: "Test message",
  tellTryBody: "This is what it looks like when there is an answer.",
  tellTried: {
    shown: "It arrived. If you see nothing, the device holds it back: look at “Do not disturb”.",
    not: "It did not arrive. The browser did not show it.",
    taken: "The service took it, and it arrived here.",
    waiting: "The service took it. Nothing has arrived here yet; sometimes it takes a minute.",
    later: "The service could not be reached. Try again later.",
    gone: "The service does not know this device any more. Switch it off and on again.",
  },
  tellNew: "New message",
};
