/* Small files beside a container: process ids, exit records. */
#pragma once

#include "kernel.h"

/* Reads a small file of a folder with one call: its size, or a negative errno. Ends it with a NUL in any
 * case. */
long files_read(int folder, const char *name, char *to, size_t size);
/* Writes a text to a file of a folder that is there, such as one of the kernel's; 0 or a negative errno. */
int files_write(int folder, const char *name, const char *text);
/* The start time of a process in clock ticks since boot, field 22 of its stat; `proc` is a descriptor of
 * /proc, or AT_FDCWD to open it here. 0 or a negative errno. */
long files_start_time(int proc, pid_t pid, uint64_t *start);
/* Writes "pid starttime\n" into a new file of mode 0600. */
long files_write_pid(int proc, const char *path, pid_t pid);
/* Writes the exit record and waits for the disk; the folder, which has its name, is the plan's to sync. */
long files_write_exit(const char *path, uint32_t code, uint32_t signal);

/* What to make where something is missing. */
struct wanted {
    bool file;         /* the last component is a file, else a directory */
    bool plain;        /* a link on the way is an error: ELOOP */
    uint32_t mode;     /* of the last component of a file, of every directory otherwise */
    uint32_t uid, gid; /* owner of directories made, or UINT32_MAX to leave it; not for those of a file */
};

/* Opens a path in the root with `flags` (O_CLOEXEC is added); a descriptor or a negative errno. */
long inroot_open(const char *path, uint64_t flags);
/* Opens a path with O_PATH, making what is missing of it; a descriptor or a negative errno. */
long inroot_ensure(const char *path, const struct wanted *wanted);
