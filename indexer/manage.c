/* manage.c - gazette remove, compact, backup, status and check. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "gz/date.h"
#include "gz/index.h"

/* ---- remove ---- */

/* The docid of an article by id, else by URL; 0: none. */
static bool find(struct gz_writer *w, const char *name, uint32_t *docid,
		 struct gz_err *err)
{
	struct gz_held held;
	char *id;
	bool ok;

	if (!gz_writer_find(w, name, &held, err))
		return false;
	*docid = held.docid;
	if (held.docid)
		return true;
	err->code = GZ_OK;
	id = gz_writer_find_url(w, name, err);
	if (!id)
		return err->code == GZ_OK;
	ok = gz_writer_find(w, id, &held, err);
	*docid = held.docid;
	free(id);
	return ok;
}

static bool is_listed(const uint32_t *docids, size_t count, uint32_t docid)
{
	for (size_t i = 0; i < count; i++)
		if (docids[i] == docid)
			return true;
	return false;
}

static bool remove_all(struct gz_writer *w, const char *const *name,
		       size_t count, size_t *missing, struct gz_err *err)
{
	uint32_t *removed = gz_alloc((count + 1) * sizeof(removed[0]));
	struct gz_change change = { .removed = removed };
	bool ok = true;

	for (size_t i = 0; ok && i < count; i++) {
		uint32_t docid;

		ok = find(w, name[i], &docid, err);
		if (!ok)
			break;
		if (!docid) {
			fprintf(stderr, "%s: no article with this id or URL\n",
				name[i]);
			++*missing;
		} else if (!is_listed(removed, change.removals, docid)) {
			removed[change.removals++] = docid;
		}
	}
	if (ok && change.removals)
		ok = gz_writer_commit(w, &change, err);
	if (ok)
		printf("removed %zu, not found %zu\n", change.removals,
		       *missing);
	free(removed);
	return ok;
}

/* Opening for writing would make an index where there is none. */
static struct gz_writer *open_existing(const char *path, struct gz_err *err)
{
	if (gz_index_stamp(path))
		return gz_writer_open(path, err);
	gz_fail(err, GZ_MISSING, "%s: no index here", path);
	return NULL;
}

int command_remove(const struct gz_options *options, struct gz_err *err)
{
	const char *const *name, *path = gz_option_str(options, "index");
	size_t count = command_operands(options, &name), missing = 0;
	struct gz_writer *w;
	bool ok;

	w = open_existing(path, err);
	ok = w && command_has_room(options, err) &&
	     remove_all(w, name, count, &missing, err);
	gz_writer_close(w);
	if (!ok)
		return command_status(err);
	return missing ? EXIT_SOME_FAILED : EXIT_SUCCESS;
}

/* ---- compact ---- */

static bool print_bytes(const char *path, const char *when, struct gz_err *err)
{
	struct gz_index *ix = gz_index_open(path, err);
	struct gz_index_status s;
	bool ok = ix && gz_index_status(ix, &s, err);

	if (ok)
		printf("%-7s %zu articles, %" PRIu64 " bytes\n", when,
		       s.articles, s.bytes);
	gz_index_close(ix);
	return ok;
}

int command_compact(const struct gz_options *options, struct gz_err *err)
{
	const char *path = gz_option_str(options, "index");
	struct gz_writer *w = open_existing(path, err);
	bool ok = w && command_has_room(options, err) &&
		  print_bytes(path, "before", err) &&
		  gz_writer_compact(w, err) && print_bytes(path, "after", err);

	gz_writer_close(w);
	return ok ? EXIT_SUCCESS : command_status(err);
}

/* ---- backup ---- */

/* Opened and counted, so that what is told is there. */
static bool backup(const char *path, const char *dest, struct gz_err *err)
{
	struct gz_index *copy;
	struct gz_index_status s;
	bool ok;

	if (!gz_index_backup(path, dest, err))
		return false;
	copy = gz_index_open(dest, err);
	ok = copy && gz_index_status(copy, &s, err);
	if (ok)
		printf("%zu articles, revision %" PRIu64 ", %" PRIu64
		       " bytes in %s\n",
		       s.articles, s.revision, s.bytes, dest);
	gz_index_close(copy);
	return ok;
}

int command_backup(const struct gz_options *options, struct gz_err *err)
{
	const char *const *dest;

	if (command_operands(options, &dest) == 1 &&
	    backup(gz_option_str(options, "index"), dest[0], err))
		return EXIT_SUCCESS;
	if (!err->code)
		gz_fail(err, GZ_USAGE, "backup: give one folder, a new one");
	return command_status(err);
}

/* ---- status ---- */

static void print_day(const char *label, int64_t at)
{
	struct gz_date date = { .at = at, .precision = GZ_DAY };
	char text[32];

	if (at == GZ_TIME_NONE)
		return;
	gz_date_write(&date, text);
	printf("%-10s %s\n", label, text);
}

int command_status_of(const struct gz_options *options, struct gz_err *err)
{
	const char *path = gz_option_str(options, "index");
	struct gz_index *ix = gz_index_open(path, err);
	struct gz_index_status s;

	if (!ix || !gz_index_status(ix, &s, err)) {
		gz_index_close(ix);
		return command_status(err);
	}
	printf("%-10s %s\n", "index", path);
	printf("%-10s %zu\n", "articles", s.articles);
	printf("%-10s %zu\n", "versions", s.versions);
	printf("%-10s %" PRIu64 "\n", "words", s.words);
	printf("%-10s %zu\n", "sources", s.sources);
	printf("%-10s %zu\n", "dated", s.dated);
	print_day("oldest", s.oldest);
	print_day("newest", s.newest);
	printf("%-10s %" PRIu64 "\n", "bytes", s.bytes);
	printf("%-10s %" PRIu64 "\n", "revision", s.revision);
	printf("%-10s %s\n", "schema", s.schema);
	gz_index_close(ix);
	return EXIT_SUCCESS;
}

/* ---- check ---- */

static void report(void *arg, const char *line)
{
	(void)arg;
	fprintf(stderr, "%s\n", line);
}

static int check(const char *path, struct gz_err *err)
{
	if (!gz_index_check(path, report, NULL, err))
		return command_status(err);
	printf("%s: no faults\n", path);
	return EXIT_SUCCESS;
}

/* In a process of its own, as Xapian may crash of a damaged table. */
int command_check(const struct gz_options *options, struct gz_err *err)
{
	const char *path = gz_option_str(options, "index");
	pid_t child = fork();
	int status;

	if (child == 0)
		return check(path, err);
	if (child < 0 || waitpid(child, &status, 0) < 0)
		gz_fail(err, GZ_SYSTEM, "check: %s", strerror(errno));
	else if (WIFEXITED(status))
		return WEXITSTATUS(status);
	else
		gz_fail(err, GZ_DATA,
			"%s: reading it crashed, so it is damaged; make the "
			"index anew from its articles",
			path);
	return command_status(err);
}
