/* html_class.c - what class and id say of an element. See html_class.h. */
#include "html_class.h"

#include <ctype.h>
#include <string.h>

#include "html.h"

static const char *const classes[][2] = {
#include "etc/html-classes.inc"
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* As words in lower case with blanks around: " article body ". */
static size_t words_of(const char *text, char *out, size_t size)
{
	size_t n = 0;

	out[n++] = ' ';
	for (; *text && n + 3 < size; text++) {
		unsigned char c = (unsigned char)*text;

		if (isupper(c) && n > 1 && islower((unsigned char)text[-1]))
			out[n++] = ' ';
		if (isalnum(c))
			out[n++] = (char)tolower(c);
		else if (out[n - 1] != ' ')
			out[n++] = ' ';
	}
	if (out[n - 1] != ' ')
		out[n++] = ' ';
	out[n] = '\0';
	return n;
}

static bool has_word(const char *words, const char *word)
{
	size_t len = strlen(word);
	bool prefix = word[len - 1] == '*';

	len -= prefix;
	for (const char *at = words; *at; at = strchr(at + 1, ' ')) {
		if (!at[1])
			return false;
		if (strncmp(at + 1, word, len) == 0 &&
		    (prefix || at[1 + len] == ' '))
			return true;
	}
	return false;
}

bool html_class_is(const xmlNode *node, const char *kind)
{
	static const char *const attributes[] = { "class", "id" };
	char words[256];

	for (size_t a = 0; a < COUNT(attributes); a++) {
		const char *value = html_attr(node, attributes[a]);

		if (!value || words_of(value, words, sizeof(words)) < 3)
			continue;
		for (size_t i = 0; i < COUNT(classes); i++)
			if (strcmp(classes[i][0], kind) == 0 &&
			    has_word(words, classes[i][1]))
				return true;
	}
	return false;
}
