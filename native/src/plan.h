/* Launch plans: checking them, and carrying out their lists. */
#pragma once

#include "kernel.h"

#include "contract.h"
#include "wire.h"

/* Tags of our own: */
#define NOTE_GIFT 0xffffffffu    /* a descriptor for the other side comes along */
#define NOTE_DROPPED 0xfffffffeu /* a monitor's last word to a front that did not take what it was given */
/* What a front says to a monitor, one byte each: */
#define NOTE_WITH_INPUT 'i' /* it attaches and has input */
#define NOTE_WITHOUT 'o'    /* it attaches */
#define NOTE_TAKEN 't'      /* the end is known, and cleaning up is the engine's */

struct note {
    uint32_t tag;        /* MSG_STARTED, MSG_FAILED, MSG_EXITED or NOTE_GIFT; 0 for none */
    uint32_t size;       /* of the payload, bytes */
    uint32_t payload[3]; /* as the contract has it */
};

/* With a monitor's MSG_STARTED come the container's process and, where it has one, its input or terminal. */
enum { NOTE_PROCESS, NOTE_INPUT, NOTE_DESCRIPTORS };

/* Sends a note with so many descriptors; 0 or a negative errno. */
long note_send(int socket, const struct note *note, const int *descriptors, uint32_t count);
/* Receives one, or output that begins with MSG_OUT or MSG_ERR: its size, 0 at the end, or a negative errno;
 * descriptors that did not come along are -1. */
long note_receive(int socket, void *to, size_t size, int descriptors[NOTE_DESCRIPTORS]);

/* A process that carries out lists of a plan. */
struct actor {
    struct plan *plan;
    int proc;      /* descriptor of /proc as it was before any operation, or -1 */
    int report;    /* socket between the front and its child */
    bool child;    /* this is the first process of the container */
    bool attached; /* child only: ends with its parent */
    bool filtered; /* child only: a system call filter is in force */
    pid_t pid;     /* of the container, once there is one */
    int cgroup;    /* descriptor of its version 2 control group, or -1 */
    uint32_t code; /* how the container ended */
    uint32_t signal;
    long result;         /* of the last operation */
    struct wire *engine; /* front only */
};

/* Maps the plan in `fd` at PLAN_BASE; `flags` is MAP_SHARED or MAP_PRIVATE. 0 or a negative errno. */
int plan_map(int fd, uint64_t size, int flags);
/* Whether a plan can be carried out without trusting its numbers; 0, or -EBADMSG. Its strings are checked
 * when used. */
int plan_check(const struct plan *plan, uint64_t size);
/* So many bytes of the plan, or NULL when they do not lie inside it as a whole. */
const char *plan_bytes(const struct plan *plan, uint64_t address, uint64_t size);
/* A string of the plan, or NULL when it does not lie inside the plan as a whole. */
const char *plan_string(const struct plan *plan, uint64_t address);
/* An array of strings that ends with a null pointer; NULL when any of it does not lie inside the plan. */
char *const *plan_strings(const struct plan *plan, uint64_t address);
/* Carries out a list up to its first failure: 0, or the errno, with the operation's index. Without an index
 * every operation is carried out, whatever fails. */
int plan_run(struct actor *actor, unsigned list, uint32_t *index);

/* The last of what a system call filter may forbid: descriptors end with the exec, and an attached process
 * with its parent. Asked for last, as the kernel forgets the latter when credentials change. */
void ops_settle(const struct actor *actor);
/* One operation of the interpreter; its result, or a negative errno. */
long ops_run(struct actor *actor, const struct plan_op *op, const uint64_t *args);
/* init.c: forks; the child comes back with 0, the parent stays as the container's init. */
long init_fork(struct actor *actor);
/* cgroup.c: ends what is left in a control group and removes it with all below. */
long cgroup_remove(const char *path);

#define PLAN_MONITORED (PLAN_DETACH | PLAN_TTY | PLAN_LOG) /* a monitor is the parent */
#define CHILD_NAME "jong-child" /* argv[0] that tells the two roles of the program apart */

/* Carries out LIST_CHILD of the plan behind a descriptor. Comes back only when it fails. */
int child_main(const char *plan, const char *report);
