// Where the seal is: by satellite, by moving or tapping the map, by four buttons, or from the list. Any one is enough.
import { drawBaseMap, nameTowns } from "./basemap.js";

const gps = document.getElementById("gps");
const form = gps?.form, told = document.getElementById("where-told"), list = document.getElementById("id_place");
const field = (name) => form.elements[name];
let map = null, quiet = false;

function put(latitude, longitude, method, accuracy = "") {
  field("latitude").value = latitude.toFixed(6);
  field("longitude").value = longitude.toFixed(6);
  field("accuracy").value = accuracy === "" ? "" : Math.round(accuracy);
  field("method").value = method;
  form.dispatchEvent(new Event("change"));
}

function say(words, isGood = true) {
  told.textContent = words;
  told.className = isGood ? "small okay" : "small soon";
}

function centreOn(latitude, longitude, zoom) {
  if (!map) return;
  quiet = true; // moved by us, not by the person
  map.setView([latitude, longitude], zoom, { animate: false });
  quiet = false;
}

function found(position) {
  const { latitude, longitude, accuracy } = position.coords;
  put(latitude, longitude, "gps", accuracy);
  say(gps.dataset.accuracy.replace("{m}", Math.round(accuracy)));
  centreOn(latitude, longitude, 13);
  gps.disabled = false;
}

function notFound() {
  say(gps.dataset.fail, false);
  gps.disabled = false;
  (document.getElementById("id_place_words") || list)?.focus({ preventScroll: true });
}

if (gps) {
  if ("geolocation" in navigator) gps.hidden = false;
  gps.addEventListener("click", () => {
    gps.disabled = true;
    say(gps.dataset.wait);
    navigator.geolocation.getCurrentPosition(found, notFound, { enableHighAccuracy: true, timeout: 20_000, maximumAge: 30_000 });
  });
  list?.addEventListener("change", () => {
    const chosen = list.selectedOptions[0];
    if (field("method").value === "gps" || !chosen?.dataset.lat) return; // the satellite knows better than the list
    for (const name of ["latitude", "longitude", "accuracy", "method"]) field(name).value = "";
    centreOn(+chosen.dataset.lat, +chosen.dataset.lon, 12);
  });
}

addEventListener("map:init", (event) => {
  const box = document.getElementById(event.detail.id);
  if (box?.id !== "place-map") return;
  const L = window.L;
  map = event.detail.map;
  document.getElementById("map-part").hidden = false;
  map.zoomControl.remove();
  L.control.zoom({ position: "topright", zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map);
  map.invalidateSize();
  if (field("latitude").value) centreOn(+field("latitude").value, +field("longitude").value, 12);
  else if (box.dataset.lat) centreOn(+box.dataset.lat, +box.dataset.lon, 9);

  const moved = () => {
    if (quiet) return;
    const centre = map.getCenter();
    put(centre.lat, centre.lng, "map");
    say(gps.dataset.moved);
  };
  map.on("click", (tap) => map.panTo(tap.latlng, { animate: false }));
  map.on("moveend", moved);
  for (const button of document.querySelectorAll("[data-pan]"))
    button.addEventListener("click", () => map.panBy(button.dataset.pan.split(",").map(Number), { animate: false }));
  const draw = () => drawBaseMap(map, L).catch(() => {}); // without the picture the cross, the list and the words still work
  const towns = [...(list?.options ?? [])].filter((place) => place.dataset.town !== undefined);
  nameTowns(map, L, towns.map((place) => ({ latitude: +place.dataset.lat, longitude: +place.dataset.lon, name: place.textContent })));
  // 25 kB that a slow connection should not wait for before the person comes near the map
  const near = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    near.disconnect();
    draw();
  }, { rootMargin: "50px" });
  near.observe(box);
});
