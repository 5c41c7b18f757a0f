// The board's map: base map without tiles, cases as shapes, near ones as one counted marker, a card for each.
import "./basemap.js"; // the words of the scale

const CELL = 52; // px: neighbours closer than a finger become one
const URGENT = ["new", "wait", "held", "go", "carry", "here", "partner", "watch", "done"];
const host = document.getElementById("board-map");
const board = document.getElementById("board");
if (host) {
  window.addEventListener("map:init", (event) => {
    if (event.detail.map.getContainer() === host) start(event.detail.map);
  });
}

function start(map) {
  const state = { map, cases: [], teams: [], pins: L.layerGroup().addTo(map), chosen: board.dataset.chosen, isFitted: false };
  map.options.zoomAnimation = false;
  if (map.zoomControl) map.zoomControl.remove();
  L.control.zoom({ position: "topright", zoomInTitle: host.dataset.in, zoomOutTitle: host.dataset.out }).addTo(map);
  if (!host.dataset.tiles) drawBase(map);
  const seen = remembered();
  if (seen) { map.setView(seen.at, seen.zoom); state.isFitted = true; }
  map.on("zoomend moveend", () => { draw(state); remember(map); });
  map.on("click", (event) => offerPoint(event.latlng));
  load(state);
  window.addEventListener("board:changed", () => load(state));
  window.addEventListener("board:chosen", (event) => { state.chosen = event.detail; draw(state); });
  window.addEventListener("board:show", (event) => map.setView(event.detail, Math.max(map.getZoom(), 10)));
  new ResizeObserver(() => { map.invalidateSize({ pan: false }); fit(state); draw(state); }).observe(host);
}

async function drawBase(map) {
  const base = await (await fetch(host.dataset.basemap)).json();
  const style = (f) => ({ className: f.properties.layer === "border" ? "border-l" : "sea-l", color: null });
  L.geoJSON(base, { interactive: false, style }).addTo(map).bringToBack();
  if (map.attributionControl) map.attributionControl.addAttribution("© OpenStreetMap, Natural Earth");
  const names = L.layerGroup().addTo(map);
  const label = () => drawNames(map, names);
  map.on("zoomend", label);
  label();
}

// Names that would stand on each other are left out; the first of the list win
function drawNames(map, names) {
  names.clearLayers();
  const taken = [];
  for (const place of document.querySelectorAll("#board-places [data-lat]")) {
    const at = map.project([place.dataset.lat, place.dataset.lon]);
    const wide = 4 + place.textContent.length * 8;
    if (taken.some((one) => Math.abs(one.y - at.y) < 18 && at.x < one.x + one.wide && one.x < at.x + wide)) continue;
    taken.push({ x: at.x, y: at.y, wide });
    const icon = L.divIcon({ className: "place", html: escaped(place.textContent), iconSize: null, iconAnchor: [-14, 8] });
    L.marker([place.dataset.lat, place.dataset.lon], { icon, interactive: false, keyboard: false }).addTo(names);
  }
}

async function load(state) {
  const answer = await fetch(host.dataset.cases + location.search).catch(() => null);
  if (!answer || !answer.ok) return; // the feed's red bar tells of it
  const whole = await answer.json();
  const [cases, teams] = whole.features;
  state.cases = cases.properties.cases.map((values, n) => oneCase(values, cases.geometry.coordinates[n], whole));
  state.teams = teams.properties.teams.map((name, n) => ({ name, at: teams.geometry.coordinates[n] }));
  fit(state);
  draw(state);
  host.dataset.ready = "1";
}

// Once, when there are cases and the map is seen: on a phone it is hidden at first
function fit(state) {
  if (state.isFitted || !state.cases.length || !host.clientWidth) return;
  state.isFitted = true;
  state.map.fitBounds(L.latLngBounds(state.cases.map((one) => one.at)).pad(0.1), { maxZoom: 10, animate: false });
}

function oneCase([reference, priority, titled, status, placed], [lon, lat], { words, statuses }) {
  const [shape, word] = statuses[status], title = words[titled], place = words[placed] ?? "";
  return {
    reference, at: L.latLng(lat, lon), shape, word, priority, title, place,
    name: [`P${priority}. ${title}`, word, place, reference].filter(Boolean).join(", "),
  };
}

function draw(state) {
  const { map } = state, held = document.activeElement?.closest?.("[data-pin]")?.dataset.pin;
  if (map._popup?.isOpen()) return; // a card is being read: draw when it closes
  state.pins.clearLayers();
  const inView = map.getBounds().pad(0.3);
  for (const heap of heaps(state.cases.filter((one) => inView.contains(one.at)), map, state.chosen)) drawHeap(state, heap);
  drawTeams(state);
  if (held) host.querySelector(`[data-pin="${CSS.escape(held)}"]`)?.focus();
}

function heaps(cases, map, chosen) {
  const cells = new Map(), alone = [];
  for (const one of cases) {
    if (one.reference === chosen) { alone.push([one]); continue; }
    const at = map.project(one.at).divideBy(CELL).floor(), key = `${at.x}:${at.y}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(one);
  }
  return [...cells.values(), ...alone];
}

function drawHeap(state, heap) {
  const { map } = state, one = heap[0], isOne = heap.length === 1;
  const shape = heap.map((c) => c.shape).sort((a, b) => URGENT.indexOf(a) - URGENT.indexOf(b))[0];
  const isChosen = isOne && one.reference === state.chosen;
  const icon = L.divIcon({
    className: isOne ? `mk ${shape}${isChosen ? " sel" : ""}` : `clu ${shape}`,
    html: isOne ? "" : String(heap.length), iconSize: isOne ? [44, 44] : [38, 38],
  });
  const at = isOne ? one.at : L.latLngBounds(heap.map((c) => c.at)).getCenter();
  const pin = L.marker(at, { icon, keyboard: true, zIndexOffset: isChosen ? 900 : 0 }).addTo(state.pins);
  const element = pin.getElement();
  element.dataset.pin = isOne ? one.reference : `${one.reference}+${heap.length}`;
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", isOne ? one.name : host.dataset.many.replace("%s", heap.length));
  const open = () => {
    const together = heap.every((c) => c.at.distanceTo(one.at) < 5);
    if (isOne || together || map.getZoom() >= map.getMaxZoom()) card(state, pin, heap, element);
    else map.setView(pin.getLatLng(), Math.min(map.getZoom() + 2, map.getMaxZoom()));
  };
  pin.on("click", open);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.stopPropagation(); open(); }
  });
}

function card(state, pin, heap, element) {
  const box = document.createElement("div");
  box.className = "tight";
  for (const one of heap.slice(0, 30)) {
    const p = document.createElement("p");
    p.innerHTML = `<span class="row"><span class="pr p${one.priority}">P${one.priority}</span><b>${escaped(one.title)}</b></span><span class="st ${one.shape}">${escaped(one.word)}</span><br>${escaped(one.place)}<br>`;
    const link = document.createElement("a");
    link.href = `${host.dataset.board}${encodeURIComponent(one.reference)}/${location.search}`;
    link.dataset.reference = one.reference;
    link.className = "tap";
    link.textContent = `${host.dataset.open} ${one.reference}`;
    p.append(link);
    box.append(p);
  }
  const popup = L.popup({ minWidth: 220, maxHeight: 240, autoPanPadding: [16, 16] }).setLatLng(pin.getLatLng()).setContent(box);
  popup.on("remove", () => setTimeout(() => { draw(state); host.querySelector(`[data-pin="${CSS.escape(element.dataset.pin)}"]`)?.focus(); }));
  popup.openOn(state.map);
  box.querySelector("a").focus();
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") popup.remove(); });
}

// Teams at one place share one sign; their ways stand in words in the case's list of candidates
function drawTeams(state) {
  const cells = new Map();
  for (const team of state.teams) {
    const [lon, lat] = team.at, at = state.map.project([lat, lon]).divideBy(44).floor();
    const key = `${at.x}:${at.y}`;
    cells.set(key, { lat, lon, names: [...(cells.get(key)?.names ?? []), short(team.name)] });
  }
  for (const { lat, lon, names } of cells.values()) {
    const words = names.slice(0, 3).join(" ") + (names.length > 3 ? "…" : "");
    const icon = L.divIcon({ className: "team", html: escaped(words), iconSize: [12 + words.length * 7, 22], iconAnchor: [-14, 26] });
    const pin = L.marker([lat, lon], { icon, keyboard: false, interactive: false }).addTo(state.pins);
    pin.getElement().setAttribute("aria-hidden", "true");
  }
}

// "Aktau-2" -> "A2": the first letter and the number
const short = (name) => name.slice(0, 1) + (name.match(/\d+/)?.[0] ?? "");

// While the place form is open, a tap on the map fills its coordinates
function offerPoint(at) {
  const field = document.querySelector("#do-place[open] [name=where]");
  if (!field) return;
  field.value = `${at.lat.toFixed(5)}, ${at.lng.toFixed(5)}`;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function remembered() {
  try { return JSON.parse(sessionStorage.getItem("board-map")); } catch { return null; }
}

function remember(map) {
  if (!host.clientWidth) return;
  try { sessionStorage.setItem("board-map", JSON.stringify({ at: map.getCenter(), zoom: map.getZoom() })); } catch { /* private mode: the view is not kept */ }
}

function escaped(text) {
  const box = document.createElement("span");
  box.textContent = text ?? "";
  return box.innerHTML;
}
