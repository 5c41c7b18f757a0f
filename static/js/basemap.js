// The vendored base map of the Caspian: sea and borders under whatever a page draws. Works without any tile server.
export async function drawBaseMap(map, L) {
  map.attributionControl?.addAttribution("© OpenStreetMap, Natural Earth");
  const answer = await fetch(new URL("../map/caspian_basemap.geojson", import.meta.url));
  const shapes = await answer.json();
  const layer = L.geoJSON(shapes, {
    interactive: false,
    style: (shape) => ({ className: shape.properties.layer === "border" ? "border-l" : "sea-l", color: null }),
  }).addTo(map);
  layer.bringToBack();
  return layer;
}

// "20 км" where Leaflet writes "20 km"
const UNITS = { kk: { m: "м", km: "км" }, ru: { m: "м", km: "км" } }[document.documentElement.lang];
if (UNITS && window.L?.Control?.Scale) {
  const plain = window.L.Control.Scale.prototype._updateScale;
  window.L.Control.Scale.include({
    _updateScale(scale, text, ratio) { plain.call(this, scale, text.replace(/ (k?m)$/, (_all, unit) => `\u00a0${UNITS[unit]}`), ratio); },
  });
}

// A word on the map: an element, never a string of HTML, so that no name can carry markup.
export function nameOnMap(map, L, latitude, longitude, text, css = "place") {
  const word = document.createElement("span");
  word.textContent = text;
  const icon = L.divIcon({ className: css, html: word, iconSize: null });
  return L.marker([latitude, longitude], { interactive: false, keyboard: false, icon }).addTo(map);
}

// Towns, the first of the list before the others, each only where its name touches no other's.
export function nameTowns(map, L, towns) {
  const layer = L.layerGroup().addTo(map);
  const draw = () => {
    layer.clearLayers();
    const taken = [];
    for (const town of towns) {
      const at = map.latLngToLayerPoint([town.latitude, town.longitude]);
      if (taken.some((other) => Math.abs(other.x - at.x) < 110 && Math.abs(other.y - at.y) < 24)) continue;
      taken.push(at);
      layer.addLayer(nameOnMap(map, L, town.latitude, town.longitude, town.name));
    }
  };
  map.on("zoomend", draw);
  draw();
}
