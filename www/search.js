/* search.js - comfort only, the pages work without it: "/" goes to the box,
 * "j" and "k" to the next and previous result, or match in an article. */
"use strict";
(() => {
	const box = document.getElementById("q");
	const result = [...document.querySelectorAll("ol.results h2 a")];
	const match = [...document.querySelectorAll("mark[id]")];
	let at = -1;

	const typing = (e) => /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);

	function toResult(by) {
		at = result.indexOf(document.activeElement);
		const next = result[Math.max(0, at + by)];
		if (next) next.focus();
	}

	function toMatch(by) {
		at = Math.min(Math.max(at + by, 0), match.length - 1);
		location.replace("#" + match[at].id);
	}

	document.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.metaKey || e.altKey) return;
		if (e.key === "Escape" && e.target === box) box.blur();
		if (typing(e)) return;
		const by = e.key === "j" ? 1 : e.key === "k" ? -1 : 0;
		if (e.key === "/") {
			e.preventDefault();
			box.focus();
			box.select();
		} else if (by && result.length) {
			toResult(by);
		} else if (by && match.length) {
			toMatch(by);
		}
	});

	/* A search without what was left empty has a shorter address. */
	box.form.addEventListener("submit", () => {
		for (const field of box.form.elements)
			if (!field.value || (field.name === "order-by" && field.value === "relevance"))
				field.disabled = field.name !== "q";
	});
	addEventListener("pageshow", () => {
		for (const field of box.form.elements) field.disabled = false;
	});
})();
