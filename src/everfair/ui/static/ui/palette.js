// Ctrl-K: type, go up and down, Enter. What was opened last comes first when nothing is typed.
const palette = document.getElementById("palette");
const RECENTS = "everfair.recents";

if (palette) {
  const input = palette.querySelector("input");
  const results = palette.querySelector("#palette-results");
  const items = () => [...results.querySelectorAll(".palette-item")];
  const chosen = () => results.querySelector('[aria-selected="true"]');

  const openPalette = () => {
    if (palette.open) return;
    input.value = "";
    palette.showModal();
    htmx.process(input); // the key may come before htmx has seen the page
    htmx.trigger(input, "palette:open");
  };

  const choose = (item) => {
    chosen()?.setAttribute("aria-selected", "false");
    if (!item) return input.removeAttribute("aria-activedescendant");
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", item.id);
  };

  const recents = () => {
    try {
      return JSON.parse(localStorage.getItem(RECENTS) || "[]");
    } catch {
      return [];
    }
  };

  const remember = (item) => {
    const entry = { url: item.getAttribute("href"), label: item.querySelector(".clip").textContent, icon: item.querySelector("use").getAttribute("href") };
    const kept = recents().filter((old) => old.url !== entry.url);
    localStorage.setItem(RECENTS, JSON.stringify([entry, ...kept].slice(0, 5)));
  };

  const showRecents = () => {
    const kept = recents();
    if (input.value || !kept.length) return;
    const title = document.createElement("p");
    title.className = "palette-group";
    title.textContent = palette.dataset.recents;
    results.prepend(title, ...kept.map(recentItem));
  };

  const recentItem = (entry, index) => {
    const model = results.querySelector(".palette-item");
    const item = document.createElement("a");
    item.className = "palette-item";
    item.id = `palette-recent-${index}`;
    item.href = entry.url;
    item.tabIndex = -1;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const icon = model?.querySelector("svg").cloneNode(true);
    icon?.querySelector("use").setAttribute("href", entry.icon);
    const words = document.createElement("span");
    words.className = "grow";
    const label = document.createElement("span");
    label.className = "clip";
    label.textContent = entry.label;
    words.append(label);
    item.append(...(icon ? [icon] : []), words);
    return item;
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openPalette();
    }
  });
  document.addEventListener("click", (event) => event.target.closest("[data-palette-open]") && openPalette());

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = items();
    const index = all.indexOf(chosen());
    if (event.key === "ArrowDown") choose(all[(index + 1) % all.length]);
    else if (event.key === "ArrowUp") choose(all[(index - 1 + all.length) % all.length]);
    else if (event.key === "Enter" && chosen()) chosen().click();
    else if (event.key === "Escape") palette.close(); // a search field would only empty itself first
    else return;
    event.preventDefault();
  });
  results.addEventListener("click", (event) => {
    const item = event.target.closest(".palette-item");
    if (item) remember(item);
  });
  palette.addEventListener("htmx:afterSwap", () => {
    showRecents();
    choose(items()[0]);
  });
}
