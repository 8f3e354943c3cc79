// receipt.js takes the files that are dropped on the verifier's page, hands them
// to the verifier (WebAssembly, from this server or out of the page itself), and
// writes its answer in the page's own words. It sends nothing anywhere.
"use strict";
(() => {
	const root = document.getElementById("receipt");
	if (!root) return;
	const words = {};
	for (const p of document.getElementById("sentences").content.querySelectorAll("[data-code]")) words[p.dataset.code] = p.textContent;
	const state = document.getElementById("state"), answer = document.getElementById("answer");
	const held = document.getElementById("held"), away = document.getElementById("away"), input = document.getElementById("files");
	const zero = root.dataset.zero;
	const most = 16 << 20; // bytes of one file
	const digits = (s) => String(s).replace(/[0-9]/g, (d) => String.fromCodePoint(zero.codePointAt(0) + Number(d)));

	const el = (name, attributes, ...children) => {
		const e = document.createElement(name);
		for (const [k, v] of Object.entries(attributes || {})) e.setAttribute(k, v);
		e.append(...children);
		return e;
	};
	const clock = (rfc) => {
		const t = new Date(rfc), two = (n) => String(n).padStart(2, "0");
		const day = words.date.replace("{day}", digits(t.getUTCDate())).replace("{month}", words["month.gregorian." + (t.getUTCMonth() + 1)]).replace("{year}", digits(t.getUTCFullYear()));
		return words["date.clock"].replace("{date}", day).replace("{time}", digits(two(t.getUTCHours()) + ":" + two(t.getUTCMinutes())));
	};
	// One sentence in the page's language; one that this page does not know stays as the program says it.
	const sentence = (s) => {
		const text = words["say." + s.code];
		if (!text) return [el("span", { lang: "en", dir: "ltr" }, s.text)];
		return text.split(/(\{[a-z]\}(?: entries)?)/).flatMap((part) => {
			if (!/^\{[a-z]\}/.test(part)) return part;
			const value = s.args[part.charCodeAt(1) - 97], noun = part.slice(3); // which only English has beside a number
			if (value === undefined) return part;
			if (/^\d{4}-\d\d-\d\dT.*Z$/.test(value)) return [el("bdi", {}, clock(value)), noun];
			return [el("bdi", /^[\x20-\x7e]+$/.test(value) ? { dir: "ltr" } : {}, /^[\d ]+$/.test(value) ? digits(value) : value), noun && value === "1" ? " entry" : noun];
		});
	};
	const listed = (title, sentences) => {
		if (!sentences.length) return [];
		return [el("h3", {}, title), el("ul", {}, ...sentences.map((s) => el("li", {}, ...sentence(s))))];
	};
	// What two people read to each other.
	const aloud = (d) => [
		el("ol", { class: "aloud small", dir: "ltr", lang: "zxx" }, ...d.words.map((w) => el("li", {}, w))),
		el("p", { class: "quiet" }, words["check.one.digits"]),
		el("p", { class: "aloud small digits", dir: "ltr" }, ...d.digits.flatMap((g) => [el("span", {}, g), " "])),
	];
	const technical = (...children) => el("details", {}, el("summary", {}, words["receipt.technical"]), ...children);

	const report = (r, name, number) => {
		const id = "report-" + number, sign = { proven: "✓", consistent: "○", failed: "✕" }[r.verdict];
		const card = el("section", { class: "verdict " + r.verdict, "aria-labelledby": id });
		card.append(el("h2", { id }, el("span", { "aria-hidden": "true" }, sign + " "), words["receipt." + r.verdict]));
		card.append(el("p", { class: "quiet" }, el("bdi", {}, name)));
		const means = words["receipt." + r.verdict + ".means"];
		if (means) card.append(el("p", {}, means));
		for (const s of r.opening) card.append(el("p", {}, el("strong", {}, ...sentence(s))));
		if (r.failure) {
			const f = r.failure, plain = words["wrong." + f.code];
			card.append(el("p", { class: "lead" }, plain || f.what), el("p", {}, words["means." + f.code] || f.means));
			card.append(technical(el("p", { lang: "en", dir: "ltr" }, f.place + ": " + f.what + ". " + f.means)));
			card.append(...listed(words["receipt.checked.before"], r.checked));
			return card;
		}
		card.append(...listed(words["receipt.checked"], r.checked), ...listed(words["check.proves"], r.proves), ...listed(words["check.proves.not"], r.not));
		if (r.root)
			card.append(el("h3", {}, words["receipt.aloud"]), el("p", {}, words["check.size"] + ": ", el("strong", { class: "count" }, digits(r.root.size))), ...aloud(r.root));
		if (r.shown.length) {
			const fields = el("dl", { class: "fields" });
			for (const f of r.shown) fields.append(el("div", {}, el("dt", {}, el("code", { dir: "ltr" }, f.path)), el("dd", {}, el("pre", { tabindex: "0", dir: "auto", lang: "und" }, f.value))));
			card.append(el("h3", {}, words["receipt.shown"]), fields);
		}
		if (r.control) card.append(technical(el("p", {}, words["receipt.control"]), el("pre", { tabindex: "0", dir: "ltr", lang: "en" }, r.control)));
		return card;
	};

	const files = []; // {name, bytes}
	const show = (a) => {
		answer.replaceChildren();
		if (a.problem) {
			answer.append(el("p", { class: "notice warn" }, words["receipt.problem." + a.problem] || a.problem));
			if (a.detail) answer.append(technical(el("p", { lang: "en", dir: "ltr" }, a.detail)));
			return;
		}
		a.reports.forEach((r, i) => answer.append(report(r, files[r.file].name, i)));
		const card = el("section", { class: "verdict trust", "aria-labelledby": "trust" }, el("h2", { id: "trust" }, words["receipt.trust"]));
		if (a.trust) card.append(el("p", {}, el("code", { dir: "ltr" }, a.trust.origin)), el("p", {}, words["receipt.trust.means"]), ...aloud(a.trust));
		else card.append(el("p", {}, words["receipt.trust.none"]));
		answer.append(card);
	};

	let loading = null;
	const load = () => (loading ||= start());
	const start = async () => {
		const go = new Go(), inside = document.getElementById("wasm");
		let wasm;
		if (inside) {
			const packed = Uint8Array.from(atob(inside.textContent.trim()), (c) => c.charCodeAt(0));
			wasm = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
		} else {
			const got = await fetch(root.dataset.wasm);
			if (!got.ok) throw new Error("the verifier could not be fetched: " + got.status);
			wasm = await got.arrayBuffer();
		}
		const made = await WebAssembly.instantiate(wasm, go.importObject);
		go.run(made.instance);
	};

	const take = async (chosen) => {
		for (const f of chosen) files.push({ name: f.name, bytes: f.size > most ? null : new Uint8Array(await f.arrayBuffer()) });
		held.replaceChildren(...files.map((f) => el("li", {}, el("bdi", {}, f.name))));
		away.hidden = !files.length;
		if (!files.length) return;
		if (files.some((f) => !f.bytes)) return finish({ problem: "large" });
		try {
			state.textContent = words["receipt.loading"];
			await load();
			state.textContent = words["receipt.checking"];
			finish(suretyCheck(files.map((f) => f.bytes), zero));
		} catch (e) {
			loading = null;
			finish({ problem: "broken", detail: String(e) });
		}
	};
	const finish = (a) => {
		show(a);
		state.textContent = a.problem ? "" : a.reports.length ? words["receipt.done"] : words["receipt.none"];
		answer.focus();
		root.dataset.done = String(Number(root.dataset.done || 0) + 1);
	};
	input.addEventListener("change", () => {
		const chosen = [...input.files];
		input.value = "";
		take(chosen);
	});
	away.addEventListener("click", () => {
		files.length = 0;
		held.replaceChildren();
		answer.replaceChildren();
		state.textContent = "";
		away.hidden = true;
		input.focus();
	});
	// A file dropped anywhere on the page is meant for the verifier, and must not open instead of it.
	addEventListener("dragover", (e) => {
		e.preventDefault();
		root.classList.add("over");
	});
	addEventListener("dragleave", () => root.classList.remove("over"));
	addEventListener("drop", (e) => {
		e.preventDefault();
		root.classList.remove("over");
		if (e.dataTransfer) take([...e.dataTransfer.files]);
	});
})();
