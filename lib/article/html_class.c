/* html_class.c - what class and id say of an element. See html_class.h. */
#include "html_class.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "html.h"

static const char *const classes[][2] = {
#include "etc/html-classes.inc"
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define NAME_WORDS 4 /* of an id that is no headline */
#define WORDS_SIZE 256
#define NOT 256u /* the last of the kinds */

static unsigned kind_of(const char *name)
{
	static const char *const kinds[] = { "drop",	"hard",	   "good",
					     "bad",	"byline",  "dated",
					     "changed", "comment", "not" };

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(name, kinds[i]) == 0)
			return 1u << i;
	return 0;
}

/* The words of the name at *name in lower case with blanks around:
 * " article body ". Moves *name behind it; returns how many there are. */
static size_t words_of(const char **name, char *out)
{
	size_t n = 0, count = 0;
	const char *at = *name;

	out[n++] = ' ';
	for (; *at && !isspace((unsigned char)*at); at++) {
		unsigned char c = (unsigned char)*at;
		bool hump = isupper(c) && at > *name &&
			    islower((unsigned char)at[-1]);

		if (n + 3 >= WORDS_SIZE)
			continue;
		if ((hump || !isalnum(c)) && out[n - 1] != ' ')
			out[n++] = ' ';
		if (!isalnum(c))
			continue;
		count += out[n - 1] == ' ';
		out[n++] = (char)tolower(c);
	}
	if (out[n - 1] != ' ')
		out[n++] = ' ';
	out[n] = '\0';
	*name = at;
	return count;
}

/* Whether the words at at begin with entry, which may end in '*'. */
static bool begins(const char *at, const char *entry)
{
	while (*entry && *entry == *at) {
		entry++;
		at++;
	}
	return *entry == '*' || (!*entry && *at == ' ');
}

/* Of all words of a name: "no-sidebar" says nothing of the element. */
static unsigned kinds_of(const char *words)
{
	unsigned kinds = 0;

	for (; words[1]; words = strchr(words + 1, ' '))
		for (size_t i = 0; i < COUNT(classes); i++)
			if (words[1] == *classes[i][1] &&
			    begins(words + 1, classes[i][1]))
				kinds |= kind_of(classes[i][0]);
	return kinds & NOT ? 0 : kinds;
}

unsigned html_class(const xmlNode *node)
{
	static const char *const attributes[] = { "class", "id" };
	char words[WORDS_SIZE];
	unsigned kinds = 0;

	for (size_t i = 0; i < COUNT(attributes); i++) {
		const char *name = html_attr(node, attributes[i]);

		while (name && *name) {
			size_t count = words_of(&name, words);

			if (count && (i == 0 || count <= NAME_WORDS))
				kinds |= kinds_of(words);
			while (isspace((unsigned char)*name))
				name++;
		}
	}
	return kinds;
}
