// Light or dark at once; the choice is kept by the server in the background.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-switch]");
  if (!form) return;
  event.preventDefault();
  const root = document.documentElement;
  const dark = root.dataset.theme === "dark" || (root.dataset.theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  const data = new FormData(form);
  data.set("theme", dark ? "light" : "dark");
  root.dataset.theme = data.get("theme");
  const icon = form.querySelector("use");
  icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, dark ? "#moon" : "#sun"));
  document.dispatchEvent(new CustomEvent("themechange"));
  fetch(form.action, { method: "POST", body: data, redirect: "manual" });
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new CustomEvent("themechange")));
