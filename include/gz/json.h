/* gz/json.h - JSON (RFC 8259) written as it comes, compact, without a tree.
 *
 *     struct gz_json j = { &out };
 *     gz_json_open(&j, '{');
 *     gz_json_key(&j, "total");
 *     gz_json_int(&j, 7);
 *     gz_json_member(&j, "title", NULL);
 *     gz_json_close(&j, '}');              {"total":7,"title":null}
 *
 * Commas come by themselves; that brackets match and that keys stand where
 * they must is the caller's. Keys and brackets are not checked, texts are:
 * what is NULL, or no UTF-8, is null.
 */
#ifndef GZ_JSON_H
#define GZ_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gz/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

struct gz_json {
	struct gz_buf *out;
	bool comma; /* before the next value or key */
};

/* '{' or '[', and the one that closes it. */
void gz_json_open(struct gz_json *j, char bracket);
void gz_json_close(struct gz_json *j, char bracket);
void gz_json_key(struct gz_json *j, const char *key);

void gz_json_str(struct gz_json *j, const char *text);
void gz_json_int(struct gz_json *j, int64_t n);
/* Rounded to so many decimals, at least one digit of which is written. */
void gz_json_real(struct gz_json *j, double n, int decimals);
void gz_json_bool(struct gz_json *j, bool yes);
void gz_json_null(struct gz_json *j);

/* A key with its text, number or truth; a key with an array of texts. */
void gz_json_member(struct gz_json *j, const char *key, const char *text);
void gz_json_int_member(struct gz_json *j, const char *key, int64_t n);
void gz_json_bool_member(struct gz_json *j, const char *key, bool yes);
void gz_json_list(struct gz_json *j, const char *key, char *const *text,
		  size_t count);

#ifdef __cplusplus
}
#endif
#endif
