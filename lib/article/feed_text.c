/* feed_text.c - text constructs of feeds (RFC 4287 section 3.1, and Atom 0.3's
 * mode). See feed.h. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "encode.h"
#include "feed.h"
#include "fields.h"
#include "html_fragment.h"

/* Whether type begins with one of these and goes on with no letter. */
static bool is_one_of(const char *type, const char *const *list)
{
	for (; *list; list++)
		if (strncasecmp(type, *list, strlen(*list)) == 0 &&
		    !isalpha((unsigned char)type[strlen(*list)]))
			return true;
	return false;
}

/* What is of no known type is base64 (RFC 4287 section 4.1.3.3); it may be
 * text all the same. */
#define BYTES "application/octet-stream"

/* What a type says of the text in it. */
enum kind {
	KIND_PLAIN,
	KIND_HTML,
	KIND_UNSAID,
	KIND_FOREIGN
};

static enum kind kind_of(const char *type)
{
	static const char *const html[] = { "html", "text/html", "xhtml",
					    "application/xhtml", NULL };
	static const char *const plain[] = { "text", "text/plain", NULL };
	static const char *const unsaid[] = { "xml", "text/xml",
					      "application/xml", BYTES, NULL };

	if (!type || !*type || is_one_of(type, unsaid))
		return KIND_UNSAID;
	if (is_one_of(type, html))
		return KIND_HTML;
	return is_one_of(type, plain) ? KIND_PLAIN : KIND_FOREIGN;
}

static int base64_value(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm"
				     "nopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* RFC 4648; what is no digit is passed over. */
static char *base64(char *text)
{
	struct gz_buf bytes = { 0 }, out = { 0 };
	unsigned bits = 0, have = 0;

	for (const char *c = text; *c && *c != '='; c++) {
		int v = base64_value(*c);

		if (v < 0)
			continue;
		bits = bits << 6 | (unsigned)v;
		have += 6;
		if (have >= 8) {
			have -= 8;
			gz_buf_putc(&bytes, (char)(bits >> have & 0xff));
		}
	}
	encode_utf8(bytes.len ? bytes.data : "", bytes.len, NULL, &out);
	gz_buf_free(&bytes);
	free(text);
	return gz_buf_take(&out);
}

static bool has_elements(const xmlNode *node)
{
	return xml_child(node, NULL, NULL) != NULL;
}

static char *content(const xmlNode *node)
{
	const char *mode = xml_attr(node, NULL, "mode");
	const char *type = xml_attr(node, NULL, "type");
	char *raw = xml_raw(node);

	return (mode && strcasecmp(mode, "base64") == 0) ||
			       (type && strcasecmp(type, BYTES) == 0)
		       ? base64(raw)
		       : raw;
}

bool feed_text(const xmlNode *node, bool rich, char **text, struct gz_err *err)
{
	enum kind kind = kind_of(xml_attr(node, NULL, "type"));
	bool ok = true;
	char *raw;

	*text = NULL;
	if (kind == KIND_FOREIGN)
		return true;
	if (has_elements(node)) {
		*text = fragment_tree(node);
		return true;
	}
	raw = content(node);
	if (kind == KIND_HTML || (kind == KIND_UNSAID && rich) ||
	    fragment_is_html(raw))
		ok = fragment_read(raw, text, err);
	else
		*text = fragment_plain(raw);
	free(raw);
	return ok;
}

bool feed_line(const xmlNode *node, char **field, struct gz_err *err)
{
	char *text;

	if (!feed_text(node, false, &text, err))
		return false;
	field_fill(field, text);
	free(text);
	return true;
}
