/* formats.c - the formats, a row each. See gz/article.h.
 *
 * A new format is a row here and a file beside this one. Rows are tried in
 * this order; the first that recognises a file reads it.
 */
#include "reader.h"

static const struct gz_format formats[] = {
	{ "warc", "a crawl: WARC 0.17 to 1.1, ARC", warc_recognise, warc_read },
	{ "mbox", "e-mail: a mailbox (RFC 4155) or a message", mbox_recognise,
	  mbox_read },
	{ "ninjs", "news items as JSON, alone, listed or one a line (IPTC)",
	  ninjs_recognise, ninjs_read },
	{ "jsonfeed", "a feed, JSON Feed 1.0 or 1.1, an article an item",
	  jsonfeed_recognise, jsonfeed_read },
	{ "json", "an article, or an array of them, as JSON (RFC 8259)",
	  json_recognise, json_read },
	{ "jsonl", "an article a line, as JSON objects", jsonl_recognise,
	  jsonl_read },
	{ "rss", "a feed, RSS 0.90 to 2.0, an article an item", rss_recognise,
	  feed_read },
	{ "atom", "a feed, Atom 0.3 or 1.0 (RFC 4287), an article an entry",
	  atom_recognise, feed_read },
	{ "nitf", "a story in the News Industry Text Format (IPTC)",
	  nitf_recognise, nitf_read },
	{ "newsml", "items in NewsML-G2 or NewsML 1, alone or in a message",
	  newsml_recognise, newsml_read },
	{ "reuters", "stories as SGML, as in the Reuters-21578 collection",
	  reuters_recognise, reuters_read },
	{ "html", "a page, HTML of any age", html_recognise, html_read },
	{ "text", "a page pasted as text, wire copy, an e-mail", text_recognise,
	  text_read },
	{ NULL, NULL, NULL, NULL },
};

const struct gz_format *gz_formats(void)
{
	return formats;
}
