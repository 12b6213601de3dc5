/* html_body.c - the article's text in a page. See html_body() in html.h.
 *
 * Elements are measured and weighed, then what surely is not text is marked
 * (dropped), then each block of text gives its score to the elements around
 * it, then the best element and its like are written out by html_write.c,
 * block by block.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "html_class.h"
#include "html_page.h"

#define BLOCK_MIN 40 /* characters of a block that counts */
#define COVERS .8    /* of the text: nearly all of it */
#define LISTED .25   /* what text in a list counts beside other text */
#define PARAGRAPH 80 /* bytes of a line that surely is one */
#define SHORT 800    /* bytes of a text that may not be all */

static const char paragraphs[] =
	" p pre blockquote li dd dt h2 h3 h4 h5 h6 td th ";
static const char never[] =
	" script style template svg iframe object embed button select option "
	"picture video audio canvas head textarea input map applet ";
static const char beside[] = " nav footer aside dialog figure figcaption menu ";
static const char inlines[] =
	" abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp "
	"small span strike strong sub sup tt u var ";
static const char within[] = " p h2 h3 h4 h5 h6 blockquote ";
static const char roles[] =
	" navigation banner complementary search contentinfo dialog menu ";

/* Characters of text, a run of white space being one. */
static size_t text_length(const char *text)
{
	size_t len = 0;
	bool space = true;

	for (; *text; text++) {
		bool s = isspace((unsigned char)*text);

		len += (*text & 0xc0) != 0x80 && !(s && space);
		space = s;
	}
	return len;
}

static size_t number(xmlNode *root)
{
	size_t count = 0;

	for (xmlNode *n = root; n; n = html_next(root, n, false))
		if (n->type == XML_ELEMENT_NODE)
			n->_private = (void *)count++;
	return count;
}

/* The tree is at most 128 deep: see html_parse(). */
static void measure(struct page *p, xmlNode *n, bool link, bool list)
{
	struct info *i = info_of(p, n), *c;

	if (html_is(n, " script style template head ") ||
	    (p->trust == TRUST_CLASSES && html_is(n, " noscript ")))
		return;
	i->kinds = html_class(n);
	i->listed = list = list || html_is(n, " li ");
	link = link || html_is(n, " a ");
	for (xmlNode *child = n->children; child; child = child->next) {
		if (child->type == XML_TEXT_NODE) {
			size_t len = text_length((const char *)child->content);

			i->len += len;
			i->link_len += link ? len : 0;
		} else if (child->type == XML_ELEMENT_NODE) {
			measure(p, child, link, list);
			c = info_of(p, child);
			i->len += c->len;
			i->link_len += c->link_len;
		}
	}
}

void page_gather(const struct page *p, const xmlNode *n, bool link,
		 struct block *b)
{
	for (const xmlNode *c = n->children; c; c = c->next) {
		if (c->type == XML_TEXT_NODE) {
			const char *text = (const char *)c->content;
			size_t len = text_length(text);

			b->len += len;
			b->link_len += link ? len : 0;
			for (; *text; text++)
				b->commas += *text == ',';
		} else if (c->type == XML_ELEMENT_NODE &&
			   !html_is(c, PAGE_BLOCKS) &&
			   !info_of(p, c)->dropped) {
			page_gather(p, c, link || html_is(c, " a "), b);
		}
	}
}

static double block_score(const struct page *p, const xmlNode *n)
{
	struct block b = { 0 };
	double hundreds;

	page_gather(p, n, html_is(n, " a "), &b);
	if (b.len < BLOCK_MIN)
		return 0;
	hundreds = (double)b.len / 100;
	return (1 + (double)b.commas + (hundreds < 4 ? hundreds : 4)) *
	       (1 - (double)b.link_len / (double)b.len) *
	       (info_of(p, n)->listed ? LISTED : 1);
}

/* What the text under each element weighs while nothing is dropped yet. */
static void weigh(struct page *p)
{
	for (xmlNode *n = p->root; n;) {
		bool over = html_is(n, never) || html_is(n, beside);
		double s = !over && html_is(n, PAGE_BLOCKS) ? block_score(p, n)
							    : 0;

		for (xmlNode *up = n; s > 0 && up->type == XML_ELEMENT_NODE;
		     up = up->parent)
			info_of(p, up)->mass += s;
		n = html_next(p->root, n, over);
	}
}

static bool hidden(const xmlNode *n)
{
	const char *style = html_attr(n, "style");
	const char *aria = html_attr(n, "aria-hidden");
	const char *role = html_attr(n, "role"), *found;
	size_t len = role ? strlen(role) : 0;

	if (html_attr(n, "hidden") || (aria && strcmp(aria, "true") == 0))
		return true;
	if (style && (strcasestr(style, "display:none") ||
		      strcasestr(style, "display: none") ||
		      strcasestr(style, "visibility:hidden")))
		return true;
	found = len ? strstr(roles, role) : NULL;
	return found && found[-1] == ' ' && found[len] == ' ';
}

/* Unclosed, a <nav> goes on over the article. */
static bool holds_headline(const xmlNode *top)
{
	const xmlNode *n = top;

	while (n && !html_is(n, " h1 article "))
		n = html_next(top, n, false);
	return n != NULL;
}

static bool drops_by_class(const struct page *p, const xmlNode *n)
{
	const struct info *i = info_of(p, n);

	return html_is(n, " noscript ") ||
	       ((i->kinds & (CLASS_DROP | CLASS_HARD)) == CLASS_DROP &&
		i->mass * 2 < info_of(p, p->root)->mass);
}

static bool drops(const struct page *p, const xmlNode *n)
{
	const struct info *i = info_of(p, n);
	bool most = i->len * 2 >= p->total;

	if (html_is(n, never))
		return true;
	if (html_is(n, " form "))
		return i->len * 10 < p->total * 3;
	if (html_is(n, " a ") && html_is(n->parent, within))
		return false; /* a word of a sentence, or a heading */
	if (p->trust == TRUST_NOTHING || html_is(n, " html body article main "))
		return false;
	if ((i->kinds & CLASS_COMMENT) && !html_is(n, inlines))
		return true;
	if (html_is(n, beside))
		return !most || !holds_headline(n);
	if (most)
		return false; /* whatever it is called: it is the page */
	return hidden(n) || (p->trust == TRUST_CLASSES &&
			     !html_is(n, inlines) && drops_by_class(p, n));
}

static void mark(struct page *p)
{
	for (xmlNode *n = p->root; n;) {
		bool over = false;

		if (n->type == XML_ELEMENT_NODE && n != p->root) {
			over = drops(p, n);
			info_of(p, n)->dropped = over;
		}
		n = html_next(p->root, n, over);
	}
}

/* --- scores --------------------------------------------------------------- */

static void give(struct page *p, xmlNode *block, double score)
{
	static const double shares[] = { 1, .6, .3, .15 };
	xmlNode *n = html_is(block, paragraphs) ? block->parent : block;

	for (xmlNode *up = n;
	     up && up->type == XML_ELEMENT_NODE && !info_of(p, block)->listed;
	     up = up->parent)
		info_of(p, up)->sum += score;
	for (size_t i = 0; i < sizeof(shares) / sizeof(*shares); i++) {
		if (!n || n->type != XML_ELEMENT_NODE)
			return;
		info_of(p, n)->score += score * shares[i];
		n = n->parent;
	}
}

static void score(struct page *p)
{
	for (xmlNode *n = p->root; n;) {
		bool over = n->type == XML_ELEMENT_NODE &&
			    info_of(p, n)->dropped;
		double s = !over && html_is(n, PAGE_BLOCKS) ? block_score(p, n)
							    : 0;

		if (s > 0)
			give(p, n, s);
		n = html_next(p->root, n, over);
	}
}

static double weight(const struct page *p, const xmlNode *n)
{
	const char *prop = html_attr(n, "itemprop");
	unsigned kinds = info_of(p, n)->kinds;

	if ((prop && strstr(prop, "articleBody")) || (kinds & CLASS_HARD))
		return 1.5;
	if (html_is(n, " article main ") || (kinds & CLASS_GOOD))
		return kinds & CLASS_BAD ? 1 : 1.15;
	return kinds & CLASS_BAD ? .5 : 1;
}

static xmlNode *best(struct page *p)
{
	xmlNode *found = NULL;
	double most = 0, s;

	for (xmlNode *n = p->root; n; n = html_next(p->root, n, false)) {
		if (n->type != XML_ELEMENT_NODE || info_of(p, n)->score <= 0)
			continue;
		s = info_of(p, n)->score *= weight(p, n);
		if (s > most) {
			most = s;
			found = n;
		}
	}
	return found;
}

/* A page can part its text into several elements: take the nearest one around
 * the best that holds nearly all of the text. */
static xmlNode *widen(const struct page *p, xmlNode *n)
{
	double all = info_of(p, p->root)->sum * COVERS;

	if (weight(p, n) > 1.4 &&
	    info_of(p, n)->sum > info_of(p, p->root)->sum * .5)
		return n;
	for (xmlNode *up = n; up != p->root; up = up->parent)
		if (info_of(p, up)->sum >= all)
			return up;
	return n;
}

static char *extract(xmlDoc *doc, struct gz_article *a, enum trust trust)
{
	struct page p = { .root = xmlDocGetRootElement(doc),
			  .trust = trust,
			  .article = a };
	xmlNode *top;
	char *text;

	p.info = gz_alloc(number(p.root) * sizeof(*p.info));
	measure(&p, p.root, false, false);
	p.total = info_of(&p, p.root)->len;
	weigh(&p);
	mark(&p);
	score(&p);
	top = best(&p);
	text = page_write(&p, top ? widen(&p, top) : p.root);
	free(p.info);
	return text;
}

/* How much of an article text is: bytes of paragraphs eight times, of short
 * lines, which are mostly what stands around one, once. */
static size_t prose(const char *text)
{
	size_t size = 0, len;

	for (; *text; text += len + strspn(text + len, "\n")) {
		len = strcspn(text, "\n");
		size += len < PARAGRAPH ? len : len * 8;
	}
	return size;
}

/* A short text may have lost its own to what its page is marked up as. */
char *html_body(xmlDoc *doc, struct gz_article *a)
{
	static const size_t gain[] = { [TRUST_NOTHING] = 8, [TRUST_TAGS] = 2 };
	char *text = extract(doc, a, TRUST_CLASSES), *more;

	for (int trust = TRUST_CLASSES; trust-- > TRUST_NOTHING;) {
		if (strlen(text) >= SHORT)
			break;
		more = extract(doc, a, (enum trust)trust);
		if (prose(more) > prose(text) * gain[trust]) {
			free(text);
			text = more;
		} else {
			free(more);
		}
	}
	return text;
}
