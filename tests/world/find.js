// The shown element with a role and a name, as a person or a screen reader knows it; null while there is none.
const [role, name] = arguments;
const selectors = {
  button: "button, [role=button]",
  link: "a[href]",
  textbox: "textarea, input:not([type]), input[type=text]",
  row: "[role=list] li a, [role=list] li button, ul li a, ul li button",
};
const textOf = (ids) => ids.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
const nameOf = (element) =>
  element.getAttribute("aria-label") ??
  (element.hasAttribute("aria-labelledby") ? textOf(element.getAttribute("aria-labelledby")) : null) ??
  ([...(element.labels ?? [])].map((label) => label.textContent).join(" ") || element.textContent);
const isShown = (element) =>
  element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible" && !element.disabled;
const fits = (element) => {
  const said = nameOf(element).replace(/\s+/g, " ").trim();
  return role === "row" ? said.includes(name) : said === name;
};
return [...document.querySelectorAll(selectors[role])].find((each) => isShown(each) && fits(each)) ?? null;
