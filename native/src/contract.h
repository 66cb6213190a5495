/* The contract between the front (C) and the engine (Java): message tags, plan encoding, flags.
 * dev.jong.runtime.plan.Contract holds the same names; ContractTest fails when the two differ.
 * docs/protocol.md tells the story. All numbers are little-endian. */
#pragma once

#include <stdint.h>

/* ---- messages: u32 payload size, u32 tag, payload. Front to engine: */
#define MSG_REQUEST 1  /* the command line and where it was typed */
#define MSG_STDIN 2    /* bytes of standard input; an empty payload is its end */
#define MSG_STARTED 3  /* the program of a plan runs, or an attached front is let in */
#define MSG_FAILED 4   /* u32 list, u32 index, u32 errno: an operation failed, the launch is undone */
#define MSG_EXITED 5   /* u32 exit code, u32 signal or 0: the container ended */
#define MSG_DONE 6     /* i64 result of the last operation: a plan without a child is carried out */
#define MSG_DETACHED 7 /* the user left with the detach keys; the container goes on */
/* Engine to front: */
#define MSG_ACCEPTED 16   /* this engine works on the request: from here on a silent retry is wrong */
#define MSG_REFUSED 17    /* text: this engine does not fit (version, options) and leaves; start another */
#define MSG_OUT 18        /* bytes for standard output */
#define MSG_ERR 19        /* bytes for standard error */
#define MSG_WANT_STDIN 20 /* send standard input as MSG_STDIN messages */
#define MSG_PLAN 21       /* a launch plan to carry out */
#define MSG_EXIT 22       /* u32 exit code: the command is over */
#define MSG_WORKER 23     /* heavy work: start a one-shot engine with lib/worker.opts and ask that */
#define MSG_GO 24         /* u32 0, or an errno: what OP_AWAIT waits for */
#define MSG_LIMIT (64u << 20)

/* ---- flags of MSG_REQUEST */
#define REQUEST_STDIN_TTY 1
#define REQUEST_STDOUT_TTY 2
#define REQUEST_STDERR_TTY 4
#define REQUEST_USERNS 8    /* the front made or joined a user namespace before the engine started */
#define REQUEST_ONE_SHOT 16 /* JONG_ENGINE=off: this engine serves one command */

/* ---- plan */
#define PLAN_MAGIC 0x4e4c504au /* "JPLN" */
#define PLAN_VERSION 1u
#ifndef PLAN_BASE                 /* a build with sanitizers, which use that place, chooses another one */
#define PLAN_BASE 0x4000000000ull /* where a plan is mapped: its pointers are absolute */
#endif
#define PLAN_REGISTERS 240
#define PLAN_NO_REGISTER 0xff
#define PLAN_NO_INDEX 0xffffffffu /* in MSG_FAILED: a failure that belongs to no operation */
#define PLAN_TOLERATE_ANY 0xffff  /* in plan_op.tolerated: no error of this operation is a failure */
#define PLAN_TRY_AGAIN 0xfffe     /* there, of a system call: it is tried each millisecond for five seconds */

#define PLAN_HAS_CHILD 1    /* clone and carry out the child list */
#define PLAN_DETACH 2       /* leave a monitor behind; the front ends once the program runs */
#define PLAN_TTY 4          /* the child opens a terminal; the front passes it through */
#define PLAN_STDIN 8        /* standard input is connected */
#define PLAN_SIG_PROXY 16   /* forward signals to the program */
#define PLAN_JOIN_USERNS 32 /* join the engine's user namespace before the first operation */
#define PLAN_LOG 64         /* the monitor writes output to the log */
#define PLAN_JOIN_PIDS 128  /* born among another container's processes: only for a sealed front */
#define PLAN_KEEP_INPUT 256 /* the monitor holds standard input open, for fronts that have something */
#define PLAN_INPUT_ONCE 512 /* the end of a front's input is the end of the container's */
#define PLAN_ATTACH 1024    /* without a child: the last result is a socket to a monitor, to stay with */

/* The five lists, in the order they begin. */
#define LIST_BEFORE 0 /* in the front */
#define LIST_CHILD 1  /* in the container's first process */
#define LIST_BESIDE 2 /* in the front, while the child is at its own */
#define LIST_AFTER 3  /* in the front, after the program runs */
#define LIST_EXIT 4   /* in the front, after the container ended, or after a failure */

/* Numbers from here on are operations of the interpreter, below are system call numbers of this machine. */
#define OP_BASE 0x10000
#define OP_ENSURE_DIR 0x10000  /* (path, mode, uid, gid) -> O_PATH fd; makes missing directories */
#define OP_ENSURE_FILE 0x10001 /* (path, mode) -> O_PATH fd; makes a missing file and its directories */
#define OP_ENSURE_LIKE 0x10002 /* (path, fd) -> O_PATH fd; a directory or a file, as fd is */
#define OP_CHDIR 0x10003 /* (path, uid, gid): ensure the directory, enter it, prove it is below the root */
#define OP_OPEN_DEVICE 0x10004 /* (path, flags, number) -> fd; ENODEV unless it is that character device */
#define OP_SEND 0x10005 /* (fd): gives it to the other side: the front its child, or the child its front */
#define OP_INIT 0x10006 /* (): fork; the child goes on, the parent stays as PID 1, forwards and reaps */
#define OP_EXEC 0x10007 /* (candidates, argv, envp): execve each until one runs */
#define OP_WRITE_PID 0x10008     /* (path): "pid starttime\n" of the container, new file, mode 0600 */
#define OP_WRITE_EXIT 0x10009    /* (path): the exit record; its folder is still to be synced */
#define OP_CHECK_START 0x1000a   /* (pid, start time): ESRCH unless the process is that one */
#define OP_REMOVE_CGROUP 0x1000b /* (path): end what is left in the cgroup, remove it and those below */
#define OP_SKIP 0x1000d          /* (register, n): skip n operations when the register is negative */
#define OP_STORE 0x1000e         /* (address, offset, value): puts four bytes into the plan, for structures */
#define OP_TAKE 0x1000f          /* () -> fd: what the other side gives; waits for it */
#define OP_AWAIT 0x10010         /* (): in the front, waits for MSG_GO and fails as it says */
#define OP_ASK 0x10011           /* (family, message, size, n, aside): netlink, until n answers or an error */
#define OP_SPAWN 0x10012 /* (argv, envp, in, err) -> pidfd of a program that helps, once it is ready */

struct plan_op {
    uint32_t number;
    uint8_t registers; /* bit i: args[i] is the number of a register, not a value */
    uint8_t result;    /* register that receives the result (or -errno when tolerated), or PLAN_NO_REGISTER */
    uint16_t tolerated; /* errno that is not a failure, or 0 */
    uint64_t args[6];
};

struct plan_list {
    uint32_t offset; /* of the first operation, from the start of the plan */
    uint32_t count;
};

struct plan {
    uint32_t magic;
    uint32_t version;
    uint64_t size; /* of the whole plan, bytes */
    uint64_t clone_flags;
    uint32_t flags;           /* PLAN_* */
    uint32_t cgroup_register; /* cgroup v2 directory for CLONE_INTO_CGROUP, or PLAN_NO_REGISTER */
    struct plan_list lists[5];
    uint64_t log_path;    /* char *: the monitor's log, or 0 */
    uint64_t log_limit;   /* bytes of one log file before it is rotated */
    uint64_t log_files;   /* how many log files are kept */
    uint64_t log_buffer;  /* bytes that may wait to be written, beyond which they are dropped; 0: all waits */
    uint64_t log_fields;  /* char *: what each entry of the journal has, and log_path is its socket; or 0 */
    uint64_t detach_keys; /* char *: NUL-terminated bytes, or 0 */
    uint64_t container;   /* char *: id of the container, for the monitor's title and the clean-up call */
    uint64_t clean_up; /* char **: arguments with which a monitor executes the program after the end, or 0 */
    uint32_t listen_register; /* socket that the monitor takes fronts from, or PLAN_NO_REGISTER */
    uint32_t log_fields_size; /* bytes */
    int64_t registers[PLAN_REGISTERS];
};
