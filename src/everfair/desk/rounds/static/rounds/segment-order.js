// Segments are put in order by dragging their grip; the buttons beside it do the same without a mouse.
function attach(root) {
  const body = root.querySelector("[data-segment-order]");
  if (!body || body.sortable || !window.Sortable) return;
  body.sortable = Sortable.create(body, { handle: ".grip", draggable: "tr", animation: 120, onEnd: () => send(body) });
}

function send(body) {
  const order = [...body.querySelectorAll("tr[data-segment]")].map((row) => row.dataset.segment);
  htmx.ajax("POST", body.dataset.segmentOrder, { target: "#round-board", swap: "outerHTML", values: { segment: order } });
}

attach(document);
document.addEventListener("htmx:load", () => attach(document));

// The button that moved a segment keeps the focus in the board that came back.
document.addEventListener("htmx:afterSettle", (event) => {
  const key = event.detail.requestConfig?.elt?.dataset?.keepFocus;
  if (key) document.querySelector(`[data-keep-focus="${CSS.escape(key)}"]`)?.focus();
});
