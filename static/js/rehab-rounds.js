// A round stays in place: a tick is sent, its row comes back as it now stands. Without this script the form does it.
const toast = document.querySelector("[data-toast]");
let hiding;

function say(words, isProblem) {
  if (!toast || !words) return;
  toast.firstElementChild.textContent = words;
  toast.classList.toggle("t-late", Boolean(isProblem));
  toast.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { toast.hidden = true; }, 10000);
}

async function send(form, button) {
  const row = form.closest("[data-due]");
  const body = new FormData(form, button);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "row" }, redirect: "error" });
  if (answer.status !== 200 && answer.status !== 409) throw new Error(String(answer.status));
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  const fresh = holder.content.querySelector("[data-due]");
  const next = row.querySelector('input[name="next"]')?.value;
  for (const field of fresh.querySelectorAll('input[name="next"]')) field.value = next ?? "";
  row.replaceWith(fresh);
  fresh.querySelector(".tick")?.focus();
  say(fresh.dataset.problem || fresh.dataset.said, fresh.dataset.problem);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("[data-due]")) return;
  event.preventDefault();
  const button = event.submitter;
  // The tick stands outside its form (form=""): its own name and value do not matter, the small buttons' do.
  const named = button && button.name ? button : undefined;
  send(form, named).catch((problem) => {
    if (problem instanceof TypeError) say(toast?.dataset.offline, true); // no network: nothing was sent
    else window.location.reload();
  });
});
