// The call sheet: questions in the caller's language at once, the priority while typing, keys for both hands.
// Without JavaScript the sheet saves the same and "Show the priority" does what typing does here.
const form = document.querySelector("form[data-call]");
const PAUSE_MS = 350;
let waiting = 0, asked = 0, typed = false, saving = false;

function speak(language) {
  for (const text of form.querySelectorAll("[data-lang]")) text.hidden = text.dataset.lang !== language;
  for (const gloss of form.querySelectorAll("[data-gloss]")) gloss.hidden = language === form.dataset.pageLanguage;
}

function exchange(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of form.querySelectorAll("[data-part]")) {
    const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (next && next.innerHTML !== part.innerHTML) part.innerHTML = next.innerHTML;
  }
  offerTicks();
}

async function check() {
  const mine = ++asked;
  try {
    const answer = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) });
    if (answer.ok && mine === asked) exchange(await answer.text());
  } catch {
    // no connection: what is typed stays, saving will say so
  }
}

function soon() {
  typed = true;
  clearTimeout(waiting);
  waiting = setTimeout(check, PAUSE_MS);
}

function answered(name) {
  const fields = [...form.querySelectorAll(`[name="${name}"]`)];
  return fields.some((field) => (field.type === "radio" || field.type === "checkbox" ? field.checked : field.value));
}

function offerTicks() {
  const button = form.querySelector("[data-tick]");
  if (button) button.hidden = false;
}

// Ticks what was heard where nothing is answered yet; a person's own answer is never changed.
function tick() {
  const open = new Map();
  for (const { dataset } of form.querySelectorAll("[data-heard] [data-name]")) {
    const { name, value } = dataset;
    if (!name || !value) continue;
    if (!open.has(name)) open.set(name, !answered(name));
    if (!open.get(name)) continue;
    const box = form.querySelector(`input[name="${name}"][value="${CSS.escape(value)}"]`);
    if (box) box.checked = true;
    else if (form.elements[name] instanceof HTMLElement) form.elements[name].value = value;
  }
  check();
}

form.addEventListener("input", soon);
form.addEventListener("change", (event) => {
  if (event.target.name === "language") speak(event.target.value);
  soon();
});
form.addEventListener("click", (event) => {
  if (event.target.closest("[data-tick]")) tick();
});
form.addEventListener("submit", (event) => {
  if (saving) return event.preventDefault();
  saving = true;
});
addEventListener("pageshow", () => { saving = false; });
addEventListener("beforeunload", (event) => {
  if (typed && !saving) event.preventDefault();
});
addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter") {
    event.preventDefault();
    form.querySelector("[data-save]").click();
  } else if (event.altKey && /^Digit[0-9]$/.test(event.code)) {
    const number = Number(event.code.slice(5)) || 10;
    const first = form.querySelector(`[data-question="${number}"] :is(input, select)`);
    if (first) { event.preventDefault(); first.focus(); }
  }
});

for (const button of form.querySelectorAll("[data-no-js]")) button.hidden = true;
for (const line of form.querySelectorAll("[data-keys]")) line.hidden = false;
offerTicks();
document.querySelector(".errors")?.focus();
