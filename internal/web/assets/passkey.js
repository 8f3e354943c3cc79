// Lets a passkey sign: forms with data-passkey are sent when the passkey has
// signed what stands there, forms with data-make when one has been made. Nothing
// is decided here; the server checks everything.
"use strict";
(() => {
	const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
	const text = (buffer) =>
		btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
	const fill = (form, values) => {
		for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
	};

	const sign = async (form) => {
		const known = form.elements.credential.value;
		const got = await navigator.credentials.get({
			publicKey: {
				challenge: bytes(form.dataset.passkey),
				rpId: form.dataset.domain,
				userVerification: "required",
				allowCredentials: known ? [{ type: "public-key", id: bytes(known) }] : [],
			},
		});
		fill(form, {
			authenticator: text(got.response.authenticatorData),
			client: text(got.response.clientDataJSON),
			signature: text(got.response.signature),
			credential: text(got.rawId),
		});
	};

	const make = async (form) => {
		const name = form.elements.name.value;
		const made = await navigator.credentials.create({
			publicKey: {
				challenge: crypto.getRandomValues(new Uint8Array(32)),
				rp: { id: form.dataset.make, name: document.title },
				user: { id: crypto.getRandomValues(new Uint8Array(32)), name, displayName: name },
				pubKeyCredParams: [
					{ type: "public-key", alg: -7 },
					{ type: "public-key", alg: -8 },
				],
				authenticatorSelection: { residentKey: "required", userVerification: "required" },
				attestation: "none",
			},
		});
		fill(form, { spki: text(made.response.getPublicKey()), credential: text(made.rawId) });
	};

	for (const form of document.querySelectorAll("form[data-passkey], form[data-make]"))
		form.addEventListener("submit", async (e) => {
			e.preventDefault();
			const trouble = form.querySelector("[data-trouble]");
			trouble.hidden = true;
			try {
				await (form.dataset.make ? make : sign)(form);
			} catch {
				trouble.hidden = false;
				return;
			}
			form.submit();
		});
})();
