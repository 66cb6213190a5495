/* The larger operations of the interpreter, each in a file of its own. */
#ifndef JONG_OPS_H
#define JONG_OPS_H

#include "kernel.h"

#include "plan.h"

/* The last of what a system call filter may forbid: descriptors end with the exec, and an attached process
 * with its parent. Asked for last, as the kernel forgets the latter when credentials change. */
void ops_settle(const struct actor *actor);
/* One operation of the interpreter; its result, or a negative errno. */
long ops_run(struct actor *actor, const struct plan_op *op, const uint64_t *args);
/* init.c: forks; the child comes back with 0, the parent stays as the container's init. */
long init_fork(struct actor *actor);
/* cgroup.c: ends what is left in a control group and removes it with all below. */
long cgroup_remove(const char *path);

#endif
