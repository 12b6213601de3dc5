// document.js - www/openapi.json, asked what an answer may be.
'use strict';
const SwaggerParser = require('@apidevtools/swagger-parser');
const Ajv = require('ajv/dist/2020');
const addFormats = require('ajv-formats');

function isId(segment) {
	return segment.startsWith('{');
}

// The segments of a template that a path fits, fewest ids first, as OpenAPI
// wants it: what is written out counts before what is a parameter.
function fits(template, path) {
	return template.length === path.length && template.every((segment, i) =>
		isId(segment) ? path[i] !== '' : segment === path[i]);
}

class Document {
	constructor(document) {
		this.document = document;
		this.templates = Object.keys(document.paths)
			.map((path) => ({ path, segments: path.split('/') }))
			.sort((a, b) => a.segments.filter(isId).length -
				b.segments.filter(isId).length);
		this.ajv = new Ajv({ strict: false, allErrors: true });
		addFormats(this.ajv);
		this.ajv.addSchema(document, 'openapi');
		this.validators = new Map();
	}

	static async open(file) {
		await SwaggerParser.validate(file); // is it OpenAPI 3.1 at all?
		return new Document(JSON.parse(require('fs').readFileSync(file)));
	}

	resolve(pointer) {
		let at = pointer, value;

		do {
			value = at.split('/').slice(1).reduce((node, key) =>
				node && node[decodeURIComponent(key)
					.replace(/~1/g, '/').replace(/~0/g, '~')],
				this.document);
			if (value && value.$ref && !/\/schema/.test(at))
				at = value.$ref.slice(1);
			else
				return { at, value };
		} while (value);
	}

	// The template that a path has, or undefined.
	find(path) {
		const segments = path.split('/');

		return this.templates.find((t) => fits(t.segments, segments));
	}

	// Where the document describes this answer: { name, at, value }.
	response(method, path, status) {
		const verb = (method === 'HEAD' ? 'get' : method.toLowerCase());
		const template = this.find(path);
		const known = template && verb in this.document.paths[template.path];
		const name = known ? `${verb.toUpperCase()} ${template.path}` : 'elsewhere';
		const base = known
			? `/paths/${escapePart(template.path)}/${verb}/responses/${status}`
			: `/x-elsewhere/responses/${status}`;

		return { name, ...this.resolve(base) };
	}

	// What is wrong with data by the schema at pointer: sentences.
	check(pointer, data) {
		let validate = this.validators.get(pointer);

		if (!validate) {
			validate = this.ajv.compile({ $ref: `openapi#${pointer}` });
			this.validators.set(pointer, validate);
		}
		return validate(data) ? [] : validate.errors.map((e) =>
			`${e.instancePath || 'it'} ${e.message} ${JSON.stringify(e.params)}`);
	}
}

function escapePart(key) {
	return encodeURIComponent(key.replace(/~/g, '~0').replace(/\//g, '~1'));
}

module.exports = { Document, escapePart };
