/* mime.c - messages. See mime.h. */
#include "mime.h"

#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>

#include "encode.h"
#include "fields.h"
#include "html.h"
#include "reader.h"
#include "text.h"

#define DEPTH_MAX 16 /* parts in parts */
#define STUB_MAX 300 /* bytes: "This message is best read as HTML." */

/* The first of either kind, borrowed. */
struct parts {
	GMimePart *html, *plain;
};

static void find_parts(GMimeObject *object, unsigned depth, struct parts *p)
{
	if (GMIME_IS_MULTIPART(object) && depth < DEPTH_MAX) {
		GMimeMultipart *m = GMIME_MULTIPART(object);

		for (int i = 0; i < g_mime_multipart_get_count(m); i++)
			find_parts(g_mime_multipart_get_part(m, i), depth + 1,
				   p);
	}
	if (!GMIME_IS_PART(object) ||
	    g_mime_part_is_attachment(GMIME_PART(object)))
		return;
	GMimeContentType *type = g_mime_object_get_content_type(object);

	if (!p->html && g_mime_content_type_is_type(type, "text", "html"))
		p->html = GMIME_PART(object);
	if (!p->plain && g_mime_content_type_is_type(type, "text", "plain"))
		p->plain = GMIME_PART(object);
}

static const char *charset_of(GMimePart *part)
{
	return g_mime_object_get_content_type_parameter(GMIME_OBJECT(part),
							"charset");
}

/* What a part holds, its transfer encoding taken off. */
static void part_bytes(GMimePart *part, struct gz_buf *out)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *memory = g_mime_stream_mem_new();
	GByteArray *bytes;

	if (content)
		g_mime_data_wrapper_write_to_stream(content, memory);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
	if (bytes->len)
		gz_buf_add(out, bytes->data, bytes->len);
	g_object_unref(memory);
}

/* --- the text ------------------------------------------------------------- */

static void plain_newlines(struct gz_buf *b)
{
	size_t to = 0;

	for (size_t i = 0; i < b->len; i++)
		if (b->data[i] != '\r')
			b->data[to++] = b->data[i];
	b->len = to;
}

/* Without the signature (RFC 3676 section 4.3). */
static size_t text_size(const struct gz_buf *text)
{
	const char *mark = text->len
				   ? memmem(text->data, text->len, "\n-- \n", 5)
				   : NULL;
	size_t len = mark ? (size_t)(mark - text->data) : text->len;

	while (len && strchr(" \t\n", text->data[len - 1]))
		len--;
	return len;
}

static void plain_text(GMimePart *part, struct gz_buf *text)
{
	struct gz_buf bytes = { 0 };

	part_bytes(part, &bytes);
	if (bytes.len)
		encode_utf8(bytes.data, bytes.len, charset_of(part), text);
	plain_newlines(text);
	text->len = text_size(text);
	gz_buf_free(&bytes);
}

static bool html_text_of(GMimePart *part, struct gz_article *a,
			 struct gz_err *err)
{
	struct gz_buf bytes = { 0 };
	bool ok;

	part_bytes(part, &bytes);
	if (bytes.len > LIMIT_HTML)
		ok = gz_fail(err, GZ_DATA,
			     "over %zu MB, which is too much for one article",
			     LIMIT_HTML >> 20);
	else
		ok = bytes.len && html_article(bytes.data, bytes.len, NULL,
					       charset_of(part), a, err);
	gz_buf_free(&bytes);
	return ok;
}

/* As text, unless there is none, or one that says to look at the page. */
static bool take_text(const struct parts *p, struct gz_article *a,
		      struct gz_err *err)
{
	struct gz_buf text = { 0 };
	bool ok = p->html || p->plain;

	if (!ok)
		gz_fail(err, GZ_DATA, "a message without text");
	if (p->plain)
		plain_text(p->plain, &text);
	if (p->html && text.len < STUB_MAX)
		ok = html_text_of(p->html, a, err) || text.len;
	if (ok && text.len && (!a->body || strlen(a->body) < text.len)) {
		free(a->body);
		a->body = NULL;
		text_article(text.data, text.len, a);
	}
	gz_buf_free(&text);
	return ok;
}

/* --- the headers ---------------------------------------------------------- */

static char *header(GMimeMessage *m, const char *name)
{
	const char *value = g_mime_object_get_header(GMIME_OBJECT(m), name);

	return value ? field_clean(value, strlen(value)) : NULL;
}

static bool is_newsletter(GMimeMessage *m)
{
	static const char *const names[] = { "List-Id", "List-Unsubscribe",
					     "List-Post" };
	char *value = NULL;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !value; i++)
		value = header(m, names[i]);
	free(value);
	return value != NULL;
}

static void take_sender(GMimeMessage *m, struct gz_article *a)
{
	InternetAddressList *from = g_mime_message_get_from(m);
	InternetAddress *sender =
		from ? internet_address_list_get_address(from, 0) : NULL;
	const char *name = sender ? internet_address_get_name(sender) : NULL;

	if (!name)
		return;
	if (is_newsletter(m))
		field_fill(&a->source, name);
	else
		byline_add(a, name, true);
}

/* Archived-At (RFC 5064) is where this very message is on the web. */
static void take_url(GMimeMessage *m, struct gz_article *a)
{
	char *url = header(m, "Archived-At");
	size_t len = url ? strlen(url) : 0;

	if (len > 9 && strncmp(url, "<http", 5) == 0 && url[len - 1] == '>')
		a->url = gz_strndup(url + 1, len - 2);
	free(url);
}

static void take_headers(GMimeMessage *m, struct gz_article *a)
{
	const char *subject = g_mime_message_get_subject(m);
	char *date = header(m, "Date");

	if (subject)
		field_fill(&a->title, subject);
	if (date)
		field_date(a, date);
	take_sender(m, a);
	take_url(m, a);
	free(date);
}

static void take_id(GMimeMessage *m, struct gz_article *a)
{
	const char *id = g_mime_message_get_message_id(m);

	if (!a->url && id && strlen(id) <= LIMIT_ID)
		field_fill(&a->id, id);
}

static GMimeMessage *parse(const char *bytes, size_t len)
{
	static bool begun;
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *m;

	if (!begun) /* only who reads mail pays for GLib */
		g_mime_init();
	begun = true;
	stream = g_mime_stream_mem_new_with_buffer(bytes, len);
	parser = g_mime_parser_new_with_stream(stream);
	m = g_mime_parser_construct_message(parser, NULL);
	g_object_unref(parser);
	g_object_unref(stream);
	return m;
}

bool mime_article(const char *bytes, size_t len, struct gz_article *a,
		  struct gz_err *err)
{
	GMimeMessage *m = parse(bytes, len);
	struct parts parts = { 0 };
	bool ok;

	if (!m)
		return gz_fail(err, GZ_DATA, "not a message");
	take_headers(m, a);
	if (g_mime_message_get_mime_part(m))
		find_parts(g_mime_message_get_mime_part(m), 0, &parts);
	ok = take_text(&parts, a, err);
	take_id(m, a);
	g_object_unref(m);
	return ok;
}
