/* settle.c - entries that are in get their verdict and leave new/. See
 * watch.h. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "watch.h"

/* ---- the ear ---- */

static struct delivery *delivery_of(struct watch *w, uint32_t file)
{
	return &w->delivery[file - w->in.base];
}

#define SAID_MOST 4096 /* records kept in memory, where many fail */

/* A reason that begins with the path stands in NAME.why without it. */
static void told(struct ingest *in, const struct outcome *o)
{
	struct watch *w = (struct watch *)in;
	struct verdict *v = &delivery_of(w, o->file)->verdict;
	const char *path = ingest_file(in, o->file)->path;
	struct outcome bare = *o;
	size_t len = strlen(path);

	if (o->reason && !strncmp(o->reason, path, len) &&
	    !strncmp(o->reason + len, ": ", 2))
		bare.reason += len + 2;
	verdict_add(v, &bare);
	if (o->id && o->fate != FATE_FAILED && o->file > w->oldest)
		names_put(&in->later, o->id, o->file);
	if (o->fate == FATE_FAILED && v->count >= SAID_MOST)
		verdict_write(v, w->spool, &in->err);
}

/* What was read of it is in the batch that is being gathered, or in earlier
 * ones. */
static void ended(struct ingest *in, uint32_t file)
{
	struct watch *w = (struct watch *)in;
	struct delivery *d = delivery_of(w, file);

	d->read = true;
	d->due = w->installs + (in->batch.count > 0);
	w->ready = true;
}

const struct ingest_ear watch_ear = { told, ended };

/* ---- forgetting ---- */

static void forget(struct watch *w, struct delivery *d)
{
	if (d->settled)
		return;
	names_remove(&w->known, d->item.name);
	free(d->item.name);
	verdict_free(&d->verdict, w->spool);
	d->settled = true;
	w->under_way--;
}

/* Settled ones in front make room. */
static void drop(struct watch *w)
{
	size_t count = w->in.files.count, n = 0;

	while (n < count && w->delivery[n].settled)
		n++;
	if (!n)
		return;
	files_drop(&w->in.files, n);
	memmove(w->delivery, w->delivery + n,
		(count - n) * sizeof(w->delivery[0]));
	w->in.base += (uint32_t)n;
	w->in.next_file -= n;
}

void watch_forget(struct watch *w)
{
	for (size_t i = 0; i < w->in.files.count; i++)
		forget(w, &w->delivery[i]);
	files_free(&w->in.files);
	names_free(&w->known);
	names_free(&w->in.later);
	free(w->delivery);
	w->delivery = NULL;
	w->size = 0;
}

/* ---- settling ---- */

static bool is_in(const struct watch *w, const struct delivery *d)
{
	return d->read && !d->settled && d->due <= w->installs;
}

/* 0 where nothing has gone in yet. */
static bool revision(struct watch *w, uint64_t *number, struct gz_err *err)
{
	const char *path = gz_option_str(w->in.options, "index");

	*number = 0;
	if (!w->index && !gz_index_stamp(path))
		return true;
	if (!w->index)
		w->index = gz_index_open(path, err);
	if (!w->index || !gz_index_hold(w->index, err))
		return false;
	*number = gz_index_revision(w->index);
	gz_index_release(w->index);
	return true;
}

/* One that changed while it was read, or is gone, gets no verdict: if it is
 * there, it is read again. */
static bool judge(struct watch *w, struct delivery *d, uint64_t revision,
		  bool sync, struct gz_err *err)
{
	enum gz_spool_folder folder = verdict_folder(&d->verdict);

	if (!gz_spool_is_still(w->spool, &d->item)) {
		forget(w, d);
		return true;
	}
	gz_spool_name_for(w->spool, folder, d->item.name, d->name);
	return verdict_place(&d->verdict, w->spool, d->name, revision, sync,
			     err);
}

static bool move(struct watch *w, struct delivery *d, struct gz_err *err)
{
	bool moved;

	if (!gz_spool_move(w->spool, &d->item, verdict_folder(&d->verdict),
			   d->name, &moved, err))
		return false;
	w->entries += moved;
	forget(w, d);
	return true;
}

#define MANY 8 /* verdicts: are synced together */

/* All verdicts are on disk before anything is moved. That the moves are is not
 * waited for: what a power cut brings back to new/ is read again. */
static bool settle(struct watch *w, uint64_t revision, size_t many,
		   struct gz_err *err)
{
	size_t count = w->in.files.count;
	bool each = many <= MANY, ok = true;

	for (size_t i = 0; ok && i < count; i++)
		if (is_in(w, &w->delivery[i]))
			ok = judge(w, &w->delivery[i], revision, each, err);
	if (ok && each)
		ok = gz_spool_sync(w->spool, GZ_SPOOL_CUR, err) &&
		     gz_spool_sync(w->spool, GZ_SPOOL_FAILED, err);
	else if (ok)
		ok = gz_spool_sync_all(w->spool, err);
	for (size_t i = 0; ok && i < count; i++)
		if (is_in(w, &w->delivery[i]))
			ok = move(w, &w->delivery[i], err);
	return ok;
}

bool watch_write_down(struct watch *w, struct gz_err *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < w->in.files.count; i++)
		if (!w->delivery[i].settled)
			ok = verdict_write(&w->delivery[i].verdict, w->spool,
					   err);
	return ok;
}

void watch_find_oldest(struct watch *w)
{
	size_t i = 0, count = w->in.files.count;

	while (i < count && w->delivery[i].read &&
	       w->delivery[i].due <= w->installs)
		i++;
	w->oldest = i < count ? w->in.base + (uint32_t)i : UINT32_MAX;
}

bool watch_settle(struct watch *w, struct gz_err *err)
{
	uint64_t number = 0;
	size_t many = 0;

	if (!w->ready)
		return true;
	w->ready = false;
	for (size_t i = 0; i < w->in.files.count; i++)
		many += is_in(w, &w->delivery[i]);
	if (!many)
		return true;
	if (!revision(w, &number, err) || !settle(w, number, many, err))
		return false;
	drop(w);
	return true;
}
