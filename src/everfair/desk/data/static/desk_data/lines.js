// A line is typed or slid: the slider and the number are one.
const numbers = (range) => document.getElementById(range.dataset.lineRange);

document.addEventListener("input", (event) => {
  const { target } = event;
  if (target.matches("[data-line-range]")) numbers(target).value = target.value;
  if (target.matches("[data-line]")) {
    const range = document.querySelector(`[data-line-range="${CSS.escape(target.id)}"]`);
    if (target.value !== "") range.value = target.value;
  }
});
