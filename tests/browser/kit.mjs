/* kit.mjs - for the tests in a browser: Debian's chromium, saying what should
 * be, and what a page is made of. */
import { chromium } from "playwright-core";

let passed = 0, failed = 0;

export function check(what, good, ...lines) {
	if (good) {
		passed++;
		return;
	}
	failed++;
	console.log("not ok: " + what);
	for (const line of lines) console.log("  " + line);
}

export const is = (what, want, got) =>
	check(what, want === got, "want: " + want, "got:  " + got);

/* Everything that a page may not do is noted: to ask anybody else, to show a
 * dialog, to be stopped by the policy, to fail. */
export async function open(test) {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
		args: process.getuid() === 0 ? ["--no-sandbox"] : [],
	});

	try {
		await test(browser);
	} catch (e) {
		check("the test runs to its end", false, e.stack);
	}
	await browser.close();
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed ? 1 : 0;
}

export async function newPage(browser, url, options) {
	const context = await browser.newContext({ baseURL: url, ...options });
	const page = await context.newPage();
	const foul = (what) => check(page.url() + " is quiet", false, what);

	page.on("pageerror", (e) => foul("error: " + e));
	page.on("dialog", (d) => { foul("dialog: " + d.message()); d.dismiss(); });
	page.on("console", (m) => {
		/* a refusal is a page, though its status is an error, and who is
		 * told that it is crowded asks again */
		if (m.type() === "error" && !/status of (4\d\d|503)/.test(m.text()))
			foul("console: " + m.text());
	});
	page.on("request", (r) => {
		if (!r.url().startsWith(url)) foul("asks " + r.url());
	});
	return page;
}

/* Runs in the page: what a document is made of, as "parent.class>child[names
 * of attributes]", each once; and links that lead where none should. */
export function shapesOf(root) {
	const found = new Set();
	const name = (e) => e.localName + (e.classList.length ? "." + [...e.classList].join(".") : "");

	for (const e of root.querySelectorAll("*")) {
		const attributes = e.getAttributeNames().filter((a) => a !== "id").sort();
		const href = e.getAttribute("href") ?? e.getAttribute("src") ?? e.getAttribute("action");

		found.add(`${e.parentElement ? name(e.parentElement) : ""}>${name(e)}[${attributes}]`);
		if (href && !/^([/?#](?!\/)|https?:\/\/)/.test(href)) found.add("href " + href);
	}
	return [...found];
}
