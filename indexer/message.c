/* message.c - the messages of work.h, packed and unpacked. */
#include "message.h"

#include <stdlib.h>
#include <string.h>

void read_job_pack(const struct read_job *job, struct gz_buf *out)
{
	gz_pack_u64(out, JOB_READ);
	gz_pack_str(out, job->path);
	gz_pack_u64(out, job->skip);
	gz_pack_str(out, job->workspace);
	gz_pack_str(out, job->source);
	gz_pack_str(out, job->published);
	gz_pack_str(out, job->format);
	gz_pack_str(out, job->recurring);
	gz_pack_u64(out, job->plain);
	gz_pack_u64(out, job->removals);
}

void spooled_pack(const struct spooled *at, struct gz_buf *out)
{
	gz_pack_u64(out, at->spool);
	gz_pack_u64(out, at->offset);
	gz_pack_u64(out, at->len);
}

void spooled_unpack(struct gz_unpack *u, struct spooled *at)
{
	at->spool = (uint32_t)gz_unpack_u64(u);
	at->offset = gz_unpack_u64(u);
	at->len = (uint32_t)gz_unpack_u64(u);
}

static void unpack_article(struct gz_unpack *u, struct read_part *part)
{
	const char *hash;
	size_t len;

	spooled_unpack(u, &part->at);
	part->published = gz_unpack_i64(u);
	part->id = gz_unpack_str(u);
	hash = gz_unpack_bytes(u, &len);
	if (len == sizeof(part->hash))
		memcpy(part->hash, hash, len);
	u->bad |= !part->id || len != sizeof(part->hash);
}

bool read_part_unpack(const char *bytes, size_t len, struct read_part *part)
{
	struct gz_unpack u = { .at = (const unsigned char *)bytes,
			       .end = (const unsigned char *)bytes + len };
	enum part_kind kind = (enum part_kind)gz_unpack_u64(&u);

	*part = (struct read_part){ .failed = kind == PART_FAILED,
				    .note = kind == PART_NOTE,
				    .line = gz_unpack_u64(&u) };
	switch (kind) {
	case PART_FAILED:
	case PART_NOTE:
		part->path = gz_unpack_str(&u);
		part->reason = gz_unpack_str(&u);
		u.bad |= !part->path || !part->reason;
		break;
	case PART_JSON:
		part->json = gz_unpack_bytes(&u, &part->json_len);
		break;
	case PART_SPOOLED:
		unpack_article(&u, part);
		break;
	case PART_REMOVAL:
		part->removal = true;
		part->id = gz_unpack_str(&u);
		u.bad |= !part->id;
		break;
	default:
		u.bad = true;
	}
	if (u.bad)
		read_part_free(part);
	return !u.bad;
}

void read_part_free(struct read_part *part)
{
	free(part->reason);
	free(part->path);
	free(part->id);
	*part = (struct read_part){ 0 };
}

void build_job_begin(struct gz_buf *job, const char *workspace,
		     const char *segment, size_t articles)
{
	gz_pack_u64(job, JOB_BUILD);
	gz_pack_str(job, workspace);
	gz_pack_str(job, segment);
	gz_pack_u64(job, articles);
}

void build_job_add(struct gz_buf *job, const struct spooled *at, uint32_t docid)
{
	spooled_pack(at, job);
	gz_pack_u64(job, docid);
}

bool build_part_unpack(const char *bytes, size_t len, struct build_part *part)
{
	struct gz_unpack u = { .at = (const unsigned char *)bytes,
			       .end = (const unsigned char *)bytes + len };

	part->docid = (uint32_t)gz_unpack_u64(&u);
	part->reason = gz_unpack_str(&u);
	return !u.bad;
}

void work_end_pack(bool ok, uint64_t words, const struct gz_err *err,
		   struct gz_buf *out)
{
	gz_pack_u64(out, ok);
	gz_pack_u64(out, words);
	gz_pack_u64(out, ok ? GZ_OK : err->code);
	gz_pack_str(out, ok ? NULL : err->text);
}

bool work_end_unpack(const char *bytes, size_t len, uint64_t *words,
		     struct gz_err *err)
{
	struct gz_unpack u = { .at = (const unsigned char *)bytes,
			       .end = (const unsigned char *)bytes + len };
	bool ok = gz_unpack_u64(&u);
	enum gz_code code;
	char *text;

	*words = gz_unpack_u64(&u);
	code = (enum gz_code)gz_unpack_u64(&u);
	text = gz_unpack_str(&u);
	if (u.bad)
		ok = gz_fail(err, GZ_SYSTEM, "a worker's answer is damaged");
	else if (!ok)
		gz_fail(err, code, "%s", text ? text : "unknown failure");
	free(text);
	return ok;
}
