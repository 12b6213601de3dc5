/* static.h - the files of www/, in memory. What is not a
 * regular file of a known type is passed over. For threads. */
#ifndef SERVER_STATIC_H
#define SERVER_STATIC_H

#include "answer.h"
#include "gz/err.h"

struct statics;
/* Read the folder dir; NULL: the files built into the program. GZ_MISSING or
 * GZ_SYSTEM if it cannot be read. */
struct statics *static_open(const char *dir, struct gz_err *err);
void static_close(struct statics *s);

/* Read it again; on failure the old files stay. */
bool static_reload(struct statics *s, struct gz_err *err);

/* The file of that name, held for the caller; NULL: there is none. */
struct answer *static_find(struct statics *s, const char *name);

#endif
