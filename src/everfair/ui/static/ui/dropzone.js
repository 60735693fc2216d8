// A file may be dropped; its name and size are shown before anything is sent. Pressed twice it is not sent again.
const TWICE_MS = 3000;
const size = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

for (const zone of document.querySelectorAll("[data-dropzone]")) {
  const input = zone.querySelector('input[type="file"]');
  const name = zone.querySelector("[data-file-name]");
  for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, () => zone.classList.add("over"));
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
  input.addEventListener("change", () => {
    const file = input.files[0];
    name.textContent = file ? `${file.name} · ${size(file.size)}` : "";
    if (file && zone.hasAttribute("data-submit-on-choice")) input.form.requestSubmit();
  });
  let sentAt = -Infinity;
  zone.closest("form")?.addEventListener("submit", (event) => {
    if (event.timeStamp - sentAt < TWICE_MS) event.preventDefault();
    else sentAt = event.timeStamp;
  });
}
