// Keeps the board fresh: asks the feed every 4 s, swaps what changed, and is honest when it cannot.
import { announce, forget, startSound } from "./board-alarm.js";

const EVERY_MS = 4000, SILENT_S = 30;
const board = document.getElementById("board");
const pane = document.getElementById("board-case");
const list = document.getElementById("board-list");
const alarms = document.getElementById("board-alarms");
let pulse = board.dataset.pulse, heardAt = Date.now();

// One or two panes: the case takes the place of the list, or of the map
const isNarrow = () => matchMedia("(max-width: 74.99rem)").matches;
const isPhone = () => matchMedia("(max-width: 47.99rem)").matches;
const withPart = (url, options = {}) => fetch(url, { ...options, headers: { "X-Part": "case" } });

// The feed ------------------------------------------------------------------------------------------------------------
async function ask() {
  const asked = new URLSearchParams(location.search);
  asked.set("since", pulse);
  if (board.dataset.chosen) asked.set("case", board.dataset.chosen);
  try {
    const answer = await fetch(`${board.dataset.feed}?${asked}`, { signal: AbortSignal.timeout(10000) });
    if (answer.redirected || answer.status === 403) return location.reload(); // logged out
    if (answer.ok) await take(await answer.json());
  } catch { /* no connection: the red bar speaks after 30 s */ }
  setTimeout(ask, EVERY_MS);
}

async function take(news) {
  heardAt = Date.now();
  if (!news.changed) return;
  pulse = news.token;
  swapList(news.list);
  if (!alarms.contains(document.activeElement)) alarms.innerHTML = news.alarms;
  announce(news.unseen);
  window.dispatchEvent(new Event("board:changed"));
  if (board.dataset.chosen && pane.querySelector("[data-case]")) await refreshCase();
}

function swapList(html) {
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const id = focused?.id, find = list.querySelector("#find"), typed = find?.value, top = list.scrollTop;
  const range = focused === find && find ? [find.selectionStart, find.selectionEnd] : null;
  const filter = focused?.dataset?.filter;
  list.innerHTML = html;
  list.scrollTop = top;
  const again = list.querySelector("#find");
  if (again && typed !== undefined) again.value = typed;
  if (id) document.getElementById(id)?.focus({ preventScroll: true });
  if (filter) list.querySelector(`[data-filter="${filter}"]`)?.focus({ preventScroll: true });
  if (range) again.setSelectionRange(...range);
}

// A case whose form somebody fills in is left alone; its version guards it when it is sent
function isBusy() {
  if (pane.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return true;
  if (pane.querySelector("details[open] form")) return true;
  return [...pane.querySelectorAll("textarea")].some((box) => box.value !== box.defaultValue);
}

async function refreshCase() {
  if (isBusy()) return;
  const answer = await withPart(location.href).catch(() => null);
  if (!answer?.ok || isBusy()) return;
  swapCase(await answer.text());
}

function swapCase(html) {
  const top = pane.scrollTop, open = [...pane.querySelectorAll("details")].map((one) => one.open);
  const held = pane.contains(document.activeElement) ? [...pane.querySelectorAll("a, button, summary")].indexOf(document.activeElement) : -1;
  const words = document.activeElement?.textContent;
  const same = pane.querySelector("[data-case]")?.dataset.case;
  pane.innerHTML = html;
  if (pane.querySelector("[data-case]")?.dataset.case === same) {
    [...pane.querySelectorAll("details")].forEach((one, n) => { if (open[n]) one.open = true; });
    pane.scrollTop = top;
    const again = [...pane.querySelectorAll("a, button, summary")][held];
    if (again?.textContent === words) again.focus({ preventScroll: true });
  } else {
    pane.scrollTop = 0;
  }
  window.dispatchEvent(new Event("board:part"));
}

// Opening a case without leaving the page -----------------------------------------------------------------------------
async function open(href, { push = true } = {}) {
  const answer = await withPart(href).catch(() => null);
  if (!answer?.ok) return location.assign(href);
  document.querySelector(".told")?.remove();
  swapCase(await answer.text());
  const shown = pane.querySelector("[data-case]");
  choose(shown.dataset.case);
  if (push) history.pushState(null, "", href);
  forget(shown.dataset.docTitle);
  if (isNarrow()) show("case");
  if (isPhone()) { pane.focus(); window.scrollTo(0, 0); }
}

function leave() {
  pane.replaceChildren(document.getElementById("board-nothing").content.cloneNode(true));
  choose("");
  forget(board.dataset.title);
  show(new URLSearchParams(location.search).get("view") === "map" ? "map" : "list");
}

function choose(reference) {
  board.dataset.chosen = reference;
  for (const row of list.querySelectorAll(".case")) {
    if (row.dataset.reference === reference) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  window.dispatchEvent(new CustomEvent("board:chosen", { detail: reference }));
}

function show(view) {
  board.dataset.view = view;
  for (const tab of board.querySelectorAll(".tabs a")) {
    if (tab.dataset.show === view) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a");
  if (!link) return;
  if (link.dataset.reference) { event.preventDefault(); open(link.href); }
  else if (link.dataset.show) { event.preventDefault(); show(link.dataset.show); history.replaceState(null, "", link.href); }
  else if (link.dataset.onMap !== undefined) {
    event.preventDefault();
    if (isNarrow()) show("map");
    window.dispatchEvent(new CustomEvent("board:show", { detail: [Number(link.dataset.lat), Number(link.dataset.lon)] }));
  }
});

// A button of the board acts in place: the answer is the whole page, of which the parts that may have changed are taken,
// so that scroll, selection and map stay. Without this script the browser loads that page.
let acting = false;
async function act(form, button) {
  const body = new FormData(form, button), isPart = form.dataset.part === "case";
  const answer = await (isPart ? withPart(form.action, { method: "POST", body }) : fetch(form.action, { method: "POST", body })).catch(() => null);
  if (!answer || answer.status >= 500) return tellSilence(); // nothing was done; what was typed stays in the form
  if (isPart) return answer.ok ? swapCase(await answer.text()) : location.reload();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html"), there = fresh.getElementById("board");
  if (!there) return answer.redirected ? location.assign(answer.url) : location.reload(); // logged out, or no longer allowed
  pulse = there.dataset.pulse;
  heardAt = Date.now();
  swapList(fresh.getElementById("board-list").innerHTML);
  alarms.innerHTML = fresh.getElementById("board-alarms").innerHTML;
  if (!form.closest("#board-alarms")) takeCase(fresh, there.dataset.chosen, answer);
  choose(board.dataset.chosen);
  window.dispatchEvent(new Event("board:changed"));
}

function takeCase(fresh, reference, answer) {
  if (answer.redirected) history.replaceState(null, "", answer.url);
  for (const form of pane.querySelectorAll("details")) form.open = false;
  swapCase(fresh.getElementById("board-case").innerHTML);
  board.dataset.chosen = reference;
  forget(pane.querySelector("[data-case]")?.dataset.docTitle ?? board.dataset.title);
  for (const said of document.querySelectorAll(".told, #board-toast")) said.remove();
  for (const said of fresh.querySelectorAll(".told, #board-toast")) alarms.after(document.importNode(said, true));
  fadeToast();
  const wrong = pane.querySelector(".errors, [role=alert]") ?? pane; // never on the next button: a hasty Enter would press it
  wrong.tabIndex = -1;
  wrong.focus({ preventScroll: wrong === pane });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post" || !form.closest("#board-case, #board-alarms, #board-toast")) return;
  event.preventDefault();
  if (acting) return;
  acting = true;
  await act(form, event.submitter).finally(() => { acting = false; });
});

window.addEventListener("popstate", () => {
  const isCase = location.pathname !== new URL(board.dataset.board, location.href).pathname;
  if (isCase) open(location.href, { push: false });
  else leave();
});

// Silence and the clocks of offers ------------------------------------------------------------------------------------
const silent = document.getElementById("board-silent"), told = silent.querySelector("[data-silent]");
function tellSilence() {
  heardAt = Math.min(heardAt, Date.now() - SILENT_S * 1000);
  told.textContent = "";
}
setInterval(() => {
  const quiet = Math.floor((Date.now() - heardAt) / 1000);
  silent.hidden = quiet < SILENT_S;
  if (quiet >= SILENT_S && quiet % 10 === 0) told.textContent = told.dataset.silent.replace("%s", quiet);
  else if (quiet >= SILENT_S && !told.textContent) told.textContent = told.dataset.silent.replace("%s", quiet);
  for (const one of pane.querySelectorAll("[data-until]")) {
    const left = Math.max(Math.floor((Number(one.dataset.until) - Date.now()) / 1000), 0);
    one.textContent = one.dataset.words.replace("%s", `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`);
  }
}, 1000);

function fadeToast() {
  const toast = document.getElementById("board-toast");
  if (toast) setTimeout(() => toast.remove(), 10000);
}
fadeToast();

startSound();
announce((alarms.querySelector("[data-unseen]")?.dataset.unseen ?? "").split(" ").filter(Boolean).map((reference) => ({ reference })), true);
setTimeout(ask, EVERY_MS);
board.dataset.live = "1";
