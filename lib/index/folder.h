/* folder.h - folders on disk: made, swept, swapped and made durable. Private
 * to lib/index. Each fails with GZ_SYSTEM and the path in the sentence. */
#ifndef FOLDER_H
#define FOLDER_H

#include <stdint.h>

#include "gz/err.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Make the folder; one that is there already will do. */
bool folder_make(const char *path, struct gz_err *err);
bool folder_is_empty(const char *path);
/* Remove the folder and all in it; nothing there is fine. */
bool folder_remove(const char *path, struct gz_err *err);
/* fsync the folder itself: names made or renamed in it are on disk. */
bool folder_sync(const char *path, struct gz_err *err);
/* fsync the folder that path is in: path itself, if new, is on disk. */
bool folder_sync_parent(const char *path, struct gz_err *err);
/* fsync one file. */
bool folder_sync_file(const char *path, struct gz_err *err);
/* fsync every file in the folder, then the folder. */
bool folder_sync_all(const char *path, struct gz_err *err);
/* Point the symbolic link at path to target, atomically and durably. */
bool folder_link(const char *path, const char *target, struct gz_err *err);
/* Bytes on disk of the files in the folder. */
uint64_t folder_bytes(const char *path);
/* A file system on another machine, where locks and renames differ? */
bool folder_is_remote(const char *path);

#ifdef __cplusplus
}
#endif
#endif
