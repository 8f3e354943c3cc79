// map.js makes the sketch map one that can be moved and zoomed, with Leaflet. It
// draws the same places from the table beside it, as exactly as they are known,
// and the same lines from the sketch. Without it the sketch stays, and in print.
"use strict";
(() => {
	const figure = document.querySelector("figure.map"), rows = document.querySelectorAll("tr[data-lat]");
	if (!figure || !rows.length || typeof L === "undefined") return;
	const sketch = figure.querySelector("svg.sketch"), view = sketch.viewBox.baseVal;
	const { lat, lon, squeeze, degree, base, zoomin, zoomout } = figure.dataset;
	// The sketch is equirectangular about its middle; this is its way back to the earth.
	const place = (x, y) => [+lat - (y - view.height / 2) / degree, +lon + (x - view.width / 2) / (squeeze * degree)];
	const bounds = L.latLngBounds(place(0, 0), place(view.width, view.height));

	const box = document.createElement("div");
	box.className = "moving";
	box.setAttribute("role", "region");
	box.setAttribute("aria-label", sketch.getAttribute("aria-label"));
	box.dir = "ltr"; // Leaflet measures from the left; words keep their own direction
	figure.insertBefore(box, sketch);
	figure.classList.add("moves");
	const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
	// A touch that scrolls the page must not be caught by the map: two fingers move it.
	const map = L.map(box, {
		attributionControl: false, zoomControl: false, maxZoom: 11, zoomSnap: 0.25, scrollWheelZoom: false, dragging: !L.Browser.mobile,
		zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
		...(base ? {} : { maxBounds: bounds.pad(0.15), maxBoundsViscosity: 1 }),
	});
	L.control.zoom({ position: document.dir === "rtl" ? "topright" : "topleft", zoomInTitle: zoomin, zoomOutTitle: zoomout }).addTo(map);
	L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
	map.fitBounds(bounds);
	if (!base) map.setMinZoom(map.getZoom());
	box.addEventListener("wheel", (e) => {
		if (!e.ctrlKey) return;
		e.preventDefault();
		map.setZoom(map.getZoom() - Math.sign(e.deltaY) * 0.5);
	}, { passive: false });

	if (base && typeof pmtiles !== "undefined") pmtiles.leafletRasterLayer(new pmtiles.PMTiles(base), {}).addTo(map);
	for (const path of sketch.querySelectorAll("path.line")) {
		const points = path.getAttribute("d").split(/[ML]/).filter(Boolean).map((p) => place(...p.split(" ").map(Number)));
		L.polyline(points, { className: path.getAttribute("class"), interactive: false }).addTo(map);
	}
	const marks = [];
	for (const row of rows) {
		const at = [+row.dataset.lat, +row.dataset.lon], km = +row.dataset.km, n = +row.dataset.n;
		const popup = document.createElement("div");
		popup.dir = document.dir;
		popup.append(...[...row.children].map((c) => {
			const part = document.createElement("div");
			part.append(...c.cloneNode(true).childNodes);
			return part;
		}));
		if (km > 0) L.circle(at, { radius: km * 1000, className: "ring", interactive: false }).addTo(map);
		if (row.dataset.status) {
			const gate = L.marker(at, { icon: L.divIcon({ className: "gate-mark " + row.dataset.status, iconSize: [24, 24] }), title: row.children[0].textContent, alt: row.children[0].textContent });
			marks.push(gate.bindPopup(popup));
		} else marks.push(L.circleMarker(at, { radius: 5 + Math.min(n, 6), className: "event" }).bindPopup(popup));
	}
	// Names stand beside their places while there is room for them.
	const few = marks.length <= 24;
	marks.forEach((m, i) => m.bindTooltip(rows[i].children[0].textContent, { permanent: few, direction: "top", offset: [0, -6] }).addTo(map));
})();
