// What script adds to the pages: keys at the desk, marks that answer to their
// drafts, and a long list's menu closed on a phone. Everything works without it.
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

(() => {
	const drafts = [...document.querySelectorAll(".draft")];
	if (!drafts.length) return;

	// A draft that has the pointer or the focus shows its words in the document.
	const marks = new Map();
	for (const m of document.querySelectorAll(".mk[data-of]"))
		for (const id of m.dataset.of.split(" ")) marks.set(id, [...(marks.get(id) || []), m]);
	const light = (draft, on) => {
		for (const m of marks.get(draft.dataset.draft) || []) m.classList.toggle("hot", on);
	};
	for (const d of drafts) {
		d.addEventListener("mouseenter", () => light(d, true));
		d.addEventListener("mouseleave", () => light(d, false));
	}

	// Keys: one draft is the current one.
	const keys = document.getElementById("keys");
	if (!keys) return;
	keys.hidden = false;
	const open = () => drafts.filter((d) => d.classList.contains("open"));
	let now = null;
	const go = (d) => {
		if (!d) return;
		if (now) {
			now.classList.remove("now");
			light(now, false);
		}
		now = d;
		d.classList.add("now");
		d.focus({ preventScroll: true });
		d.scrollIntoView({ block: "nearest" });
		light(d, true);
		const first = (marks.get(d.dataset.draft) || [])[0];
		const paper = first && first.closest(".article");
		if (paper && paper.scrollHeight > paper.clientHeight)
			paper.scrollTop += first.getBoundingClientRect().top - paper.getBoundingClientRect().top - paper.clientHeight / 3;
	};
	const own = (selector) => now && [...now.querySelectorAll(selector)].find((e) => e.closest(".draft") === now);
	const step = (by) => {
		const list = open();
		go(list[now ? Math.min(Math.max(list.indexOf(now) + by, 0), list.length - 1) : 0]);
	};
	const acts = {
		j: () => step(1),
		k: () => step(-1),
		a: () => own('button[name="accept"]')?.click(),
		c: () => own('a[href^="/desk/"]')?.click(),
		x: () => own('input[name="draft"]')?.click(),
		r: () => {
			const box = own("details.reject");
			if (!box) return;
			box.open = true;
			box.querySelector("input").focus();
		},
	};
	document.addEventListener("keydown", (e) => {
		const at = e.target;
		const typing = at.matches("input:not([type=checkbox]), textarea, select");
		if (typing && e.key === "Enter" && at.closest("details.reject")) {
			// Enter in a draft's reason rejects that draft, not the form's first button.
			e.preventDefault();
			at.closest("details.reject").querySelector('button[name="reject"]').click();
			return;
		}
		if (typing && e.key === "Enter" && at.id === "name") {
			e.preventDefault();
			step(0);
			return;
		}
		if (typing || e.ctrlKey || e.metaKey || e.altKey || !acts[e.key]) return;
		e.preventDefault();
		acts[e.key]();
	});
	const aimed = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
	if (aimed && aimed.classList.contains("open")) go(aimed);
})();
