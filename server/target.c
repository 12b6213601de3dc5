/* target.c - the target gate: a request target taken apart. See gate.h. */
#include "gate.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "gz/utf8.h"

static int hex(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, tolower((unsigned char)c)) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* Decode %XX (and "+" if plus) into out. False: bad %XX or a NUL. */
static bool decode(const char *text, size_t len, bool plus, struct gz_buf *out)
{
	gz_buf_clear(out);
	gz_buf_add(out, "", 0);
	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (c == '%') {
			int high = i + 2 < len ? hex(text[i + 1]) : -1;
			int low = high >= 0 ? hex(text[i + 2]) : -1;

			if (low < 0)
				return false;
			c = (char)(high * 16 + low);
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		if (!c)
			return false;
		gz_buf_putc(out, c);
	}
	return true;
}

char *gate_decode(const char *text, size_t len)
{
	struct gz_buf out = { 0 };

	decode(text, len, false, &out);
	return gz_buf_take(&out);
}

static bool part_sound(const char *text, size_t len, bool plus,
		       struct gz_buf *out, struct gate_fault *f)
{
	if (!decode(text, len, plus, out))
		return gate_fail(f, "bad-target",
				 "The address has a %% without two hexadecimal "
				 "digits behind it, or a NUL.");
	if (!gz_utf8_valid(out->data ? out->data : "", out->len))
		return gate_fail(f, "bad-target",
				 "The address is not UTF-8 when decoded.");
	return true;
}

/* Segments "." and "..", also where a "%2e" hides the dot: nothing here needs
 * them. Within a segment, in an id, "%2F" makes no segments. */
static bool has_dots(const char *raw, size_t len)
{
	while (len) {
		const char *slash = memchr(raw, '/', len);
		size_t n = slash ? (size_t)(slash - raw) : len;
		char *segment = gate_decode(raw, n);
		bool dots = !strcmp(segment, ".") || !strcmp(segment, "..");

		free(segment);
		if (dots)
			return true;
		n += slash != NULL;
		raw += n;
		len -= n;
	}
	return false;
}

static bool path_sound(const char *raw, size_t len, struct gate_target *out,
		       struct gate_fault *f)
{
	struct gz_buf path = { 0 };

	if (!part_sound(raw, len, false, &path, f)) {
		gz_buf_free(&path);
		return false;
	}
	out->path = gz_buf_take(&path);
	out->raw_path = gz_strndup(raw, len);
	for (const char *c = out->path; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 127)
			return gate_fail(f, "bad-target",
					 "The path has a control character.");
	if (has_dots(raw, len))
		return gate_fail(f, "bad-target",
				 "The path has a dot segment.");
	return true;
}

static bool param_read(const char *text, size_t len, struct gate_target *out,
		       struct gate_fault *f)
{
	const char *equals = memchr(text, '=', len);
	size_t name_len = equals ? (size_t)(equals - text) : len;
	const char *value = equals ? equals + 1 : "";
	size_t value_len = equals ? len - name_len - 1 : 0;
	struct gz_buf name = { 0 }, content = { 0 };
	bool ok;

	ok = part_sound(text, name_len, true, &name, f) &&
	     part_sound(value, value_len, true, &content, f);
	if (ok) {
		struct api_pair *p = &out->param[out->param_count++];

		p->name = gz_buf_take(&name);
		p->value = gz_buf_take(&content);
	}
	gz_buf_free(&name);
	gz_buf_free(&content);
	return ok;
}

static bool params_read(const char *at, const char *end,
			struct gate_target *out, struct gate_fault *f)
{
	out->param = gz_alloc(GATE_PARAMS * sizeof(*out->param));
	while (at < end) {
		const char *amp = memchr(at, '&', (size_t)(end - at));
		size_t len = (size_t)((amp ? amp : end) - at);

		if (len && out->param_count == GATE_PARAMS)
			return gate_fail(f, "too-many-parameters",
					 "A request has %d parameters at most.",
					 GATE_PARAMS);
		if (len && !param_read(at, len, out, f))
			return false;
		at += len + (amp != NULL);
	}
	return true;
}

static bool target_form(const char *target, size_t len, struct gate_fault *f)
{
	if (len == 0 || target[0] != '/')
		return gate_fail(f, "bad-target",
				 "The request target is not a path.");
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)target[i] <= ' ' || target[i] == 127 ||
		    target[i] == '#')
			return gate_fail(f, "bad-target",
					 "The address has a blank, a control "
					 "character or a #.");
	return true;
}

bool gate_target(const char *target, size_t len, struct gate_target *out,
		 struct gate_fault *fault)
{
	const char *question;
	size_t path_len;

	*out = (struct gate_target){ 0 };
	if (!target_form(target, len, fault))
		return false;
	question = memchr(target, '?', len);
	path_len = question ? (size_t)(question - target) : len;
	if (path_sound(target, path_len, out, fault) &&
	    (!question || params_read(question + 1, target + len, out, fault)))
		return true;
	gate_target_clear(out);
	return false;
}

void gate_target_clear(struct gate_target *t)
{
	for (size_t i = 0; i < t->param_count; i++) {
		free(t->param[i].name);
		free(t->param[i].value);
	}
	free(t->param);
	free(t->path);
	free(t->raw_path);
	*t = (struct gate_target){ 0 };
}
