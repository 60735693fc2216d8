// On a row picked with j and k: 1 to 5 record what came of the task, 0 opens the dialog with note and follow-up.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.target.matches?.("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
  const button = document.querySelector(`[data-row].current [data-outcome-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
