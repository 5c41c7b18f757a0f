// A new report is heard and seen: sound after a gesture, a number in the title and on the icon, a spoken line.
const AGAIN_MS = 30000;
const bar = document.getElementById("board-sound");
const line = document.getElementById("board-news");
const icon = document.querySelector("link[rel=icon]"), plainIcon = icon?.href;
let known = new Set(), plainTitle = document.title, sound = null;

// Show which reports wait; `quietly` at the first look, when the page itself shows them
export function announce(unseen, quietly = false) {
  const fresh = unseen.filter((one) => !known.has(one.reference));
  known = new Set(unseen.map((one) => one.reference));
  mark();
  if (!fresh.length || quietly) return;
  line.textContent = fresh.map((one) => line.dataset.one.replace("%s", `${one.title} ${one.reference}`)).join(". ");
  ring();
}

// The page shows something else now: keep the number, change the words
export function forget(title) {
  plainTitle = title;
  mark();
}

function mark() {
  document.title = known.size ? `(${known.size}) ${plainTitle}` : plainTitle;
  if (!icon) return;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="16" fill="#a81f16"/><text x="16" y="23" font-size="20" font-family="sans-serif" font-weight="700" fill="#fff" text-anchor="middle">${Math.min(known.size, 99)}</text></svg>`;
  icon.href = known.size ? `data:image/svg+xml,${encodeURIComponent(drawing)}` : plainIcon;
}

export function startSound() {
  const awake = () => {
    sound ??= new AudioContext();
    sound.resume().then(() => {
      bar.hidden = true;
      for (const mark of document.querySelectorAll("[data-sound-on]")) mark.hidden = false;
    });
  };
  if (navigator.userActivation?.hasBeenActive) awake();
  else bar.hidden = false;
  bar.querySelector("button").addEventListener("click", () => { awake(); beep(); });
  // not pointerdown: the bar must not vanish between press and release, or the press would miss its target
  for (const gesture of ["click", "keydown"]) document.addEventListener(gesture, awake, { once: true, capture: true });
  setInterval(() => { if (known.size) ring(); }, AGAIN_MS);
}

function ring() {
  if (sound?.state === "running") beep();
  else bar.hidden = false;
}

function beep() {
  const at = sound.currentTime;
  for (const [after, pitch] of [[0, 660], [0.22, 880]]) {
    const tone = sound.createOscillator(), volume = sound.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, at + after);
    volume.gain.exponentialRampToValueAtTime(0.3, at + after + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + after + 0.2);
    tone.connect(volume).connect(sound.destination);
    tone.start(at + after);
    tone.stop(at + after + 0.21);
  }
}
