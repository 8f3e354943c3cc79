// The form of a report from the field: what was typed is kept on this device until
// the report is sent, with the files that were chosen, and sent again when a line that broke is there again. Without
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
	// Files are kept beside the text, in the browser's own database, under the same
	// name and as long.
	const chosen = form.elements.files;
	const database = () => new Promise((done, failed) => {
		const open = indexedDB.open("surety-field", 1);
		open.onupgradeneeded = () => open.result.createObjectStore("files");
		open.onsuccess = () => done(open.result);
		open.onerror = () => failed(open.error);
	});
	const inDatabase = async (mode, act) => {
		const db = await database();
		try {
			return await new Promise((done, failed) => {
				const all = db.transaction("files", mode), asked = act(all.objectStore("files"));
				all.oncomplete = () => done(asked.result);
				all.onabort = all.onerror = () => failed(all.error);
			});
		} finally { db.close(); }
	};
	let keepingFiles = Promise.resolve(true), keptAs = null, restoring = false;
	const storeFiles = (files) => {
		if (restoring) return keepingFiles;
		const as = (files || []).map((f) => [f.name, f.size, f.lastModified].join("/")).join("\n");
		if (as === keptAs) return keepingFiles; // a key was pressed, and no file chosen
		keptAs = as;
		// One after the other: what was chosen last is what is kept.
		keepingFiles = keepingFiles.then(() => inDatabase("readwrite", (all) => files && files.length ? all.put(files, name) : all.delete(name))).then(() => true, () => false);
		return keepingFiles;
	};
	const storedFiles = () => inDatabase("readonly", (all) => all.get(name)).catch(() => null);
	const say = (el, text) => { el.textContent = text; el.hidden = text === ""; };

	// What was sent is not kept any longer.
	const sent = document.getElementById("sent"), had = stored();
	if (sent && had && had.key === sent.dataset.key) {
		store(null);
		storeFiles(null);
	}

	const fields = () => [...form.elements].filter((e) => e.name && e.type !== "hidden" && e.type !== "file");
	const open = () => form.elements.level.value === form.dataset.open;
	const typed = () => chosen.files.length > 0 || fields().some((e) => (e.tagName === "TEXTAREA" || e.type === "text" || e.type === "date") && e.name !== "name" && e.value !== "");
	// A text that not everyone around the table may read is kept only where its
	// author says so.
	const save = () => {
		keeping.hidden = open();
		if (!typed()) {
			store(null);
			storeFiles(null);
			say(kept, "");
			forget.hidden = true;
			return;
		}
		if (!open() && !keep.checked) {
			store(null);
			storeFiles(null);
			say(kept, kept.dataset.not);
			forget.hidden = true;
			return;
		}
		const values = fields().map((e) => [e.name, e.type === "radio" || e.type === "checkbox" ? e.checked : e.value, e.type === "radio" ? e.value : ""]);
		const done = store(JSON.stringify({key: form.elements.key.value, keep: keep.checked, values}));
		say(kept, done ? kept.dataset.kept : kept.dataset.cannot);
		forget.hidden = !done;
		if (done) storeFiles([...chosen.files]).then((files) => { if (!files) say(kept, kept.dataset.nofiles); });
	};
	const restore = async (was) => {
		form.elements.key.value = was.key;
		keep.checked = was.keep;
		for (const [field, value, choice] of was.values) {
			for (const e of fields()) {
				if (e.name !== field) continue;
				if (e.type !== "radio") e.value = value;
				else if (e.value === choice) e.checked = value;
			}
		}
		restoring = true; // until its files are there, nothing is written over them
		const files = await storedFiles();
		if (files && files.length && chosen.files.length === 0) {
			const again = new DataTransfer();
			for (const f of files) again.items.add(f);
			chosen.files = again.files;
		}
		restoring = false;
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
		storeFiles(null).then(() => { location.href = form.action; });
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
			await storeFiles(null);
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
