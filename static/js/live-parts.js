// Keeps the parts of this page marked data-live="name" fresh: asks for the page again and exchanges only what changed.
// Forms outside those parts keep what was typed. Without JavaScript a reload does the same.

const EVERY_MS = 1500;

function parts(root) {
  return new Map([...root.querySelectorAll("[data-live]")].map((part) => [part.dataset.live, part]));
}

function atEnd(part) {
  return part.scrollHeight - part.scrollTop - part.clientHeight < 40;
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = parts(new DOMParser().parseFromString(await answer.text(), "text/html"));
  for (const [name, part] of parts(document)) {
    const next = fresh.get(name);
    if (!next || next.innerHTML === part.innerHTML || part.contains(document.activeElement)) continue;
    const follow = atEnd(part);
    part.innerHTML = next.innerHTML;
    if (follow) part.scrollTop = part.scrollHeight;
  }
}

async function loop() {
  if (!document.hidden) {
    try {
      await refresh();
    } catch {
      // no connection: the next round tries again
    }
  }
  setTimeout(loop, EVERY_MS);
}

for (const part of parts(document).values()) part.scrollTop = part.scrollHeight;
loop();
