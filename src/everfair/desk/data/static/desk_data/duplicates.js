// On the review page a letter decides: m merge, k keep apart, l later, s the other stays, j next.
const busy = (event) => event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing;
const typing = (target) => target.matches?.("input:not([type=hidden]), select, textarea, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (busy(event) || typing(event.target) || document.querySelector("dialog[open]")) return;
  const deed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!deed) return;
  event.preventDefault();
  deed.click();
});
