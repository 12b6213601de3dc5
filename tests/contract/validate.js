// validate.js FOLDER... - every answer that the plays recorded there (see
// curl() in tests/lib.sh), against www/openapi.json: its path, status,
// headers, media type and body. Ends with the one line a machine reads.
'use strict';
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');
const { answers } = require('./trace');
const { Document, escapePart } = require('./document');

const DOCUMENT = path.join(__dirname, '../../www/openapi.json');
const unpack = { gzip: zlib.gunzipSync, br: zlib.brotliDecompressSync };

function text(answer) {
	const coding = answer.headers['content-encoding'];

	return new TextDecoder('utf-8', { fatal: true }).decode(
		coding ? unpack[coding](answer.body) : answer.body);
}

function headerFaults(document, answer, { at, value }) {
	return Object.keys(value.headers || {}).flatMap((name) => {
		const header = document.resolve(`${at}/headers/${escapePart(name)}`);
		const got = answer.headers[name.toLowerCase()];

		if (got === undefined)
			return header.value.required ? [`it has no header ${name}`] : [];
		return document.check(`${header.at}/schema`, got)
			.map((fault) => `header ${name}: ${fault}`);
	});
}

// A value each: the body, or its lines.
function values(type, body, media) {
	if (media['x-line-schema'])
		return body.split('\n').filter(Boolean).map((line) => JSON.parse(line));
	return [/json$/.test(type) ? JSON.parse(body) : body];
}

function bodyFaults(document, answer, { at, value }) {
	const type = (answer.headers['content-type'] || '').split(';')[0];
	const media = value.content && value.content[type];

	if (!value.content)
		return answer.body.length ? ['it has a body'] : [];
	if (!media)
		return [`its type ${type} is not described`];
	if (answer.method === 'HEAD' || !answer.whole)
		return [];
	const schema = `${at}/content/${escapePart(type)}/` +
		(media['x-line-schema'] ? 'x-line-schema' : 'schema');
	return media.schema
		? values(type, text(answer), media).flatMap((v) => document.check(schema, v))
		: [];
}

function faultsOf(document, answer, described) {
	if (!described.value)
		return [`status ${answer.status} is not described for ${described.name}`];
	try {
		return [...headerFaults(document, answer, described),
			...bodyFaults(document, answer, described)];
	} catch (e) {
		return [e.message];
	}
}

function* files(folder) {
	for (const name of fs.readdirSync(folder).sort())
		yield path.join(folder, name);
}

async function main(folders) {
	const document = await Document.open(DOCUMENT);
	const seen = new Map(), bad = new Set(), told = new Set();
	let count = 0;

	for (const file of folders.flatMap((folder) => [...files(folder)])) {
		for (const answer of answers(file)) {
			const described = document.response(answer.method,
				answer.target.split('?')[0], answer.status);
			const faults = faultsOf(document, answer, described);
			const pair = `${described.name} ${answer.status}`;
			const what = `${pair}: ${faults.slice(0, 3).join('; ')}`;

			count++;
			seen.set(pair, (seen.get(pair) || 0) + 1);
			if (!faults.length)
				continue;
			bad.add(pair);
			if (!told.has(what) && told.add(what))
				console.log(`not ok: ${what}\n  ${answer.method} ${answer.target}`);
		}
	}
	if (process.env.CONTRACT_SHOW)
		fs.writeFileSync(process.env.CONTRACT_SHOW, [...seen].sort()
			.map(([pair, n]) => `${pair}: ${n}\n`).join(''));
	console.log(`told: ${count} answers, ${seen.size} pairs of operation and status`);
	console.log(`${seen.size - bad.size} passed, ${bad.size} failed`);
	process.exitCode = bad.size || !count ? 1 : 0;
}

main(process.argv.slice(2));
