// Native dialogs. data-dialog-open="#id" opens one; data-dialog-close closes; what htmx puts into #dialog or #panel opens it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    opener.closest("details[data-menu]")?.removeAttribute("open");
    open(document.querySelector(opener.dataset.dialogOpen));
  }
  const closer = event.target.closest("[data-dialog-close]");
  if (closer) closer.closest("dialog")?.close();
  if (event.target.matches("dialog[open]") && outside(event)) event.target.close();
});

function open(dialog) {
  dialog?.showModal();
  dialog?.querySelector(".dialog-body :is(input, select, textarea)")?.focus();
}

function outside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.detail.target;
  if (!dialog.matches?.("#dialog, #panel, #bulk-dialog")) return;
  if (!dialog.innerHTML.trim()) dialog.close();
  else if (!dialog.open) open(dialog);
});

for (const notice of document.querySelectorAll("[data-focus]")) notice.focus();
