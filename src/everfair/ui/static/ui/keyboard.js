// j k move, Enter opens, x selects, / searches, ? helps, g and a letter go to a room.
const typing = (target) => target.matches?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")];
const current = () => document.querySelector("[data-rows] [data-row].current");
let afterG = 0;

function move(step) {
  const all = rows();
  if (!all.length) return;
  const index = all.indexOf(current());
  const next = all[Math.min(Math.max(index + step, 0), all.length - 1)];
  current()?.classList.remove("current");
  next.classList.add("current");
  next.scrollIntoView({ block: "nearest" });
  (next.querySelector(".row-link") || next).focus({ preventScroll: true });
}

function select() {
  current()?.querySelector(".row-check")?.click();
}

function open() {
  const link = current()?.querySelector(".row-link");
  if (link && document.activeElement !== link) link.click();
}

function search() {
  const box = document.querySelector("[data-list-search]");
  if (box) {
    box.focus();
    box.select();
  } else {
    document.querySelector("[data-palette-open]")?.click();
  }
}

function go(key) {
  document.querySelector(`[data-go="${CSS.escape(key)}"]`)?.click();
}

const ACTS = { j: () => move(1), k: () => move(-1), x: select, "/": search, "?": () => document.getElementById("keys")?.showModal() };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "Enter") return open();
  if (Date.now() - afterG < 1200) {
    afterG = 0;
    return go(event.key);
  }
  if (event.key === "g") return void (afterG = Date.now());
  const act = ACTS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
