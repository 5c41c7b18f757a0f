// Single keys for the desk: they press what the page shows, sleep inside inputs, and can be switched off.
const board = document.getElementById("board"), pane = document.getElementById("board-case");
const dialog = document.getElementById("board-keys"), off = document.getElementById("board-keys-off");
try { off.checked = localStorage.getItem("board-keys") === "off"; } catch { /* private mode: keys are on */ }
off.addEventListener("change", () => {
  try { localStorage.setItem("board-keys", off.checked ? "off" : "on"); } catch { /* holds for this page only */ }
});
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
for (const button of document.querySelectorAll("[data-show-keys]")) button.addEventListener("click", () => dialog.showModal());

const press = (...roots) => (key) => {
  for (const root of roots) {
    const button = document.querySelector(`${root} [data-key="${key}"]`);
    if (button) { button.click(); return true; }
  }
  return false;
};
const inCase = press("#board-case"), inCaseOrBar = press("#board-case", "#board-alarms"), inToast = press("#board-toast");

function step(by) {
  const rows = [...document.querySelectorAll("#board-list .case")];
  if (!rows.length) return;
  const now = rows.indexOf(document.activeElement);
  const from = now >= 0 ? now : rows.findIndex((row) => row.hasAttribute("aria-current"));
  rows[Math.min(Math.max(from + by, 0), rows.length - 1)].focus();
}

document.addEventListener("keydown", (event) => {
  if (off.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog.open) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const key = keyOf(event);
  const deeds = {
    j: () => step(1), k: () => step(-1), a: () => inCaseOrBar("a"), t: () => inCase("t"), m: () => inCase("m"), u: () => inToast("u"),
    "/": () => document.getElementById("find")?.focus(), "?": () => dialog.showModal(),
  };
  if (/^[1-9]$/.test(key)) inCase(key);
  else if (deeds[key]) deeds[key]();
  else return;
  event.preventDefault();
});

// The same physical keys on a Russian or Kazakh layout
function keyOf(event) {
  if (event.key === "/" || event.key === "?" || /^[0-9]$/.test(event.key)) return event.key;
  if (event.code === "Slash") return event.shiftKey ? "?" : "/";
  if (/^Digit[1-9]$/.test(event.code) && !event.shiftKey) return event.code.slice(5);
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
}
