/* xml_mend.c - foreign XML to XML that may be parsed. See xml.h.
 *
 * One pass that copies elements, text and CDATA sections and leaves the rest
 * out. Start tags get a matching end, stray ends go, attributes are quoted,
 * an "&" or "<" that begins nothing is written as a reference, and so HTML's
 * named characters as what they stand for. Whatever is searched for and not
 * found ends the document, so that the pass is linear.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "xml.h"

struct open {
	const char *name; /* in the text */
	size_t len;
	unsigned namespaces; /* declared by it and around it */
};

struct mend {
	const char *start, *at, *end;
	struct gz_buf *out;
	struct open open[XML_DEPTH];
	unsigned depth;
	size_t elements;
	bool broken;
	struct gz_err *err;
};

/* Elements of HTML that people do not close; not <link>, which feeds have. */
static const char *const voids[] = { "br", "hr", "img" };

static bool over(struct mend *m, int limit, const char *what)
{
	unsigned long line = 1;

	for (const char *c = m->start; c < m->at; c++)
		line += *c == '\n';
	return gz_fail(m->err, GZ_DATA, "over %d %s at line %lu", limit, what,
		       line);
}

static bool begins(const struct mend *m, const char *with)
{
	return strncmp(m->at, with, strlen(with)) == 0;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool starts_name(char c)
{
	return isalpha((unsigned char)c) || c == '_' || c == ':' ||
	       (unsigned char)c >= 0x80;
}

static size_t name_len(const char *at)
{
	size_t n = 0;

	if (!starts_name(*at))
		return 0;
	while (starts_name(at[n]) || isdigit((unsigned char)at[n]) ||
	       at[n] == '-' || at[n] == '.')
		n++;
	return n;
}

/* Leave out everything up to to, but not its lines. */
static void drop(struct mend *m, const char *to)
{
	for (; m->at < to; m->at++)
		if (*m->at == '\n')
			gz_buf_putc(m->out, '\n');
}

/* Leave out everything up to and with the text; all, if it does not come. */
static void drop_past(struct mend *m, const char *text)
{
	const char *found = strstr(m->at, text);

	m->broken |= !found;
	drop(m, found ? found + strlen(text) : m->end);
}

/* --- text ----------------------------------------------------------------- */

static void put_text(struct mend *m, const char *to)
{
	m->broken |= !xml_put_text(m->at, to, m->out);
	m->at = to;
}

/* Text outside the root is none. */
static void text(struct mend *m, const char *to)
{
	if (m->depth) {
		put_text(m, to);
		return;
	}
	for (const char *c = m->at; c < to; c++)
		m->broken |= !is_space(*c);
	drop(m, to);
}

static void cdata(struct mend *m)
{
	const char *close = strstr(m->at, "]]>");

	const char *end = close ? close : m->end;

	m->broken |= !close || !m->depth;
	if (m->depth) {
		m->broken |= !xml_put_chars(m->at, end, m->out);
		gz_buf_puts(m->out, "]]>");
		m->at = end;
	}
	drop(m, close ? close + 3 : end);
}

/* --- tags ----------------------------------------------------------------- */

static void put_space(struct mend *m)
{
	for (; is_space(*m->at); m->at++)
		gz_buf_putc(m->out, *m->at);
}

/* Up to what ends a value at m->at, which is moved behind its quote. */
static const char *value_end(struct mend *m)
{
	char quote = *m->at;
	const char *close;

	if (quote == '"' || quote == '\'') {
		m->at++;
		close = strchr(m->at, quote);
		if (close)
			return close;
	}
	m->broken = true;
	return m->at + strcspn(m->at, " \t\r\n>");
}

static void attribute(struct mend *m)
{
	size_t n = name_len(m->at);
	const char *close;

	gz_buf_putc(m->out, ' ');
	gz_buf_add(m->out, m->at, n);
	m->at += n;
	put_space(m);
	gz_buf_puts(m->out, "=");
	m->broken |= *m->at != '=';
	if (*m->at == '=') {
		m->at++;
		put_space(m);
		gz_buf_putc(m->out, '"');
		close = value_end(m);
		put_text(m, close);
		m->at += *m->at == '"' || *m->at == '\'';
	} else {
		gz_buf_putc(m->out, '"');
	}
	gz_buf_putc(m->out, '"');
}

/* The attributes up to the end of the tag. */
static bool attributes(struct mend *m, struct open *tag)
{
	unsigned count = 0;

	while (m->at < m->end && !strchr("<>", *m->at) && !begins(m, "/>")) {
		if (is_space(*m->at)) {
			put_space(m);
		} else if (!name_len(m->at)) {
			m->broken = true;
			m->at++;
		} else {
			if (++count > XML_ATTRIBUTES)
				return over(m, XML_ATTRIBUTES,
					    "attributes in one element");
			tag->namespaces += begins(m, "xmlns");
			attribute(m);
		}
	}
	return tag->namespaces <= XML_NAMESPACES ||
	       over(m, XML_NAMESPACES, "namespaces around one element");
}

static bool is_void(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(voids) / sizeof(*voids); i++)
		if (strlen(voids[i]) == len && memcmp(voids[i], name, len) == 0)
			return true;
	return false;
}

static bool start_tag(struct mend *m)
{
	struct open tag = { m->at + 1, name_len(m->at + 1), 0 };
	bool closed;

	if (m->depth == XML_DEPTH)
		return over(m, XML_DEPTH, "elements in each other");
	if (++m->elements > XML_ELEMENTS)
		return over(m, XML_ELEMENTS, "elements");
	if (m->depth)
		tag.namespaces = m->open[m->depth - 1].namespaces;
	gz_buf_add(m->out, m->at, 1 + tag.len);
	m->at += 1 + tag.len;
	if (!attributes(m, &tag))
		return false;
	closed = begins(m, "/>");
	m->at += closed ? 2 : *m->at == '>';
	m->broken |= m->at[-1] != '>';
	if (!closed && is_void(tag.name, tag.len) && !begins(m, "</"))
		closed = m->broken = true;
	gz_buf_puts(m->out, closed ? "/>" : ">");
	if (!closed)
		m->open[m->depth++] = tag;
	return true;
}

static void close_to(struct mend *m, unsigned depth)
{
	m->broken |= m->depth > depth + 1;
	while (m->depth > depth) {
		m->depth--;
		gz_buf_puts(m->out, "</");
		gz_buf_add(m->out, m->open[m->depth].name,
			   m->open[m->depth].len);
		gz_buf_putc(m->out, '>');
	}
}

/* Close what stands open in it too; an end without beginning goes. */
static void end_tag(struct mend *m)
{
	const char *name = m->at + 2;
	size_t len = name_len(name);
	unsigned i = m->depth;

	while (i && (m->open[i - 1].len != len ||
		     memcmp(m->open[i - 1].name, name, len) != 0))
		i--;
	if (i)
		close_to(m, i - 1);
	m->broken |= !i;
	drop(m, name + len + strcspn(name + len, "<>"));
	m->at += *m->at == '>';
}

/* <!DOCTYPE ...> with all that stands in it, or the like. */
static void declaration(struct mend *m)
{
	const char *c = m->at + 2, *comment;
	char quote = 0;
	int depth = 0;

	for (; *c && (quote || depth || *c != '>'); c++) {
		if (quote)
			quote = *c == quote ? 0 : quote;
		else if (strncmp(c, "<!--", 4) == 0) {
			comment = strstr(c, "-->");
			c = comment ? comment + 2 : m->end - 1;
		} else if (*c == '"' || *c == '\'')
			quote = *c;
		else
			depth += (*c == '[') - (*c == ']');
	}
	m->broken |= !*c;
	drop(m, c + (*c == '>'));
}

/* What begins with "<". False ends the pass, with a sentence or at the end. */
static bool markup(struct mend *m)
{
	if (begins(m, "<![CDATA["))
		cdata(m);
	else if (begins(m, "<!--"))
		drop_past(m, "-->");
	else if (begins(m, "<?"))
		drop_past(m, "?>");
	else if (begins(m, "<!"))
		declaration(m);
	else if (begins(m, "</") && name_len(m->at + 2))
		end_tag(m);
	else if (name_len(m->at + 1) && (m->depth || !m->elements))
		return start_tag(m);
	else if (name_len(m->at + 1)) { /* a second root */
		m->broken = true;
		m->at = m->end;
	} else {
		m->broken = true;
		text(m, m->at + 1);
	}
	return true;
}

bool xml_mend(const char *start, size_t len, struct gz_buf *out, bool *broken,
	      struct gz_err *err)
{
	struct mend m = { .start = start,
			  .at = start,
			  .end = start + len,
			  .out = out,
			  .err = err };
	const char *next;

	while (m.at < m.end) {
		if (*m.at == '<') {
			if (!markup(&m))
				return false;
			continue;
		}
		next = strchr(m.at, '<');
		text(&m, next ? next : m.end);
	}
	if (m.depth) {
		m.broken = true;
		gz_buf_puts(out, XML_CUT);
	}
	close_to(&m, 0);
	*broken = m.broken;
	return m.elements || gz_fail(err, GZ_DATA, "no XML in it");
}
