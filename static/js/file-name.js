// Says on our own button which file was chosen, since the browser's own file field is hidden.

for (const input of document.querySelectorAll("label.file > input[type=file]")) {
  const words = input.parentElement.querySelector("[data-file-name]");
  if (!words) continue;
  const asked = words.textContent;
  const tell = () => (words.textContent = [...input.files].map((file) => file.name).join(", ") || asked);
  input.addEventListener("change", tell);
  tell();
}
