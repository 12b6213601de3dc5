/* Requests and replies there and back, and damaged ones. */
#include "check.h"

#include <stdlib.h>

#include "../server/api.h"

static struct api_pair params[] = {
	{ (char[]){ "q" }, (char[]){ "tax \xc3\xa9" } },
	{ (char[]){ "q" }, (char[]){ "" } },
};

static void pack_request(struct gz_buf *out)
{
	const struct api_request q = { .method = (char[]){ "GET" },
				       .route = (char[]){ "/v1/articles/" },
				       .id = (char[]){ "u-1" },
				       .param = params,
				       .param_count = 2,
				       .request_id = (char[]){ "r1" },
				       .base = (char[]){ "http://a" } };

	api_request_pack(&q, out);
}

static void test_request(void)
{
	struct gz_buf bytes = { 0 };
	struct api_request q;

	pack_request(&bytes);
	CHECK(api_request_unpack(bytes.data, bytes.len, &q));
	CHECK_STR(q.method, "GET");
	CHECK_STR(q.route, "/v1/articles/");
	CHECK_STR(q.id, "u-1");
	CHECK(q.param_count == 2 && !q.accept);
	CHECK_STR(q.param[0].value, "tax \xc3\xa9");
	CHECK_STR(api_param(&q, "q"), q.param[0].value);
	CHECK(!api_param(&q, "x"));
	CHECK_STR(q.request_id, "r1");
	CHECK_STR(q.base, "http://a");
	api_request_clear(&q);
	/* cut short anywhere, or with bytes behind */
	for (size_t len = 0; len < bytes.len; len++) {
		CHECK(!api_request_unpack(bytes.data, len, &q));
		CHECK(!q.param && !q.method);
	}
	gz_buf_putc(&bytes, 0);
	CHECK(!api_request_unpack(bytes.data, bytes.len, &q));
	gz_buf_free(&bytes);
}

static void test_reply(void)
{
	struct api_reply r = { .status = 200,
			       .content_type = gz_strdup("text/plain"),
			       .revision = UINT64_MAX,
			       .storable = true };
	struct gz_buf bytes = { 0 };
	struct api_reply back;

	gz_buf_add(&r.body, "a\0b", 3);
	api_reply_header(&r, "Link", "</s?page=2>; rel=\"next\"");
	api_reply_header(&r, "X-Made", "a\r\nSet-Cookie: b\x7f");
	api_reply_pack(&r, &bytes);
	CHECK(api_reply_unpack(bytes.data, bytes.len, &back));
	CHECK(back.status == 200 && back.storable &&
	      back.revision == UINT64_MAX);
	CHECK(back.body.len == 3 && memcmp(back.body.data, "a\0b", 3) == 0);
	CHECK(back.header_count == 2);
	CHECK_STR(back.header[0].name, "Link");
	CHECK_STR(back.header[1].value, "a  Set-Cookie: b ");
	api_reply_clear(&back);
	for (size_t len = 0; len < bytes.len; len++)
		CHECK(!api_reply_unpack(bytes.data, len, &back));
	gz_buf_free(&bytes);
	api_reply_clear(&r);
}

/* Statuses that are none, counts that would take all memory. */
static void test_damage(void)
{
	struct api_reply r = { .status = 99, .content_type = (char[]){ "" } };
	struct gz_buf bytes = { 0 };
	struct api_reply back;
	struct api_request q;

	api_reply_pack(&r, &bytes);
	CHECK(!api_reply_unpack(bytes.data, bytes.len, &back));
	gz_buf_clear(&bytes);
	gz_buf_add(&bytes, "\4GET\2/\0\xff\xff\xff\xff\x7f", 12);
	CHECK(!api_request_unpack(bytes.data, bytes.len, &q));
	gz_buf_free(&bytes);
}

int main(void)
{
	test_request();
	test_reply();
	test_damage();
	return check_done();
}
