// The report form: typed words survive a change of language, one press sends once, errors get the focus.
const form = document.querySelector("form[data-draft]");
const errors = document.querySelector(".errors");
if (errors) errors.focus();

const key = (name) => `draft:${name}`;
const store = {
  read(name) {
    try { return JSON.parse(sessionStorage.getItem(key(name)) || "null"); } catch { return null; }
  },
  write(name, value) {
    try { sessionStorage.setItem(key(name), JSON.stringify(value)); } catch { /* private mode: nothing is kept */ }
  },
  drop(name) {
    try { sessionStorage.removeItem(key(name)); } catch { /* nothing was kept */ }
  },
};

const skipped = new Set(["csrfmiddlewaretoken", "website"]);
function kept() {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !skipped.has(name));
}

function restore(pairs) {
  for (const box of form.querySelectorAll("input[type=radio], input[type=checkbox]"))
    box.checked = pairs.some(([name, value]) => name === box.name && value === box.value);
  for (const [name, value] of pairs) {
    const field = form.elements[name];
    if (field instanceof HTMLElement && !["radio", "checkbox", "file"].includes(field.type)) field.value = value;
  }
  form.dispatchEvent(new Event("restored"));
}

if (document.querySelector("[data-sent]")) for (const name of ["report", "report:photos"]) store.drop(name);

if (form) {
  const name = form.dataset.draft;
  // Back after sending: the browser brings the words back, we bring the number, so that it stays one report.
  const before = store.read("report:sent");
  if (before && performance.getEntriesByType("navigation")[0]?.type === "back_forward") form.elements.token.value = before;
  const draft = store.read(name);
  if (draft && !errors) restore(draft);
  const keep = () => store.write(name, kept());
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);

  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    sent = true;
    if (name === "report") store.write("report:sent", form.elements.token.value);
    const button = form.querySelector("button[type=submit]");
    button.setAttribute("aria-disabled", "true");
    const words = button.querySelector("span");
    if (words && button.dataset.sending) [words.dataset.idle, words.textContent] = [words.textContent, button.dataset.sending];
    if (name !== "report") store.drop(name);
  });
  // Back with the browser's own button: the form may be sent again; it carries the same number and is counted once.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    sent = false;
    delete form.dataset.ready;
    const button = form.querySelector("button[type=submit]"), words = button.querySelector("span[data-idle]");
    button.removeAttribute("aria-disabled");
    if (words) words.textContent = words.dataset.idle;
  });
}
