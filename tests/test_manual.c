/* test_manual.c - the manual tells of every option, route and parameter.
 * "test_manual --write gazette" (or gazetted) prints its table of options,
 * which goes between the marks in man/gazette.1 or man/gazetted.8. */
#include <stdlib.h>

#include "../server/param.h"
#include "../server/route.h"
#include "check.h"
#include "gz/buf.h"
#include "gz/option.h"

#define WIDTH 79
#define BEGIN ".\\\" begin options: build/test_manual --write "
#define END ".\\\" end options\n"

static const struct {
	const char *name, *file;
	enum gz_program program;
} pages[] = {
	{ "gazette", "gazette.1", GZ_GAZETTE },
	{ "gazetted", "gazetted.8", GZ_GAZETTED },
};
#define PAGES (sizeof(pages) / sizeof(*pages))

/* Filled lines, a new one for each sentence, as mdoc wants it. */
static void fill(const char *text, struct gz_buf *out)
{
	size_t column = 0, word;

	for (; *text; text += word + (text[word] == ' ')) {
		word = strcspn(text, " ");
		if (column + 1 + word > WIDTH) {
			gz_buf_putc(out, '\n');
			column = 0;
		}
		gz_buf_printf(out, "%s%.*s", column ? " " : "", (int)word,
			      text);
		column += 1 + word;
		if (text[word - 1] == '.')
			column = WIDTH;
	}
	gz_buf_putc(out, '\n');
}

static const char *placeholder(const struct gz_option *r)
{
	static const char *const text[] = {
		[GZ_INT] = "N", [GZ_SIZE] = "SIZE", [GZ_TIME] = "TIME"
	};

	return r->type == GZ_STRING ? r->unit : text[r->type];
}

/* A bound, in the greatest unit that it fills. */
static void bound(const struct gz_option *r, long long n, struct gz_buf *out)
{
	static const char *const sizes[] = { "", "K", "M", "G" };
	int unit = 0;

	if (r->type == GZ_INT) {
		gz_buf_printf(out, "%lld", n);
	} else if (r->type == GZ_TIME) {
		bool whole = n % 1000 == 0 && n > 0;

		gz_buf_printf(out, "%lld%s", whole ? n / 1000 : n,
			      whole ? "s" : "ms");
	} else {
		for (; n && n % 1024 == 0 && unit < 3; unit++)
			n /= 1024;
		gz_buf_printf(out, "%lld%s", n, sizes[unit]);
	}
}

/* Folders depend on where the programs are installed. */
static void fallback(const struct gz_option *r, struct gz_buf *out)
{
	if (r->fallback && *r->fallback == '/')
		gz_buf_puts(out, "The default is what --help shows.");
	else if (r->fallback)
		gz_buf_printf(out, "Default: %s", r->fallback);
	if (r->type == GZ_STRING) {
		if (r->fallback && *r->fallback != '/')
			gz_buf_putc(out, '.');
		return;
	}
	gz_buf_puts(out, "; from ");
	bound(r, r->least, out);
	gz_buf_puts(out, " to ");
	bound(r, r->greatest, out);
	if (r->type == GZ_INT)
		gz_buf_printf(out, " %s", r->unit);
	gz_buf_putc(out, '.');
}

static void item(const struct gz_option *r, struct gz_buf *out)
{
	struct gz_buf line = { 0 };

	gz_buf_printf(out, ".It Fl -%s", r->name);
	if (r->type != GZ_FLAG)
		gz_buf_printf(out, " Ar %s", placeholder(r));
	gz_buf_putc(out, '\n');
	fill(r->help, out);
	if (r->type != GZ_FLAG && r->fallback) {
		fallback(r, &line);
		fill(line.data, out);
	}
	gz_buf_free(&line);
}

static char *table(size_t page)
{
	const struct gz_option *r = gz_option_table;
	struct gz_buf out = { 0 };

	gz_buf_printf(&out, BEGIN "%s\n.Bl -tag -width Ds\n", pages[page].name);
	for (; r->name; r++)
		if (r->programs & pages[page].program)
			item(r, &out);
	gz_buf_puts(&out, ".El\n" END);
	return gz_buf_take(&out);
}

static char *page_text(size_t page)
{
	struct gz_buf text = { 0 };
	char path[512], part[4096];
	size_t len;
	FILE *f;

	snprintf(path, sizeof(path), "%s/../man/%s", getenv("TESTS"),
		 pages[page].file);
	f = fopen(path, "r");
	CHECK(f != NULL);
	while (f && (len = fread(part, 1, sizeof(part), f)) > 0)
		gz_buf_add(&text, part, len);
	if (f)
		fclose(f);
	gz_buf_putc(&text, '\n');
	return gz_buf_take(&text);
}

static void page_has_table(size_t page)
{
	char *want = table(page), *text = page_text(page);
	char *got = strstr(text, BEGIN), *end = strstr(text, END);
	bool marked = got && end;

	CHECK(marked);
	if (marked) {
		end[strlen(END)] = '\0';
		CHECK_STR(got, want);
		if (strcmp(got, want) != 0)
			printf("  man/%s: \"test_manual --write %s\" writes "
			       "the true table\n",
			       pages[page].file, pages[page].name);
	}
	free(want);
	free(text);
}

/* What a page must also tell of. */
static void tells_of(const char *text, const char *what)
{
	CHECK(strstr(text, what) != NULL);
	if (!strstr(text, what))
		printf("  the manual does not tell of %s\n", what);
}

static void commands(void)
{
	static const char *const item[] = {
		"\n.It Cm add",	   "\n.It Cm watch",  "\n.It Cm parse",
		"\n.It Cm remove", "\n.It Cm status", "\n.It Cm check"
	};
	char *text = page_text(0);

	for (size_t i = 0; i < sizeof(item) / sizeof(*item); i++)
		tells_of(text, item[i]);
	free(text);
}

static void requests(void)
{
	char *text = page_text(1);

	for (size_t i = 0; i < route_count(); i++)
		if (*route_at(i)->path == '/')
			tells_of(text, route_at(i)->path);
	for (const struct param *p = param_table; p->name; p++)
		tells_of(text, p->name);
	free(text);
}

static int write_table(const char *name)
{
	for (size_t i = 0; i < PAGES; i++) {
		char *text;

		if (strcmp(pages[i].name, name) != 0)
			continue;
		text = table(i);
		fputs(text, stdout);
		free(text);
		return 0;
	}
	fprintf(stderr, "%s: gazette or gazetted\n", name);
	return 2;
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "--write") == 0)
		return write_table(argv[2]);
	for (size_t i = 0; i < PAGES; i++)
		page_has_table(i);
	commands();
	requests();
	return check_done();
}
