// Where a page of pairs shows a letter, the key does it: j k next and previous, m merge, a keep apart, s later,
// l link, o the other stays, g all at once, u undo the last.
const busy = (event) => event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing;
const typing = (target) => target.matches?.("input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (busy(event) || typing(event.target) || document.querySelector("dialog[open]")) return;
  const deed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!deed) return;
  event.preventDefault();
  deed.click();
  if (deed.matches("summary")) deed.parentElement.querySelector(".menu-item")?.focus();
}, true);

// All at once: the button waits until two are ticked, the one that stays among them.
for (const form of document.querySelectorAll("form[data-choose-two]")) {
  const button = form.querySelector("button.primary");
  const weigh = () => {
    const chosen = [...form.querySelectorAll("[name=member]:checked")].map((box) => box.value);
    const ready = chosen.length > 1 && chosen.includes(form.querySelector("[name=survivor]:checked")?.value);
    if (button) button.disabled = !ready;
    const hint = form.querySelector("#choose-two");
    if (hint) hint.hidden = ready;
  };
  form.addEventListener("change", weigh);
  weigh();
}
