// trace.js - what curl --trace wrote, as requests and their responses.
'use strict';
const fs = require('fs');

const BLOCK = /^(<=|=>) (Recv|Send) (header|data), \d+ bytes/;
const ROW = /^[0-9a-f]{4,}: /;
const ROW_HEX = 3 * 16; // "48 54 ", 16 bytes a row, then the same as text

// The blocks of a file: which way, whether head or body, and the bytes. Bodies
// that were sent are passed over.
function* blocks(file) {
	let block = null, hex = '';
	const done = () => ({ ...block, bytes: Buffer.from(hex, 'hex') });

	for (const line of fs.readFileSync(file, 'latin1').split('\n')) {
		const row = block && ROW.exec(line);

		if (row) {
			if (!block.sent || block.head)
				hex += line.substr(row[0].length, ROW_HEX).replace(/ /g, '');
			continue;
		}
		if (block)
			yield done();
		const head = BLOCK.exec(line);
		block = head && { sent: head[1] === '=>', head: head[3] === 'header' };
		hex = '';
	}
	if (block)
		yield done();
}

function readHead(text) {
	const [first, ...rest] = text.split('\r\n');
	const headers = {};

	for (const line of rest) {
		const at = line.indexOf(':');
		const name = line.slice(0, at).toLowerCase();

		if (at > 0)
			headers[name] = (name in headers ? headers[name] + ', ' : '') +
				line.slice(at + 1).trim();
	}
	return { first, headers };
}

function unchunk(bytes) {
	const parts = [];

	for (let at = 0; ;) {
		const end = bytes.indexOf('\r\n', at);
		const size = parseInt(bytes.toString('latin1', at, end), 16);

		if (end < 0 || !size)
			return Buffer.concat(parts);
		parts.push(bytes.subarray(end + 2, end + 2 + size));
		at = end + 2 + size + 2;
	}
}

function answer(request, head, body) {
	const { first, headers } = readHead(head);
	const [method, target] = request.split('\r\n')[0].split(' ');
	const chunked = headers['transfer-encoding'] === 'chunked';

	return {
		method, target, headers,
		status: first.split(' ')[1],
		body: chunked ? unchunk(body) : body,
		// a client that left early has part of it only
		whole: chunked ? body.includes('0\r\n\r\n', -5)
			: Number(headers['content-length'] || 0) === body.length,
	};
}

// Every answer of a file. 100 Continue is none; what was cut off is left out.
exports.answers = function* (file) {
	let request = '', head = '', body = [];
	const whole = () => head.endsWith('\r\n\r\n') && request;

	for (const block of blocks(file)) {
		if (block.sent && block.head) {
			if (whole())
				yield answer(request, head, Buffer.concat(body));
			request = block.bytes.toString('latin1');
			head = '';
			body = [];
		} else if (!block.sent && block.head) {
			head += block.bytes.toString('latin1');
			if (/^HTTP\/1\.1 100 [^]*\r\n\r\n$/.test(head))
				head = '';
		} else if (!block.sent) {
			body.push(block.bytes);
		}
	}
	if (whole())
		yield answer(request, head, Buffer.concat(body));
};
