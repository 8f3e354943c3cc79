// desk.js is the desk by keyboard: one draft is the current one, a key decides on
// it, and the next is there at once. What is accepted by key waits a moment before
// it is sent to be signed, so that it can be taken back. Without script every draft
// has its buttons.
"use strict";
(() => {
	const drafts = () => [...document.querySelectorAll(".draft")];
	if (!drafts().length) return;

	// A draft that has the pointer or the focus shows its words in the document.
	const marks = new Map();
	for (const m of document.querySelectorAll(".mk[data-of]"))
		for (const id of m.dataset.of.split(" ")) marks.set(id, [...(marks.get(id) || []), m]);
	const light = (draft, on) => {
		for (const m of marks.get(draft.dataset.draft) || []) m.classList.toggle("hot", on);
	};
	for (const [kind, on] of [["mouseover", true], ["mouseout", false]])
		document.addEventListener(kind, (e) => {
			const d = e.target.closest && e.target.closest(".draft");
			if (d) light(d, on);
		});

	const keys = document.getElementById("keys"), form = document.getElementById("desk-form"), note = document.getElementById("queue");
	if (!keys) return;
	keys.hidden = false;
	const open = () => drafts().filter((d) => d.classList.contains("open"));
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
		const list = open(), at = list.indexOf(now);
		if (at >= 0 || !now) return go(list[now ? Math.min(Math.max(at + by, 0), list.length - 1) : 0]);
		// The current one is decided: the next that waits after it, or the last before.
		const after = list.filter((d) => now.compareDocumentPosition(d) & Node.DOCUMENT_POSITION_FOLLOWING);
		go(by > 0 ? after[0] || list[list.length - 1] : list[list.length - 1 - after.length] || after[0]);
	};

	// The queue: accepted by key, not sent yet.
	const wait = 5000; // ms from the last key until they are sent to be signed
	const queue = [];
	let timer = 0;
	const digits = (n) => String(n).replace(/[0-9]/g, (d) => String.fromCodePoint(note.dataset.zero.codePointAt(0) + Number(d)));
	const tell = (text) => {
		note.hidden = !text;
		note.textContent = text;
	};
	const waiting = () => {
		clearTimeout(timer);
		if (!queue.length) return tell("");
		tell(digits(queue.length) + " " + note.dataset.text + " ");
		const undo = document.createElement("button");
		undo.type = "button";
		undo.className = "second";
		undo.textContent = note.dataset.undo;
		undo.addEventListener("click", back);
		note.append(undo);
		timer = setTimeout(send, wait);
	};
	const accept = () => {
		const name = document.getElementById("name");
		if (name && !name.value.trim()) return name.focus();
		if (!own('button[name="accept"]')) return;
		now.classList.replace("open", "queued");
		queue.push(now);
		step(1);
		waiting();
	};
	const back = () => {
		const d = queue.pop();
		if (d) {
			d.classList.replace("queued", "open");
			go(d);
			return waiting();
		}
		own('button[name="reopen"]')?.click();
	};
	const body = () => {
		const out = new URLSearchParams({ batch: "accept" }), name = document.getElementById("name");
		if (name) out.set("name", name.value);
		for (const d of queue) {
			for (const field of d.querySelectorAll('input[type="hidden"][name^="seen."]')) out.set(field.name, field.value);
			out.append("draft", d.querySelector('input[name="draft"]').value);
		}
		return out;
	};
	const send = async () => {
		clearTimeout(timer);
		if (!queue.length) return;
		const sent = queue.splice(0);
		const what = ((all) => {
			queue.push(...all);
			const b = body();
			queue.length = 0;
			return b;
		})(sent);
		tell(note.dataset.sending);
		try {
			const got = await fetch(form.action, { method: "POST", body: what });
			const page = new DOMParser().parseFromString(await got.text(), "text/html");
			if (!page.getElementById("desk-form")) throw new Error(String(got.status));
			show(page);
		} catch {
			for (const d of sent) {
				d.classList.replace("queued", "open");
				d.querySelector('input[name="draft"]').checked = true;
			}
			tell(note.dataset.failed);
		}
	};
	// Puts the state that the server tells in place of what stands here, but for what was decided here since.
	const show = (page) => {
		const focused = now && document.activeElement === now;
		for (const fresh of page.querySelectorAll(".draft")) {
			if (fresh.parentElement.closest(".draft")) continue;
			const old = document.getElementById(fresh.id);
			if (!old) continue;
			for (const d of queue) {
				const same = fresh.id === d.id ? fresh : fresh.querySelector("#" + CSS.escape(d.id));
				if (same && same.classList.contains("open")) same.classList.replace("open", "queued");
			}
			old.replaceWith(document.adoptNode(fresh));
		}
		queue.forEach((d, i) => (queue[i] = document.getElementById(d.id)));
		const last = document.getElementById("done"), fresh = page.getElementById("done");
		if (last && fresh) last.replaceWith(document.adoptNode(fresh));
		if (now) {
			now = document.getElementById(now.id);
			if (now) now.classList.add("now");
			if (now && focused) now.focus({ preventScroll: true });
		}
		for (const n of document.querySelectorAll("main > .notice")) n.remove();
		for (const n of page.querySelectorAll("main > .notice")) document.querySelector(".desk").before(document.adoptNode(n));
		queue.length ? waiting() : tell("");
	};
	// Who leaves the page has meant it: what waits is sent.
	addEventListener("pagehide", () => {
		if (queue.length) fetch(form.action, { method: "POST", body: body(), keepalive: true });
		queue.length = 0;
	});
	form.addEventListener("submit", (e) => {
		// A button's own form takes along what waits, where it accepts too.
		if (e.submitter && e.submitter.value === "accept") for (const d of queue.splice(0)) d.querySelector('input[name="draft"]').checked = true;
	});

	const acts = {
		j: () => step(1),
		k: () => step(-1),
		a: accept,
		u: back,
		c: () => own('a[href^="/desk/"]')?.click(),
		x: () => own('input[name="draft"]')?.click(),
		m: () => form.querySelector('button[name="batch"][value="merge"]')?.click(),
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
		if (typing && e.key === "Escape") {
			now ? now.focus() : at.blur();
			return;
		}
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
