// The head strip: details at hover and focus, and the latest edition in sight on a narrow screen.
const tip = document.createElement("div");
tip.className = "strip-tip";
tip.hidden = true;
tip.setAttribute("aria-hidden", "true");
document.body.append(tip);

function show(point) {
  const text = point.getAttribute("aria-label");
  if (!text) return;
  tip.textContent = text;
  tip.hidden = false;
  const box = point.getBoundingClientRect();
  const mine = tip.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.left + box.width / 2 - mine.width / 2), innerWidth - mine.width - 8);
  tip.style.left = `${left}px`;
  tip.style.top = `${box.top > mine.height + 12 ? box.top - mine.height - 6 : box.bottom + 6}px`;
}

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const point = event.target.closest?.(".strip .point");
    if (point) show(point);
    else if (kind === "pointerover") tip.hidden = true;
  });
}
document.addEventListener("focusout", () => (tip.hidden = true));
document.addEventListener("keydown", (event) => event.key === "Escape" && (tip.hidden = true));
for (const holder of document.querySelectorAll(".strip-scroll")) holder.scrollLeft = holder.scrollWidth;
