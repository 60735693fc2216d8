// Toasts go by themselves, not while one looks at them, and slower where there is something to undo.
function live(toast) {
  const wait = toast.querySelector("form") ? 12000 : 5000;
  let timer = setTimeout(() => leave(toast), wait);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("focusin", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => (timer = setTimeout(() => leave(toast), 2000)));
}

function leave(toast) {
  toast.classList.add("leaving");
  setTimeout(() => toast.remove(), 220);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-toast-close]");
  if (button) leave(button.closest("[data-toast]"));
});

const holder = document.getElementById("toasts");
if (holder) {
  holder.querySelectorAll("[data-toast]").forEach(live);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node.matches?.("[data-toast]")) live(node);
  }).observe(holder, { childList: true });
}
