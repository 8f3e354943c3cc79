// The form of a report from the field: what was typed is kept on this device until
// the report is sent, and sent again when a line that broke is there again. Without
// script the form is sent as any other; a report that comes twice is recorded once.
"use strict";
(() => {
	const form = document.getElementById("report");
	if (!form) return;
	const kept = document.getElementById("kept"), line = document.getElementById("line"), keep = document.getElementById("keep");
	const keeping = document.getElementById("keeping"), forget = document.getElementById("forget"), send = form.querySelector("button");
	const name = "report:" + form.dataset.seat;
	const store = (value) => {
		try {
			if (value === null) localStorage.removeItem(name);
			else localStorage.setItem(name, value);
			return true;
		} catch { return false; } // a browser that keeps nothing
	};
	const stored = () => {
		try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
	};
	const say = (el, text) => { el.textContent = text; el.hidden = text === ""; };

	// What was sent is not kept any longer.
	const sent = document.getElementById("sent"), had = stored();
	if (sent && had && had.key === sent.dataset.key) store(null);

	const fields = () => [...form.elements].filter((e) => e.name && e.type !== "hidden" && e.type !== "file");
	const open = () => form.elements.level.value === form.dataset.open;
	const typed = () => fields().some((e) => (e.tagName === "TEXTAREA" || e.type === "text" || e.type === "date") && e.name !== "name" && e.value !== "");
	// A text that not everyone around the table may read is kept only where its
	// author says so.
	const save = () => {
		keeping.hidden = open();
		if (!typed()) {
			store(null);
			say(kept, "");
			forget.hidden = true;
			return;
		}
		if (!open() && !keep.checked) {
			store(null);
			say(kept, kept.dataset.not);
			forget.hidden = true;
			return;
		}
		const values = fields().map((e) => [e.name, e.type === "radio" || e.type === "checkbox" ? e.checked : e.value, e.type === "radio" ? e.value : ""]);
		const done = store(JSON.stringify({key: form.elements.key.value, keep: keep.checked, values}));
		say(kept, done ? kept.dataset.kept : kept.dataset.cannot);
		forget.hidden = !done;
	};
	const restore = (was) => {
		form.elements.key.value = was.key;
		keep.checked = was.keep;
		for (const [field, value, choice] of was.values) {
			for (const e of fields()) {
				if (e.name !== field) continue;
				if (e.type !== "radio") e.value = value;
				else if (e.value === choice) e.checked = value;
			}
		}
		save();
		say(kept, kept.dataset.again);
	};
	const was = stored();
	if (was && form.dataset.again !== "true") restore(was);
	else save();
	form.addEventListener("input", save);
	forget.addEventListener("click", () => {
		store(null);
		form.reset();
		location.href = form.action;
	});

	// Sending. What the server says of a form it did not take is shown in its words.
	let busy = false, again = 0;
	const broke = () => {
		busy = false;
		send.disabled = false;
		say(line, line.dataset.broke);
		line.focus();
		clearTimeout(again);
		again = setTimeout(go, 20000);
	};
	const go = async () => {
		if (busy || !form.reportValidity()) return;
		busy = true;
		send.disabled = true;
		clearTimeout(again);
		say(line, line.dataset.sending);
		let answer, text;
		try {
			answer = await fetch(form.action, {method: "POST", body: new FormData(form)});
			text = await answer.text();
		} catch {
			broke();
			return;
		}
		if (answer.ok && new URL(answer.url).searchParams.get("key") === form.elements.key.value) {
			store(null);
			location.href = answer.url;
			return;
		}
		busy = false;
		send.disabled = false;
		const page = new DOMParser().parseFromString(text, "text/html");
		const said = page.querySelector("#said p, main .notice p, main p");
		say(line, said ? said.textContent.trim() : answer.status + "");
		line.focus();
	};
	form.addEventListener("submit", (e) => {
		e.preventDefault();
		go();
	});
	window.addEventListener("online", () => { if (again) go(); });
})();
