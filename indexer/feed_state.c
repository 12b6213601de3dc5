/* feed_state.c - what is known of each feed. See feed_state.h. */
#include "feed_state.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gz/buf.h"

/* "https://news.example:8080" of the URL. */
static char *host_of(const char *url)
{
	const char *at = strstr(url, "://");

	at = at ? at + 3 : url;
	return gz_strndup(at, strcspn(at, "/?#"));
}

struct feed *feed_state_find(struct feed_state *s, const char *url)
{
	for (size_t i = 0; i < s->count; i++)
		if (!strcmp(s->feed[i].url, url))
			return &s->feed[i];
	if (s->count == s->size) {
		s->size = s->size ? s->size * 2 : 16;
		s->feed = gz_realloc(s->feed, s->size * sizeof(s->feed[0]));
	}
	s->feed[s->count] = (struct feed){ .url = gz_strdup(url),
					   .host = host_of(url) };
	return &s->feed[s->count++];
}

/* The next field of a line, which ends at a tab; NULL: there is none. */
static char *field(char **line)
{
	char *start = *line, *end;

	if (!start)
		return NULL;
	end = strpbrk(start, "\t\n");
	*line = end && *end == '\t' ? end + 1 : NULL;
	if (end)
		*end = '\0';
	return start;
}

static void read_line(struct feed_state *s, char *line)
{
	char *url = field(&line), *due = field(&line), *failures = field(&line);
	char *etag = field(&line), *modified = field(&line);
	struct feed *f;

	if (!modified || !*url)
		return;
	f = feed_state_find(s, url);
	f->due = strcmp(due, "never") == 0 ? FEED_NEVER
					   : strtoll(due, NULL, 10);
	f->failures = (unsigned)strtoul(failures, NULL, 10);
	snprintf(f->etag, sizeof(f->etag), "%s", etag);
	snprintf(f->modified, sizeof(f->modified), "%s", modified);
}

void feed_state_read(struct feed_state *s, const char *path)
{
	FILE *in = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;

	*s = (struct feed_state){ .path = gz_strdup(path) };
	while (in && getline(&line, &size, in) > 0)
		read_line(s, line);
	free(line);
	if (in)
		fclose(in);
}

static void print(const struct feed_state *s, FILE *out)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct feed *f = &s->feed[i];

		if (!f->listed)
			continue;
		if (f->due == FEED_NEVER)
			fprintf(out, "%s\tnever", f->url);
		else
			fprintf(out, "%s\t%" PRId64, f->url, f->due);
		fprintf(out, "\t%u\t%s\t%s\n", f->failures, f->etag,
			f->modified);
	}
}

bool feed_state_write(const struct feed_state *s, struct gz_err *err)
{
	char fresh[PATH_MAX];
	FILE *out;
	bool ok;

	snprintf(fresh, sizeof(fresh), "%s.new", s->path);
	out = fopen(fresh, "we");
	if (out)
		print(s, out);
	ok = out && fflush(out) == 0 && fsync(fileno(out)) == 0;
	if (out && fclose(out) != 0)
		ok = false;
	if (ok && rename(fresh, s->path) == 0)
		return true;
	return gz_fail(err, GZ_SYSTEM, "%s: %s", fresh, strerror(errno));
}
