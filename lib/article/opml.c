/* opml.c - a list of feeds. See gz/opml.h. */
#include "gz/opml.h"

#include <errno.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gz/buf.h"

#define LIMIT_OPML (8 << 20)
#define LIMIT_URL 2000
#define LIMIT_DEPTH 128

static bool is_url(const char *url)
{
	if (strncasecmp(url, "http://", 7) != 0 &&
	    strncasecmp(url, "https://", 8) != 0)
		return false;
	for (const char *c = url; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f)
			return false;
	return strlen(url) <= LIMIT_URL;
}

static bool is_listed(const struct gz_opml *list, const char *url)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->url[i], url))
			return true;
	return false;
}

static void add(struct gz_opml *list, const char *url)
{
	if (!is_url(url)) {
		list->left_out++;
		return;
	}
	if (is_listed(list, url))
		return;
	if (list->count == list->size) {
		list->size = list->size ? list->size * 2 : 16;
		list->url = gz_realloc(list->url, list->size * sizeof(char *));
	}
	list->url[list->count++] = gz_strdup(url);
}

static void outlines(struct gz_opml *list, const xmlNode *node, int depth)
{
	for (; node && depth < LIMIT_DEPTH; node = node->next) {
		xmlChar *url;

		if (node->type != XML_ELEMENT_NODE)
			continue;
		url = xmlGetProp(node, BAD_CAST "xmlUrl");
		if (url)
			add(list, (const char *)url);
		xmlFree(url);
		outlines(list, node->children, depth + 1);
	}
}

/* The file's bytes; false: it is not there, or too large. */
static bool slurp(const char *path, struct gz_buf *out, struct gz_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = 1;

	if (fd < 0)
		return gz_fail(err, GZ_MISSING, "%s: %s", path,
			       strerror(errno));
	while (got > 0 && out->len <= LIMIT_OPML) {
		got = read(fd, gz_buf_room(out, 1 << 16), 1 << 16);
		out->len += got > 0 ? (size_t)got : 0;
	}
	close(fd);
	if (got < 0)
		return gz_fail(err, GZ_SYSTEM, "%s: cannot be read", path);
	return out->len <= LIMIT_OPML ||
	       gz_fail(err, GZ_DATA, "%s: over 8 MB, too much for an OPML list",
		       path);
}

static void drop_error(void *arg, xmlErrorPtr error)
{
	(void)arg, (void)error;
}

bool gz_opml_read(const char *path, struct gz_opml *list, struct gz_err *err)
{
	struct gz_buf bytes = { 0 };
	const xmlNode *root = NULL;
	xmlDoc *doc = NULL;
	bool ok = slurp(path, &bytes, err);

	*list = (struct gz_opml){ 0 };
	xmlSetStructuredErrorFunc(NULL, drop_error);
	if (ok)
		doc = xmlReadMemory(bytes.data ? bytes.data : "",
				    (int)bytes.len, NULL, NULL,
				    XML_PARSE_NONET | XML_PARSE_NOERROR |
					    XML_PARSE_NOWARNING);
	if (doc)
		root = xmlDocGetRootElement(doc);
	if (root && strcasecmp((const char *)root->name, "opml") == 0)
		outlines(list, root->children, 0);
	else if (ok)
		ok = gz_fail(err, GZ_DATA,
			     "%s: not an OPML list of feeds, <opml> with an "
			     "<outline xmlUrl=\"...\"> for each",
			     path);
	xmlFreeDoc(doc);
	gz_buf_free(&bytes);
	return ok;
}

void gz_opml_free(struct gz_opml *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->url[i]);
	free(list->url);
	*list = (struct gz_opml){ 0 };
}
