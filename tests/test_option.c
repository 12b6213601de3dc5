/* test_option.c - settings, and that what is made from their table is true.
 * "test_option --write" prints etc/gazette.conf as the table has it. */
#include <stdlib.h>

#include "check.h"
#include "gz/buf.h"
#include "gz/option.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void compare(const char *got, const char *want)
{
	CHECK_STR(got, want);
	if (strcmp(got, want) != 0)
		printf("  got:  %s\n  want: %s\n", got, want);
}

/* Read a command line, words parted by blanks. */
static struct gz_options *options(enum gz_program program, const char *line,
				  const char *config, struct gz_err *err)
{
	static char copy[400];
	char *argv[20] = { copy };
	int argc = 0;

	snprintf(copy, sizeof(copy), "%s", line);
	for (char *w = strtok(copy, " "); w; w = strtok(NULL, " "))
		argv[argc++] = w;
	return gz_options_read(program, argc, argv, config, err);
}

static void file_write(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	CHECK(f && fputs(text, f) >= 0);
	if (f)
		fclose(f);
}

static void fallbacks(void)
{
	struct gz_options *o = options(GZ_GAZETTED, "gazetted", NULL, NULL);

	CHECK(o != NULL);
	compare(gz_option_str(o, "listen"), "127.0.0.1:8080");
	compare(gz_option_str(o, "index"), GZ_INDEXDIR);
	CHECK(gz_option_str(o, "www") == NULL);
	CHECK(gz_option_num(o, "search-time") == 2000);
	CHECK(gz_option_num(o, "queue-time") == 500);
	CHECK(gz_option_num(o, "cache") == 32 << 20);
	CHECK(gz_option_num(o, "workers") == 0);
	CHECK(gz_option_num(o, "rate") == 0);
	CHECK(!gz_option_flag(o, "log-query"));
	CHECK(!gz_option_given(o, "listen"));
	gz_options_free(o);
}

static void arguments(void)
{
	struct gz_options *o = options(
		GZ_GAZETTE,
		"gazette add --index=/i a --jobs 3 - --quiet --commit-bytes "
		"2m --jobs 4 --parse-time 90s -- --b -c",
		NULL, NULL);
	const char *const *operands;

	CHECK(o != NULL);
	CHECK(gz_options_operands(o, &operands) == 5);
	compare(operands[0], "add");
	compare(operands[1], "a");
	compare(operands[2], "-");
	compare(operands[3], "--b");
	compare(operands[4], "-c");
	compare(gz_option_str(o, "index"), "/i");
	CHECK(gz_option_given(o, "index"));
	CHECK(gz_option_num(o, "jobs") == 4);
	CHECK(gz_option_num(o, "commit-bytes") == 2 << 20);
	CHECK(gz_option_num(o, "parse-time") == 90000);
	CHECK(gz_option_flag(o, "quiet"));
	gz_options_free(o);
}

static void precedence(void)
{
	struct gz_options *o;

	file_write("conf", "# for both\n\n"
			   "index = /file\r\n"
			   "  title=  A morgue = a joy  \n"
			   "jobs = 2\n"
			   "queue = 1\n"
			   "queue = 2\n"
			   "workers = 7\n"
			   "cors =\n"
			   "log-query = yes");
	setenv("GAZETTE_INDEX", "/environment", 1);
	setenv("GAZETTE_WORKERS", "8", 1);
	setenv("GAZETTE_SEARCH_TIME", "700ms", 1);
	setenv("GAZETTE_VERSION", "0.1", 1);
	o = options(GZ_GAZETTED, "gazetted --workers 9 --config conf",
		    "default-is-not-read", NULL);
	CHECK(o != NULL);
	compare(gz_option_str(o, "index"), "/environment");
	compare(gz_option_str(o, "title"), "A morgue = a joy");
	compare(gz_option_str(o, "cors"), "");
	CHECK(gz_option_num(o, "workers") == 9);
	CHECK(gz_option_num(o, "search-time") == 700);
	CHECK(gz_option_num(o, "queue") == 2);
	CHECK(gz_option_flag(o, "log-query"));
	CHECK(gz_option_given(o, "title") && !gz_option_given(o, "www"));
	gz_options_free(o);
	unsetenv("GAZETTE_INDEX");
	unsetenv("GAZETTE_WORKERS");
	unsetenv("GAZETTE_SEARCH_TIME");
	unsetenv("GAZETTE_VERSION");
}

static void config_files(void)
{
	struct gz_options *o;

	file_write("conf", "index = /file\n");
	o = options(GZ_GAZETTE, "gazette", "conf", NULL);
	CHECK(o && strcmp(gz_option_str(o, "index"), "/file") == 0);
	gz_options_free(o);
	setenv("GAZETTE_CONFIG", "conf", 1);
	o = options(GZ_GAZETTE, "gazette", "none", NULL);
	CHECK(o && strcmp(gz_option_str(o, "index"), "/file") == 0);
	gz_options_free(o);
	unsetenv("GAZETTE_CONFIG");
	o = options(GZ_GAZETTE, "gazette", "none", NULL);
	CHECK(o && strcmp(gz_option_str(o, "index"), GZ_INDEXDIR) == 0);
	gz_options_free(o);
	file_write("conf", "nonsense\n");
	o = options(GZ_GAZETTE, "gazette --help", "conf", NULL);
	CHECK(o && gz_option_flag(o, "help"));
	gz_options_free(o);
}

static void fails(enum gz_program program, const char *line, const char *config,
		  const char *want)
{
	struct gz_err err = { 0 };
	struct gz_options *o = options(program, line, config, &err);

	CHECK(o == NULL);
	compare(err.text, want);
	gz_options_free(o);
}

static void wrong_arguments(void)
{
	static const char *const cases[][2] = {
		{ "gazetted --indx x",
		  "unknown option --indx; did you mean --index?" },
		{ "gazetted --lsiten=x",
		  "unknown option --lsiten; did you mean --listen?" },
		{ "gazetted --zzzzzz",
		  "unknown option --zzzzzz; gazetted --help lists all" },
		{ "gazetted --a", "unknown option --a; gazetted --help lists "
				  "all" },
		{ "gazetted --quiet",
		  "--quiet is an option of gazette, not of gazetted" },
		{ "gazetted -h",
		  "unknown option -h; gazetted --help lists all (what begins "
		  "with - goes after --)" },
		{ "gazetted --index", "--index needs a value: --index DIR" },
		{ "gazetted --workers",
		  "--workers needs a value: --workers N" },
		{ "gazetted --workers many",
		  "--workers: \"many\" is not a whole number" },
		{ "gazetted --workers -1",
		  "--workers: \"-1\" is not a whole number" },
		{ "gazetted --workers 2K",
		  "--workers: \"2K\" is not a whole number" },
		{ "gazetted --workers 257",
		  "--workers: 257 is too much, the most is 256" },
		{ "gazetted --workers 99999999999999999999",
		  "--workers: 99999999999999999999 is too much, the most is "
		  "256" },
		{ "gazetted --header-size 5",
		  "--header-size: 5 is too little, the least is 1K" },
		{ "gazetted --cache 99999999999G",
		  "--cache: 99999999999G is too much, the most is 64G" },
		{ "gazetted --cache=",
		  "--cache: \"\" is not a size like 512K, 64M or 2G" },
		{ "gazetted --search-time 2h",
		  "--search-time: \"2h\" is not a time like 500ms or 2s" },
		{ "gazetted --search-time 2",
		  "--search-time: 2 is too little, the least is 10ms" },
		{ "gazetted --idle-time 5",
		  "--idle-time: 5 is too little, the least is 1s" },
		{ "gazetted --log-query=maybe",
		  "--log-query: \"maybe\" is not yes or no" },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		fails(GZ_GAZETTED, cases[i][0], NULL, cases[i][1]);
	fails(GZ_GAZETTE, "gazette --listen x", NULL,
	      "--listen is an option of gazetted, not of gazette");
	fails(GZ_GAZETTE, "gazette --config gone", NULL,
	      "gone: No such file or directory");
	fails(GZ_GAZETTE, "gazette --config .", NULL, ".: Is a directory");
	setenv("GAZETTE_JOBS", "x", 1);
	fails(GZ_GAZETTE, "gazette", NULL,
	      "GAZETTE_JOBS: \"x\" is not a whole number");
	unsetenv("GAZETTE_JOBS");
}

static void wrong_lines(void)
{
	static const char *const cases[][2] = {
		{ "# fine\nindx = /x\n",
		  "conf:2: unknown option indx; did you mean index?" },
		{ "zzzzzzzz = 1\n",
		  "conf:1: unknown option zzzzzzzz; gazette --help lists "
		  "all" },
		{ "\n\nindex /x\n",
		  "conf:3: \"index /x\" is no setting; write name = value" },
		{ "help = yes\n", "conf:1: help cannot be set in a file" },
		{ "jobs = x\n", "conf:1: jobs: \"x\" is not a whole number" },
		{ "workers = x\n",
		  "conf:1: workers: \"x\" is not a whole number" },
		{ "quiet = on\n", "conf:1: quiet: \"on\" is not yes or no" },
		{ "= 3\n",
		  "conf:1: unknown option ; gazette --help lists all" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		file_write("conf", cases[i][0]);
		fails(GZ_GAZETTE, "gazette", "conf", cases[i][1]);
	}
}

/* Rows are whole and sound. */
static void rows(void)
{
	const struct gz_option *r = gz_option_table;

	for (; r->name; r++) {
		CHECK(r->programs != 0 && r->unit != NULL);
		CHECK(r->help[strlen(r->help) - 1] == '.');
		CHECK(r->type == GZ_STRING || r->type == GZ_FLAG ||
		      (r->fallback && r->least < r->greatest));
		for (const struct gz_option *s = r + 1; s->name; s++)
			CHECK(strcmp(r->name, s->name) != 0);
	}
}

static void help(void)
{
	char *text = NULL, *line;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	gz_options_help(GZ_GAZETTE, f);
	fclose(f);
	CHECK(strstr(text, "\n  --jobs N                    How many files "
			   "are read at once; 0 means one per\n"
			   "                              processor. Default: "
			   "0.\n") != NULL);
	CHECK(strstr(text, "--listen") == NULL);
	for (line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		CHECK(strlen(line) < 80 || strstr(line, GZ_INDEXDIR));
	free(text);
}

/* ---- etc/gazette.conf -------------------------------------------------- */

static void comment(const char *text, struct gz_buf *out)
{
	size_t column = 0, word;

	for (; *text; text += word + (text[word] == ' ')) {
		word = strcspn(text, " ");
		if (column == 0 || column + 1 + word > 78) {
			gz_buf_puts(out, column ? "\n#" : "#");
			column = 1;
		}
		gz_buf_printf(out, " %.*s", (int)word, text);
		column += 1 + word;
	}
	gz_buf_putc(out, '\n');
}

static const char *unit_text(const struct gz_option *r)
{
	switch (r->type) {
	case GZ_FLAG:
		return "yes or no";
	case GZ_SIZE:
		return "bytes, or with K, M or G";
	case GZ_TIME:
		return "milliseconds, or with ms or s";
	default:
		return r->unit;
	}
}

/* Folders depend on where the programs are installed. */
static const char *default_text(const struct gz_option *r)
{
	if (r->type == GZ_FLAG)
		return "no";
	return r->fallback && *r->fallback != '/' ? r->fallback : r->unit;
}

static void row_conf(const struct gz_option *r, struct gz_buf *out)
{
	struct gz_buf text = { 0 };

	gz_buf_printf(&text, "%s (%s)", r->help, unit_text(r));
	if (!r->fallback && r->type == GZ_STRING)
		gz_buf_puts(&text, " Not set by default.");
	if (r->fallback && *r->fallback == '/')
		gz_buf_puts(&text, " --help shows the default.");
	gz_buf_putc(out, '\n');
	comment(text.data, out);
	gz_buf_printf(out, "#%s = %s", r->name, default_text(r));
	gz_buf_putc(out, '\n');
	gz_buf_free(&text);
}

static char *conf_text(void)
{
	static const struct {
		unsigned programs;
		const char *title;
	} parts[] = {
		{ GZ_GAZETTE | GZ_GAZETTED, "both programs" },
		{ GZ_GAZETTE, "gazette, the indexer" },
		{ GZ_GAZETTED, "gazetted, the daemon" },
	};
	struct gz_buf out = { 0 };

	gz_buf_puts(&out, "# gazette.conf - settings of gazette and gazetted.\n"
			  "#\n"
			  "# A line is name = value. Each line here shows the "
			  "default; take the # away to\n"
			  "# change it. A flag --name and the environment's "
			  "GAZETTE_NAME count more.\n");
	for (size_t i = 0; i < COUNT(parts); i++) {
		gz_buf_printf(&out, "\n# ---- %s\n", parts[i].title);
		for (const struct gz_option *r = gz_option_table; r->name; r++)
			if (r->programs == parts[i].programs &&
			    strcmp(r->name, "config") != 0 &&
			    strcmp(r->name, "help") != 0 &&
			    strcmp(r->name, "version") != 0)
				row_conf(r, &out);
	}
	return gz_buf_take(&out);
}

static void conf_is_table(void)
{
	char path[512], *want = conf_text(), got[32768];
	size_t len = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/../etc/gazette.conf", getenv("TESTS"));
	f = fopen(path, "r");
	CHECK(f != NULL);
	if (f) {
		len = fread(got, 1, sizeof(got) - 1, f);
		fclose(f);
	}
	got[len] = '\0';
	CHECK_STR(got, want);
	if (strcmp(got, want) != 0)
		printf("  \"test_option --write\" writes the true one\n");
	free(want);
}

/* With every # taken away the file is still read, where a value stands. */
static void conf_is_read(void)
{
	struct gz_buf active = { 0 };
	char *conf = conf_text();
	struct gz_options *o;
	struct gz_err err = { 0 };

	for (char *l = strtok(conf, "\n"); l; l = strtok(NULL, "\n"))
		if (*l == '#' && l[1] != ' ' && l[1])
			gz_buf_printf(&active, "%s\n", l + 1);
	file_write("conf", active.data);
	o = options(GZ_GAZETTED, "gazetted", "conf", &err);
	CHECK(o != NULL);
	compare(err.text, "");
	CHECK(o && gz_option_given(o, "rate-burst"));
	gz_options_free(o);
	gz_buf_free(&active);
	free(conf);
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--write") == 0) {
		char *text = conf_text();

		fputs(text, stdout);
		free(text);
		return 0;
	}
	fallbacks();
	arguments();
	precedence();
	config_files();
	wrong_arguments();
	wrong_lines();
	rows();
	help();
	conf_is_table();
	conf_is_read();
	return check_done();
}
