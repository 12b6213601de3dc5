/* arrive.c - from new/ to the files that are read. See watch.h. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "gz/clock.h"
#include "watch.h"

#ifdef GZ_SMALL
#define MOST 5
#else
#define MOST 10000 /* entries under way */
#endif
#define SWEEP_MS 2000 /* without a word from inotify */
#define PAUSE_MS 30   /* between two looks */
#define LINK_NS INT64_C(2000000000)

bool watch_is_full(const struct watch *w)
{
	return w->under_way >= MOST;
}

/* ---- what is taken ---- */

static void take(struct watch *w, struct gz_spool_item *item)
{
	char path[PATH_MAX];
	struct delivery *d;
	struct file *f;
	size_t len = strlen(item->name), n = sizeof(GZ_SPOOL_REMOVE) - 1;

	snprintf(path, sizeof(path), "%s/new/%s", gz_spool_path(w->spool),
		 item->name);
	f = files_append(&w->in.files, path);
	f->bytes = item->bytes;
	f->steady = true;
	f->removals = len > n && !strcmp(item->name + len - n, GZ_SPOOL_REMOVE);
	if (w->in.files.count > w->size) {
		w->size = w->size ? w->size * 2 : 16;
		w->delivery = gz_realloc(w->delivery,
					 w->size * sizeof(w->delivery[0]));
	}
	d = &w->delivery[w->in.files.count - 1];
	*d = (struct delivery){ .item = *item };
	item->name = NULL; /* ours now */
	names_put(&w->known, d->item.name, 1);
	w->under_way++;
}

#define FOREIGN                                                                \
	"This is no regular file, and nothing else is read: move the files "   \
	"themselves into new/."
#define LINKED                                                                 \
	"This file has another name elsewhere, under which it could change: "  \
	"copy it, or take its other name away."

/* Not to be opened, so it is moved as it is. What cannot be moved stays, and
 * is known from then on. */
static bool refuse(struct watch *w, struct gz_spool_item *item,
		   const char *sentence, struct gz_err *err)
{
	char name[GZ_SPOOL_NAME];
	struct gz_err why;
	bool moved;

	gz_spool_name_for(w->spool, GZ_SPOOL_FAILED, item->name, name);
	if (!verdict_refuse(w->spool, name, sentence, true, err))
		return false;
	command_failed(item->name, 0, sentence);
	w->in.tally.fate[FATE_FAILED]++;
	w->entries++;
	if (gz_spool_move(w->spool, item, GZ_SPOOL_FAILED, name, &moved, &why))
		return true;
	command_failed(item->name, 0, why.text);
	names_put(&w->known, item->name, 1);
	return true;
}

/* Who delivers by link() and unlink() has two names for a moment. */
static bool is_young(const struct gz_spool_item *item)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec - item->arrived <
	       LINK_NS;
}

static bool consider(struct watch *w, struct gz_spool_item *item,
		     struct gz_err *err)
{
	if (names_find(&w->known, item->name))
		return true;
	if (item->kind == GZ_SPOOL_FOREIGN)
		return refuse(w, item, FOREIGN, err);
	if (item->kind == GZ_SPOOL_LINKED)
		return is_young(item) || refuse(w, item, LINKED, err);
	if (!watch_is_full(w))
		take(w, item);
	else
		w->more = true;
	return true;
}

/* ---- when to look ---- */

/* Did inotify say that something came? What it said is not asked: a look sees
 * all, also what it lost count of. */
static bool has_arrivals(const struct watch *w)
{
	char events[4096];
	bool any = false;

	while (w->arrivals >= 0 &&
	       read(w->arrivals, events, sizeof(events)) > 0)
		any = true;
	return any;
}

static bool is_time(struct watch *w)
{
	long long since = gz_clock_ms() - w->looked_at;

	if (has_arrivals(w))
		w->more = true;
	if (watch_is_full(w))
		return false;
	if (w->more && !w->under_way)
		return true;
	return since >= (w->more ? PAUSE_MS + 4 * w->look_took : SWEEP_MS);
}

/* Full disks are told of once. */
static bool has_room(struct watch *w)
{
	struct gz_err err;
	bool room = command_has_room(w->in.options, &err);

	if (!room && !w->full)
		fprintf(stderr, "gazette: %s; nothing is taken in until then\n",
			err.text);
	if (room && w->full)
		fputs("gazette: there is room again\n", stderr);
	w->full = !room;
	return room;
}

bool watch_look(struct watch *w, struct gz_err *err)
{
	struct gz_spool_list list;
	long long began = gz_clock_ms();
	bool ok = true;

	if (!is_time(w))
		return true;
	w->looked_at = began;
	if (!has_room(w))
		return true;
	if (!gz_spool_list(w->spool, MOST, &list, err))
		return false;
	w->more = list.left > 0;
	for (size_t i = 0; ok && i < list.count; i++)
		ok = consider(w, &list.item[i], err);
	gz_spool_list_free(&list);
	w->looked_at = gz_clock_ms();
	w->look_took = w->looked_at - began;
	return ok;
}
