// A list swaps its rows in place; the address follows. Without scripts the same links and forms work.
const TARGET = { target: "#list-results", swap: "outerHTML" };

function load(url) {
  return htmx.ajax("GET", url, { ...TARGET, source: document.querySelector("[data-list]") });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-list] [data-list-link], [data-list] [data-list-clear]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (link.matches("[data-list-clear]")) clearSearch();
  load(link.href);
});

function clearSearch() {
  const box = document.querySelector("[data-list-search]");
  if (box) box.value = "";
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("#list-search")) return searchNow(event);
  if (!form.matches("[data-list] [data-list-form]")) return;
  event.preventDefault();
  if (form.matches("[data-list-columns]")) gatherColumns(form);
  const data = [...new FormData(form)].filter(([, value]) => value !== "" || form.querySelector(`[type=number], [type=date]`));
  form.closest("details")?.removeAttribute("open");
  load(`${location.pathname}?${new URLSearchParams(data)}`);
});

function searchNow(event) {
  event.preventDefault();
  htmx.trigger("#list-q", "input");
}

function gatherColumns(form) {
  const shown = [...form.querySelectorAll("[data-column]:checked")].map((box) => box.dataset.column);
  form.querySelector('[name="cols"]').value = shown.join(",");
}

window.addEventListener("popstate", () => {
  if (document.querySelector("[data-list]")) location.reload();
});

// Selection: shift selects a range, the bar counts.
let lastCheck = null;

function update(form) {
  const boxes = [...form.querySelectorAll(".row-check")];
  const count = boxes.filter((box) => box.checked).length;
  const bar = form.querySelector("[data-bulk-bar]");
  const all = form.querySelector("[data-check-all]");
  if (!bar) return;
  bar.hidden = !count;
  bar.querySelector("[data-bulk-count]").textContent = count;
  if (all) {
    all.checked = count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  }
  if (!count) form.querySelectorAll("[data-bulk-all]").forEach((box) => (box.checked = false));
}

document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-bulk]");
  if (!form) return;
  const box = event.target;
  const boxes = [...form.querySelectorAll(".row-check")];
  if (box.matches(".row-check")) {
    if (event.shiftKey && lastCheck) range(boxes, box);
    lastCheck = box;
  } else if (box.matches("[data-check-all]")) boxes.forEach((each) => (each.checked = box.checked));
  else if (box.closest("[data-bulk-none]")) boxes.forEach((each) => (each.checked = false));
  update(form);
});

function range(boxes, box) {
  const [from, to] = [boxes.indexOf(lastCheck), boxes.indexOf(box)].sort((a, b) => a - b);
  boxes.slice(Math.max(from, 0), to + 1).forEach((each) => (each.checked = box.checked));
}
