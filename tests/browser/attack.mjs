/* attack.mjs LIST... >ARTICLES        articles with each line of the lists as
 *                                    title, body, byline, source, URL and id
 * attack.mjs --url URL LIST...       ask for them, and for each line as a query:
 *                                    no page has an element or an attribute
 *                                    that pages of plain words have not;
 *                                    nothing runs */
import { readFileSync } from "node:fs";
import { check, newPage, open, shapesOf } from "./kit.mjs";

const arguments_ = process.argv.slice(2);
const url = arguments_[0] === "--url" ? arguments_.splice(0, 2)[1] : null;

/* A list of JSON or a line each; what is no UTF-8 is mended, as by a reader. */
function strings(file) {
	const text = readFileSync(file, "utf8");

	return file.endsWith(".json") ? JSON.parse(text).map((q) => String(q.q ?? q))
		: text.split("\n").filter((line) => line.trim());
}

/* Those without a sign of markup, paths most of all, several at once. */
function* grouped(list) {
	const paths = list.filter((s) => !/[<>"'`&]/.test(s) && s.length < 90);

	yield* list.filter((s) => !paths.includes(s));
	for (let i = 0; i < paths.length; i += 10) yield paths.slice(i, i + 10).join(" ");
}

const lines = [...new Set(arguments_.flatMap(strings))];
const all = [...grouped(lines.map((s) => s.slice(0, 600)))];

/* ---- the articles ----------------------------------------------------------- */

function article(id, s, day) {
	return { id, published: day, title: `${s} needle`, standfirst: s, byline: [s.slice(0, 200)], source: s.slice(0, 200),
		section: s.slice(0, 200), language: s.slice(0, 20), url: s.startsWith("http") ? s : `https://x.example/${s}`,
		body: `${s} needle ${s}\n\n${s}\nneedle` };
}

function write() {
	const line = (a) => console.log(JSON.stringify(a));
	const name = (s) => Buffer.from(s).subarray(0, 180).toString().replace(/\uFFFD|\0/g, "") || "x";

	for (const [i, s] of all.entries()) {
		const clean = s.replace(/\0/g, " ");

		line(article(`attack-${i}`, clean, `2017-0${i % 9 + 1}-02`));
		if (i % 5 === 0) line({ ...article(name(clean), clean, "2017-03-04"), url: clean });
	}
	line(article("plain", "plain, words", "2017-03-03"));
	line({ ...article("plain", "plain, words", "2017-03-03"), title: "other needle" });
	line(article("unlinked", 'saying, "so"', "2017-03-03"));
}

/* ---- asking ----------------------------------------------------------------- */

const q = encodeURIComponent;

/* What pages of harmless words look like. */
const plain = ["/", "/search?q=needle+plain", "/search?q=needle&page=2", "/search?q=needle&page-size=200",
	"/search?q=needle&source=plain&from-date=2017", "/search?q=needle&source=plain&page=2", "/search?q=zebra&from-date=2017",
	"/search?q=needle+zebra+plain", "/search?q=%22needle&nonsense=1", "/search?q=w*", "/search?q=needle&from-date=soon",
	"/search?q=name:needle", "/search?q=(needle", "/search?q=date:never", "/search?q=tax&page=2", "/search?q=source:%3Dplain",
	"/articles/plain?q=needle", "/articles/plain", "/articles/plain/versions/1", "/articles/plain/versions/2?diff=1",
	"/facets/source", "/facets/byline?q=needle", "/facets/byline?page=2", "/facets/byline?prefix=zebra", "/sources", "/sources?page=2",
	"/sources?prefix=zebra", "/sources?prefix=saying", "/facets/section?prefix=saying", "/facets/byline?prefix=saying",
	"/facets/nothing", "/advanced", "/help", "/articles/nothing"];

const asked = [
	...all.flatMap((s, i) => [`/articles/attack-${i}?q=needle`, `/search?q=${q(s)}`]),
	...all.filter((s, i) => i % 8 === 0).flatMap((s) => [`/search?q=needle&source=${q(s)}&from-date=${q(s)}`,
		`/advanced?all=${q(s)}&phrase=${q(s)}`, `/facets/source?prefix=${q(s)}`]),
	...Array.from({ length: Math.ceil(all.length / 150) + 1 }, (_, i) => `/search?q=needle&page-size=200&page=${i + 1}`),
	...Array.from({ length: Math.ceil(all.length / 50) + 1 }, (_, i) => [`/facets/byline?page=${i + 1}`,
		`/facets/source?q=needle&page=${i + 1}`, `/facets/section?page=${i + 1}`]).flat(),
	...Array.from({ length: Math.ceil(all.length / 30) + 1 }, (_, i) => `/sources?page=${i + 1}`),
].filter((path) => path.length < 7000 && !/%00/.test(path));

/* In the page: get each path and say what it has that is not known. */
function inspect(page, paths, known) {
	return page.evaluate(async ([paths, known, source]) => {
		const shapesOf = new Function(`return (${source})`)();
		const allowed = new Set(known), found = new Set(), parser = new DOMParser(), queue = [...paths];
		let pages = 0;

		await Promise.all(Array.from({ length: 4 }, async () => {
			for (let path; (path = queue.pop());) {
				const answer = await fetch(path);
				if (answer.status === 503) { /* crowded: again */
					queue.unshift(path);
					continue;
				}
				const text = await answer.text();

				if (!(answer.headers.get("content-type") || "").startsWith("text/html")) continue;
				pages++;
				for (const shape of shapesOf(parser.parseFromString(text, "text/html")))
					if (!allowed.has(shape)) found.add(known.length ? `${path}: ${shape}` : shape);
			}
		}));
		return { pages, found: [...found] };
	}, [paths, known, shapesOf.toString()]);
}

if (!url)
	write();
else
	await open(async (browser) => {
		const page = await newPage(browser, url, { bypassCSP: true });

		await page.goto("/help");
		const { found: known } = await inspect(page, plain, []);
		const { pages, found } = await inspect(page, asked, known);
		check(`no foreign node on ${pages} pages`, pages > asked.length * .9 && !found.length,
			`${pages} of ${asked.length}`, ...found.slice(0, 12));
		console.log(`# ${lines.length} strings, ${pages} pages, ${known.length} shapes known, ${found.length} foreign`);
		await page.context().close();

		/* for real, under the policy and with the script: see kit.mjs */
		const real = await newPage(browser, url);
		for (const path of asked.filter((p, i) => i % Math.ceil(asked.length / 30) === 0))
			await real.goto(path);
		await real.context().close();
	});
