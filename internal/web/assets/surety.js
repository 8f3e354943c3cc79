// What script adds to the pages: what changed since this browser last looked, and
// the timeline's picture. Everything works without it.
"use strict";
document.documentElement.classList.add("scripted");

// The state of play leads to what came since this browser last showed it. The mark
// is a number of entries, kept here and sent nowhere until the link is followed.
(() => {
	const link = document.getElementById("since");
	if (!link) return;
	try {
		const last = Number(localStorage.getItem("seen")), size = Number(link.dataset.size);
		if (last > 0 && last <= size) link.href = "/changes?since=" + last;
		link.addEventListener("click", () => localStorage.setItem("seen", size));
		if (!last) localStorage.setItem("seen", size);
	} catch {} // a browser that keeps nothing: the address does it
})();

// The timeline's picture: drawing across it asks for those days.
(() => {
	const svg = document.querySelector(".band svg[data-from]");
	if (!svg) return;
	const view = svg.viewBox.baseVal, first = Date.parse(svg.dataset.from), days = (Date.parse(svg.dataset.to) - first) / 864e5 + 1;
	const chosen = document.createElementNS("http://www.w3.org/2000/svg", "rect");
	chosen.setAttribute("class", "chosen");
	chosen.setAttribute("height", view.height);
	let from = null;
	const at = (e) => {
		const box = svg.getBoundingClientRect();
		return Math.min(Math.max((e.clientX - box.left) / box.width, 0), 1);
	};
	const day = (part) => {
		const p = document.dir === "rtl" ? 1 - part : part;
		return new Date(first + Math.min(Math.floor(p * days), days - 1) * 864e5).toISOString().slice(0, 10);
	};
	svg.addEventListener("pointerdown", (e) => {
		from = at(e);
		svg.setPointerCapture(e.pointerId);
		chosen.setAttribute("width", 0);
		svg.append(chosen);
	});
	svg.addEventListener("pointermove", (e) => {
		if (from === null) return;
		const to = at(e);
		chosen.setAttribute("x", Math.min(from, to) * view.width);
		chosen.setAttribute("width", Math.abs(to - from) * view.width);
	});
	const end = (e) => {
		if (from === null) return;
		const [a, b] = [day(from), day(at(e))].sort(), wide = Math.abs(at(e) - from) > 0.01;
		from = null;
		chosen.remove();
		if (!wide || e.type === "pointercancel") return;
		const to = new URL(location.href);
		to.hash = "";
		to.searchParams.set("from", a);
		to.searchParams.set("to", b);
		location.href = to;
	};
	svg.addEventListener("pointerup", end);
	svg.addEventListener("pointercancel", end);
})();
