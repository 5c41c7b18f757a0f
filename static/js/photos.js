// Photos: shrunk on the phone to at most 2048 px before they travel, shown small, each with a button to remove it.
const LONGEST = 2048, QUALITY = 0.82, MOST = 6;
const many = document.querySelector("input[type=file][name=photos]");

async function shrink(file) {
  if (!file.type.startsWith("image/")) return file;
  let picture;
  try { picture = await createImageBitmap(file, { imageOrientation: "from-image" }); } catch { return file; } // e.g. HEIC: the server reads it
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  let small = null;
  for (const quality of [QUALITY, 0.7, 0.5]) {
    small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (!small || small.size < 600_000) break;
  }
  picture.close();
  if (!small || (scale === 1 && small.size >= file.size)) return file;
  return new File([small], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" });
}

if (many) {
  const form = many.form, list = form.querySelector("ul.thumbs[data-photo]"), told = form.querySelector("[data-photos-told]");
  const cross = form.querySelector("template[data-remove-icon]");
  let files = [], busy = Promise.resolve();

  const hold = () => {
    const held = new DataTransfer();
    for (const file of files) held.items.add(file);
    many.files = held.files;
  };

  // Kept in this tab, so that an error or another language loses no photo; too large means not kept.
  const place = `draft:${form.dataset.draft}:photos`;
  const keep = async () => {
    const asText = (file) => new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done([file.name, reader.result]);
      reader.readAsDataURL(file);
    });
    try { sessionStorage.setItem(place, JSON.stringify(await Promise.all(files.map(asText)))); } catch { /* full */ }
  };
  const bringBack = async () => {
    let kept = [];
    try { kept = JSON.parse(sessionStorage.getItem(place) || "[]"); } catch { /* nothing was kept */ }
    for (const [name, text] of kept) {
      const [head, body] = text.split(","), bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
      files.push(new File([bytes], name, { type: head.slice(5).split(";")[0] }));
    }
    if (!files.length) return;
    hold();
    show();
    form.querySelector("[data-photos-lost]")?.remove();
  };

  const show = () => {
    for (const picture of list.querySelectorAll("img")) URL.revokeObjectURL(picture.src);
    list.replaceChildren(...files.map((file, index) => {
      const item = document.createElement("li"), picture = document.createElement("img"), remove = document.createElement("button");
      picture.alt = `${list.dataset.photo} ${index + 1}`;
      picture.width = picture.height = 88;
      picture.src = URL.createObjectURL(file);
      remove.type = "button";
      remove.className = "icon";
      remove.setAttribute("aria-label", `${list.dataset.remove} ${index + 1}`);
      remove.append(cross.content.cloneNode(true));
      remove.addEventListener("click", () => { files = files.filter((one) => one !== file); hold(); show(); keep(); });
      item.append(picture, remove);
      return item;
    }));
    list.hidden = files.length === 0;
    told.textContent = files.length ? `${list.dataset.photo}: ${files.length}` : "";
  };

  const take = (input) => {
    const chosen = [...input.files];
    if (input !== many) input.value = "";
    busy = busy.then(async () => {
      for (const file of chosen) if (files.length < MOST) files.push(await shrink(file));
      hold();
      show();
      await keep();
    });
  };
  if (form.dataset.draft === "report") busy = bringBack();
  for (const input of form.querySelectorAll("input[type=file]")) input.addEventListener("change", () => take(input));
  form.photosReady = () => busy; // whoever sends the form waits for a photo that is still being shrunk
}
