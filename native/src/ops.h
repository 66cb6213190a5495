/* The larger operations of the interpreter, each in a file of its own. */
#ifndef JONG_OPS_H
#define JONG_OPS_H

#include <stdint.h>

#include "plan.h"

/* pty.c: a terminal of the container on descriptors 0 to 2; its other end goes to the parent. */
long pty_open(struct actor *actor, uint64_t columns, uint64_t rows, const char *console);
/* init.c: forks; the child comes back with 0, the parent stays as the container's init. */
long init_fork(struct actor *actor);
/* cgroup.c: ends what is left in a control group and removes it with all below. */
long cgroup_remove(const char *path);

/* device.c: loads a device program of so many instructions into a v2 control group; 0 or a negative errno. */
long device_filter(int group, uint64_t instructions, uint32_t count);

#endif
