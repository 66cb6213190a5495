/* Paths below the root of the process, which may come from an image: resolved by the kernel, never joined by
 * hand. */
#ifndef JONG_INROOT_H
#define JONG_INROOT_H

#include "kernel.h"

/* What to make where something is missing. */
struct wanted {
    bool file;         /* the last component is a file, else a directory */
    bool plain;        /* a link on the way is an error: ELOOP */
    uint32_t mode;     /* of the last component of a file, of every directory otherwise */
    uint32_t uid, gid; /* owner of directories made, or UINT32_MAX to leave it */
};

/* Opens a path in the root with `flags` (O_CLOEXEC is added); a descriptor or a negative errno. */
long inroot_open(const char *path, uint64_t flags);
/* Opens a path with O_PATH, making what is missing of it; a descriptor or a negative errno. */
long inroot_ensure(const char *path, const struct wanted *wanted);

#endif
