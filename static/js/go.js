// A team's page without coverage: every tap is sent at once or kept on this phone and sent when there is a connection,
// each with a number of its own (the server takes it once) and the time of the tap.
const here = location.pathname, bar = document.querySelector("[data-offline]"), told = document.querySelector("[data-offline-words]");

// What waits, in the order of the taps ------------------------------------------------------------------------------
const store = () => new Promise((done, fail) => {
  const asked = indexedDB.open("seal-team", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("taps", { autoIncrement: true });
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});
const taps = async (mode, act) => {
  const base = await store();
  return new Promise((done, fail) => {
    const move = base.transaction("taps", mode), asked = act(move.objectStore("taps"));
    move.oncomplete = () => { base.close(); done(asked?.result); };
    move.onerror = () => { base.close(); fail(move.error); };
  });
};
const waiting = async () => {
  const [keys, values] = [await taps("readonly", (box) => box.getAllKeys()), await taps("readonly", (box) => box.getAll())];
  return keys.map((key, n) => ({ key, ...values[n] })).filter((tap) => tap.page === here);
};

async function show() {
  const n = (await waiting()).length;
  bar.hidden = n === 0;
  told.textContent = told.dataset.words.replace("{n}", n);
}

// Sending ------------------------------------------------------------------------------------------------------------
const send = (address, fields) => {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  return fetch(address, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(30_000) });
};
const arrived = (answer) => answer.type === "opaqueredirect" || answer.ok;

let sending = false;
async function sendAll() {
  if (sending) return;
  sending = true;
  let sent = 0;
  try {
    for (const tap of await waiting()) {
      const answer = await send(tap.address, tap.fields);
      if (!arrived(answer) && answer.status >= 500) break;
      await taps("readwrite", (box) => box.delete(tap.key)); // a refusal (4xx) would be refused again
      sent += 1;
    }
  } catch { /* still no connection: the next look tries again */ }
  sending = false;
  await show();
  if (sent) location.replace(here);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-keep]")) return;
  event.preventDefault();
  for (const [name, value] of [["field_uuid", crypto.randomUUID?.()], ["happened_at", new Date().toISOString()]]) {
    const field = form.querySelector(`[name=${name}]`);
    if (field && value) field.value = value;
  }
  const button = event.submitter, fields = [...new FormData(form, button)], address = form.action;
  if (button) button.disabled = true;
  try {
    const answer = await send(address, fields);
    if (arrived(answer)) return location.replace(here);
    if (answer.status < 500) { // the page with what to correct: let the browser show it
      if (button) button.disabled = false;
      if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
      return form.submit();
    }
  } catch { /* no connection */ }
  await taps("readwrite", (box) => box.add({ page: here, address, fields }));
  await show();
});

addEventListener("online", sendAll);
document.addEventListener("visibilitychange", () => { if (!document.hidden) sendAll(); });
setInterval(sendAll, 20_000);
sendAll();

// Small comforts -----------------------------------------------------------------------------------------------------
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.querySelector("span").textContent = button.dataset.done;
  });
}
for (const input of document.querySelectorAll("input[type=file]")) {
  const words = input.closest("label").querySelector("[data-chosen]");
  input.addEventListener("change", () => { words.textContent = words.dataset.words.replace("{n}", input.files.length); });
}
const meter = document.querySelector("svg.meter[data-until]");
if (meter) {
  const until = Date.parse(meter.dataset.until), whole = until - Date.parse(meter.dataset.from);
  const draw = () => {
    const left = Math.max(until - Date.now(), 0);
    meter.firstElementChild.setAttribute("width", Math.min(100 * left / whole, 100));
    if (left === 0) { clearInterval(ticking); location.replace(here); }
  };
  const ticking = setInterval(draw, 1000);
}
// Where a call for help comes from: asked only when the browser already may tell
navigator.permissions?.query({ name: "geolocation" }).then((may) => {
  if (may.state !== "granted") return;
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    for (const field of document.querySelectorAll("[data-latitude]")) field.value = coords.latitude.toFixed(6);
    for (const field of document.querySelectorAll("[data-longitude]")) field.value = coords.longitude.toFixed(6);
  }, () => {}, { enableHighAccuracy: true, maximumAge: 60_000, timeout: 20_000 });
}).catch(() => {});
