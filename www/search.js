/* search.js - comfort only, the pages work without it: keys, a brush over the
 * timeline, buttons to go from match to match and to copy a citation. */
"use strict";
(() => {
	const box = document.getElementById("q");
	const result = [...document.querySelectorAll("ol.results h2 a")];
	const match = [...document.querySelectorAll("mark[id]")];
	let at = -1;

	function make(name, text, parent) {
		const element = document.createElement(name);

		element.textContent = text;
		if (parent) parent.append(element);
		return element;
	}

	function button(text, act, parent) {
		const element = make("button", text);

		element.type = "button";
		element.addEventListener("click", act);
		parent.append(element);
		return element;
	}

	/* going through results and matches */

	function toResult(by) {
		const next = result.indexOf(document.activeElement) + by;

		if (result[Math.max(0, next)]) result[Math.max(0, next)].focus();
	}

	function toMatch(by) {
		const here = match.findIndex((m) => "#" + m.id === location.hash);

		if (here >= 0) at = here;
		at = Math.min(Math.max(at + by, 0), match.length - 1);
		location.replace("#" + match[at].id);
	}

	const hits = document.querySelector(".hits");
	if (hits && match.length > 1) {
		const first = hits.firstChild;

		for (const [text, by] of [["Previous", -1], ["Next", 1]])
			hits.insertBefore(button(text, () => toMatch(by), hits), first);
	}

	/* keys */

	function showKeys() {
		const dialog = make("dialog", "", document.body);
		const list = [["/", "to the search box"],
			["j k", match.length ? "next and previous match" : "next and previous result"],
			["Enter", "open it"], ["?", "these keys"], ["Esc", "close"]];

		make("h2", "Keys", dialog).id = "keys";
		dialog.setAttribute("aria-labelledby", "keys");
		const dl = make("dl", "", dialog);
		for (const [key, what] of list) {
			make("kbd", key, make("dt", "", dl));
			make("dd", what, dl);
		}
		button("Close", () => dialog.close(), dialog);
		dialog.addEventListener("close", () => dialog.remove());
		dialog.showModal();
	}

	function toBox() {
		box.focus();
		box.select();
	}

	const both = (by) => (result.length ? toResult(by) : match.length && toMatch(by));
	const keys = { "/": toBox, "?": showKeys, j: () => both(1), k: () => both(-1) };

	document.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog")) return;
		if (e.key === "Escape" && e.target === box) box.blur();
		if (/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) || !Object.hasOwn(keys, e.key)) return;
		e.preventDefault();
		keys[e.key]();
	});

	/* the timeline: drag from one bar to another */

	const svg = document.querySelector(".timeline");

	function brush() {
		const width = svg.viewBox.baseVal.width;
		const bar = [...svg.querySelectorAll("a")];
		const left = (a) => a.lastElementChild.getBBox().x;
		const shade = document.createElementNS(svg.namespaceURI, "rect");
		let from = null, to = null;

		const place = (e) => {
			const r = svg.getBoundingClientRect();
			return Math.min(Math.max((e.clientX - r.left) / r.width, 0), 1) * width;
		};
		const drawn = () => [Math.min(from, to), Math.max(from, to)];
		const far = () => from !== null && to !== null && Math.abs(to - from) > 10;

		shade.setAttribute("class", "brush");
		shade.setAttribute("height", "100");
		svg.append(shade);
		svg.addEventListener("dragstart", (e) => e.preventDefault());
		svg.addEventListener("pointerdown", (e) => {
			if (e.button === 0) from = place(e);
			to = null;
		});
		addEventListener("pointermove", (e) => {
			if (from === null) return;
			to = place(e);
			shade.setAttribute("x", drawn()[0]);
			shade.setAttribute("width", far() ? drawn()[1] - drawn()[0] : 0);
		});
		addEventListener("pointercancel", () => { from = null; });
		addEventListener("pageshow", () => shade.setAttribute("width", 0));
		addEventListener("pointerup", () => {
			const [low, high] = drawn();
			const chosen = far() ? bar.filter((a) => left(a) + 10 > low && left(a) < high) : [];

			from = null;
			if (!chosen.length) return;
			const part = (a) => new URL(a.href.baseVal, location.href);
			const target = part(chosen[0]);
			target.searchParams.set("to-date", part(chosen.at(-1)).searchParams.get("to-date"));
			svg.addEventListener("click", (e) => e.preventDefault(), { capture: true, once: true });
			location.assign(target);
		});
	}
	if (svg) brush();

	/* copying */

	const citation = document.querySelector(".citation");
	if (citation && navigator.clipboard) {
		const copy = button("Copy", async () => {
			await navigator.clipboard.writeText(citation.innerText);
			copy.textContent = "Copied";
		}, citation.parentNode);
		citation.after(copy);
	}

	/* A search without what was left empty has a shorter address. */
	for (const form of document.forms)
		form.addEventListener("submit", () => {
			for (const field of form.elements)
				if (!field.value) field.disabled = field.name !== "q";
		});
	addEventListener("pageshow", () => {
		for (const form of document.forms)
			for (const field of form.elements) field.disabled = false;
	});
})();
