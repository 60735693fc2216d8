// The rail narrows to icons and stays so; the server reads the cookie, so that nothing jumps.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-rail-toggle]")) return;
  const root = document.documentElement;
  root.dataset.rail = root.dataset.rail === "icons" ? "words" : "icons";
  document.cookie = `rail=${root.dataset.rail}; path=/; max-age=31536000; samesite=lax`;
});
