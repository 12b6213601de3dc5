/* fuzz_xml.c - foreign XML: what is taken keeps to the limits. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/article/html.h"
#include "../lib/article/xml.h"
#include "gz/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const xmlNode *node)
{
	char *text = xml_text(node);

	assert(!text || gz_utf8_valid(text, strlen(text)));
	assert(node->type != XML_ENTITY_REF_NODE && xml_line(node) > 0);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gz_err err = { 0 };
	bool broken = false;
	xmlDoc *doc = xml_parse((const char *)data, size, NULL, &broken, &err);
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;

	assert(doc ? !doc->intSubset && !doc->extSubset : *err.text);
	for (const xmlNode *n = root; n; n = html_next(root, n, false))
		look(n);
	xmlFreeDoc(doc);
	return 0;
}
