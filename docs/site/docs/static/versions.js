// The switch between versions: a list in place of the link to the page of versions. It stays on the page where the other version has it.
const place = document.querySelector(".versions");

function offer({ start, pages }) {
  const { root, page, version } = place.dataset;
  const label = document.createElement("label");
  const choice = document.createElement("select");
  for (const name of Object.keys(pages)) {
    choice.add(new Option(name, name, name === version, name === version));
  }
  choice.addEventListener("change", () => {
    const there = pages[choice.value].includes(page) ? page : start;
    location.href = `${root}../${choice.value}/${there}`;
  });
  label.append("Version ", choice);
  place.replaceChildren(label);
}

if (place) {
  const list = document.createElement("script");
  list.src = `${place.dataset.root}../versions.js`;
  list.addEventListener("load", () => offer(window.tresenVersions));
  document.head.append(list);
}
