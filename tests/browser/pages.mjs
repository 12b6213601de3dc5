/* pages.mjs URL SHOTS - every state of the page: without fault to axe, whole at
 * every width, to be gone through by keyboard, with and without its script.
 * Screenshots go to the folder SHOTS. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { check, is, newPage, open } from "./kit.mjs";

const [url, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/* name, address, and what to look at: "shot" for one of the ten main states */
const states = [
	["start", "/", "shot"],
	["results", "/search?q=president", "shot"],
	["chips", "/search?q=court&source=Potomac&from-date=2016&order-by=newest", "shot"],
	["second page", "/search?page=2"],
	["relaxed", "/search?q=senate+zebra+budget"],
	["nothing", "/search?q=xyzzy&from-date=2017", "shot"],
	["refusal", "/search?q=w*&from-date=soon", "shot"],
	["article", "/articles/versioned?q=budget", "shot"],
	["changes", "/articles/versioned/versions/2?diff=1", "shot"],
	["earlier", "/articles/versioned/versions/1"],
	["right to left", "/articles/rtl?q=x"],
	["authors", "/facets/byline?q=the", "shot"],
	["sources", "/sources", "shot"],
	["advanced", "/advanced", "shot"],
	["help", "/help"],
	["no article", "/articles/none"],
];

/* ---- axe, and nothing that sticks out --------------------------------------- */

/* Those of axe's rules whose verdict depends on colours and widths; the others
 * are tried once. */
const visual = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"];

async function violations(page, rules) {
	return page.evaluate(async (rules) => {
		const options = { resultTypes: ["violations"], ...(rules && { runOnly: rules }) };
		const found = await window.axe.run(document, options);

		return found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`);
	}, rules);
}

/* Every colour scheme at every width, one half with the script and one without
 * it: a page is the same then but for a button or two. The first has all rules. */
const looks = {
	"script": [["light", 800], ["dark", 320], ["light", 2560]],
	"no script": [["dark", 800], ["light", 320], ["dark", 2560]],
};

async function lookAt(page, name, script) {
	for (const [i, [colorScheme, width]] of looks[script].entries()) {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width, height: 900 });
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		const what = `${name}, ${colorScheme}, ${width} px, ${script}`;
		const found = await violations(page, i ? visual : undefined);

		check(`${what}: axe`, !found.length, ...found);
		check(`${what}: nothing sticks out`, wide <= width, `${wide} px`);
	}
}

async function shoot(page, name) {
	for (const [width, colorScheme] of [[1280, "light"], [360, "dark"]]) {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width, height: 900 });
		await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png` });
	}
}

async function everyState(browser, script, part) {
	const page = await newPage(browser, url);

	if (!script) await page.route("**/search.js", (route) => route.fulfill({ body: "" }));
	for (const [i, [name, path, shot]] of states.entries()) {
		if (i % 2 !== part) continue;
		await page.goto(path);
		is(`${name} has one h1`, 1, await page.locator("h1").count());
		if (script && shot) await shoot(page, name.replace(/ /g, "-"));
		await page.evaluate(axe);
		await lookAt(page, name, script ? "script" : "no script");
	}
	await page.context().close();
}

/* ---- journeys --------------------------------------------------------------- */

const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());

/* Do what leads elsewhere, and be there. */
async function follow(page, act) {
	await Promise.all([page.waitForEvent("framenavigated"), act()]);
	await page.waitForLoadState();
}

const query = (page) => new URL(page.url()).searchParams;

async function withKeys(browser) {
	const page = await newPage(browser, url);

	await page.goto("/");
	await page.keyboard.press("Tab");
	is("the first stop skips to the content", "Skip to the content", await focused(page));
	await page.keyboard.press("/");
	await page.keyboard.type("budget");
	await page.keyboard.press("Enter");
	await page.waitForURL("**/search?q=budget");
	check("what was left empty is not in the address", !page.url().includes("date"));
	await page.keyboard.press("?");
	is("? shows the keys", 1, await page.locator("dialog[open]").count());
	const found = await (async () => { await page.evaluate(axe); return violations(page); })();
	check("the keys: axe", !found.length, ...found);
	await page.keyboard.press("Escape");
	await page.locator("dialog").waitFor({ state: "detached" });
	is("and Escape takes them away", 0, await page.locator("dialog").count());
	await page.keyboard.press("j");
	await page.keyboard.press("j");
	await page.keyboard.press("k");
	const title = await page.locator("ol.results h2 a").first().innerText();
	is("j and k go from result to result", title, await focused(page));
	const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
	is("with a ring round it", "3px", outline);
	await page.keyboard.press("Enter");
	await page.waitForURL("**/articles/**");
	await follow(page, () => page.keyboard.press("j"));
	check("j goes to a match", page.url().endsWith("#hit-1"), page.url());
	await page.context().close();
}

async function dragged(browser) {
	const page = await newPage(browser, url);

	await page.goto("/search?q=the");
	const box = await page.locator("svg.timeline").boundingBox();
	const total = parseInt((await page.locator("h1").innerText()).replace(",", ""), 10);
	await page.mouse.move(box.x + box.width * .5, box.y + 30);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width * .99, box.y + 40, { steps: 4 });
	await page.mouse.up();
	await page.waitForURL("**from-date=**");
	const part = parseInt((await page.locator("h1").innerText()).replace(",", ""), 10);
	check("a range that was dragged narrows", part > 0 && part < total, `${part} of ${total}`);
	check("to two dates", query(page).get("from-date") < query(page).get("to-date"), page.url());
	await page.context().close();
}

async function withoutScript(browser) {
	const page = await newPage(browser, url, { javaScriptEnabled: false });

	await page.goto("/advanced");
	await page.fill("#all", "senate");
	await page.fill("#any", "budget \"health care\"");
	await page.fill("#none", "zebra");
	await follow(page, () => page.click("form.advanced button"));
	is("the form writes the query", "senate (budget OR \"health care\") -zebra", query(page).get("q"));
	is("and the box shows it", query(page).get("q"), await page.inputValue("#q"));

	await page.goto("/search?q=the");
	const count = parseInt(await page.locator(".facets li span").first().innerText(), 10);
	await follow(page, () => page.locator(".facets li a").first().click());
	is("a facet finds as many as it says", `${count} article${count === 1 ? "" : "s"}`,
		await page.locator("h1").innerText());
	await follow(page, () => page.locator(".chips a").first().click());
	is("and its chip takes it out", null, query(page).get("source"));

	const row = page.locator("figure tr:has(td)").first();
	await page.locator("summary").click();
	const articles = await row.locator("td").first().innerText();
	await follow(page, () => row.locator("a").click());
	check("a row of the timeline finds as many as it says",
		(await page.locator("h1").innerText()).startsWith(articles + " article"));
	await page.goto("/search?q=the");
	await follow(page, () => page.locator("svg.timeline a").first().click({ force: true }));
	check("a bar narrows the dates", query(page).has("from-date"), page.url());

	await page.goto("/articles/versioned?q=budget");
	await follow(page, () => page.click(".hits a >> nth=1"));
	check("a match is jumped to", page.url().endsWith("#hit-2"), page.url());
	await follow(page, () => page.click("text=what changed"));
	check("what changed is shown", await page.locator("ins").count() > 1 && await page.locator("del").count() > 1);
	await page.goto("/help");
	await follow(page, () => page.locator(".manual code a").first().click());
	check("an example of the help is a search", page.url().includes("/search?q="));
	await page.context().close();
}

/* The sheet has the address and the day of each hit. */
async function printed(browser) {
	const page = await newPage(browser, url);

	await page.goto("/articles/versioned");
	await page.goto("/search?q=budget");
	await page.emulateMedia({ media: "print" });
	const [form, address, day] = await page.evaluate(() => [
		getComputedStyle(document.querySelector("form")).display,
		getComputedStyle(document.querySelector(".origin a[rel]"), "::after").content,
		document.querySelector("ol.results time").checkVisibility(),
	]);
	is("no form is printed", "none", form);
	check("addresses are", address.includes("http"), address);
	check("days are", day);
	await page.context().close();
}

await open(async (browser) => {
	const part = async (name, test, ...with_) => {
		const began = Date.now();

		await test(browser, ...with_);
		console.log(`# ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
	};

	await Promise.all([part("states", everyState, true, 0), part("states", everyState, true, 1)]);
	await Promise.all([part("no script", everyState, false, 0), part("no script", everyState, false, 1)]);
	await part("keys", withKeys);
	await part("brush", dragged);
	await part("no script", withoutScript);
	await part("print", printed);
});
