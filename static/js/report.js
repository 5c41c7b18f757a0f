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

  // Sent by script, so that a lost connection leaves the page as it is, with every word and photo; it tries again by
  // itself while the page stays open. The form's own number makes sure that it counts once.
  const away = form.querySelector("[data-away]"), button = form.querySelector("button[type=submit]");
  let sent = false, again;
  function showSending(isSending) {
    sent = isSending;
    const words = button.querySelector("span");
    if (isSending) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
    if (!words || !button.dataset.sending) return;
    words.dataset.idle ??= words.textContent;
    words.textContent = isSending ? button.dataset.sending : words.dataset.idle;
  }
  async function send() {
    if (sent) return;
    clearTimeout(again);
    showSending(true);
    try {
      await form.photosReady?.();
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Part": "next" } });
      if (answer.status >= 500) throw new Error(String(answer.status));
      if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return form.submit(); // what to correct: the browser shows that page
      const { next } = await answer.json();
      if (name === "report") store.write("report:sent", form.elements.token.value);
      else store.drop(name);
      if (new URL(next, location.href).pathname === location.pathname) location.reload();
      else location.assign(next);
    } catch { // no connection, or a server that cannot store anything now
      showSending(false);
      away.hidden = false;
      again = setTimeout(send, 20_000);
    }
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  addEventListener("online", () => { if (!away.hidden) send(); });
  // Back with the browser's own button: the form may be sent again; it carries the same number and is counted once.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    away.hidden = true;
    showSending(false);
  });
}
