// Small helps of the case's forms: how many texts the words will take, and links that open a form.
const GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const GSM_TWO = "^{}\\[~]|€";

function parts(text, extra) {
  const letters = [...text];
  if (letters.every((letter) => GSM.includes(letter) || GSM_TWO.includes(letter))) {
    const units = letters.reduce((sum, letter) => sum + (GSM_TWO.includes(letter) ? 2 : 1), extra);
    return { units, parts: units <= 160 ? 1 : Math.ceil(units / 153) };
  }
  const units = text.length + extra;
  return { units, parts: units <= 70 ? 1 : Math.ceil(units / 67) };
}

function count(box) {
  const out = document.getElementById(box.dataset.sms);
  if (!out) return;
  const need = parts(box.value, Number(box.dataset.extra || 0));
  const words = out.dataset.words.replace("%n", need.units).replace("%p", need.parts);
  out.textContent = box.value ? words + (need.parts > 2 ? ` · ${out.dataset.much}` : "") : "";
  out.className = need.parts > 2 ? "late tiny" : "mute tiny";
}

document.addEventListener("input", (event) => { if (event.target.matches("[data-sms]")) count(event.target); });
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const form = opener && document.getElementById(opener.dataset.opens);
  if (!form) return;
  event.preventDefault();
  form.open = true;
  form.scrollIntoView({ block: "center" });
  form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
});
const all = () => document.querySelectorAll("[data-sms]").forEach(count);
window.addEventListener("board:part", all);
all();
