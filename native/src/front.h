/* The front: one command of the user, sent to the engine and carried out here. */
#pragma once

#include "kernel.h"

#include "pump.h"
#include "text.h"
#include "wire.h"

#define FRONT_FAILED 125 /* exit code of failures of our own */

/* Everything a front knows. It lives in static memory, and its strings are packed into `space`: a monitor
 * keeps what its front touched, so few pages are touched. */
struct front {
    int argc;
    char **argv;
    uint32_t uid, gid;      /* of the caller, before any user namespace */
    uint32_t flags;         /* REQUEST_* */
    uint32_t columns, rows; /* of the terminal, or 0 */
    const char *program;    /* path of this program */
    const char *home;       /* the installation: parent of the program's folder */
    const char *store;      /* absolute path of the store */
    const char *base;       /* the runtime directory */
    const char *run;        /* its folder for this store */
    bool one_shot;          /* an engine of its own for this command: JONG_ENGINE=off, or a worker */
    bool worker;            /* the engine asked for one that is made for heavy work */
    bool started;           /* this front started the engine it talks to */
    bool inside;            /* this process is in the engine's user namespace already */
    bool sealed;            /* this process runs a sealed copy of the program */
    int no_userns;          /* errno of a refused user namespace, or 0 */
    uint64_t refused;       /* inode of the socket whose engine refused us, or 0 */
    int64_t log_start;      /* size of the engine's log when this front started the engine */
    bool ended;             /* a container of this command ended here */
    uint32_t code;          /* its exit code */
    struct pump input;      /* standard input on its way to an engine that has asked for it */
    size_t used;
    char space[32768];
    struct wire wire;
};

/* Formats a string that lives as long as the front; ends the program when there is no room. */
FORMATTED(2, 3) const char *front_keep(struct front *front, const char *format, ...);
/* Sends the command, shows what comes back, carries out plans; returns the exit code. */
int front_run(struct front *front);

/* paths.c: finds program, home, store and runtime directory; 0 or an exit code. */
int paths_find(struct front *front);
/* Makes sure that the runtime directory is ours alone; 0, -ENOENT when it is missing, or an exit code. */
int paths_check(const struct front *front);
/* Makes the runtime directory and the folder of the store; 0 or an exit code. */
int paths_make(const struct front *front);

/* request.c: sends MSG_REQUEST; 0 or a negative errno. */
int request_send(struct front *front);
/* Finds out what standard streams are; opens /dev/null for those that are closed. 0 or a negative errno. */
int request_streams(struct front *front);

/* userns.c: enters the user namespace the engine shall live in; sets `inside` or `no_userns`. */
void userns_enter(struct front *front);
/* Joins the user namespace of the engine at the other end; 0 or a negative errno. */
int userns_join_engine(struct front *front);

/* engine.c: connects to the engine or starts one; 0 or an exit code. */
int engine_reach(struct front *front);
/* Which socket of an engine is in place: its inode, or 0. */
uint64_t engine_socket(const struct front *front);
/* Shows the end of the log of an engine that ended before it answered. */
void engine_show_log(struct front *front);

/* The descriptors that become 0 to 4 of an engine: where it listens, its log twice, requests, answers. */
#define JVM_STREAMS 5
/* Becomes the engine; comes back only when that fails, having told the front, which waits for answers. */
void jvm_become(struct front *front, int streams[JVM_STREAMS]);

/* sealed.c: a memory file that can be sealed; `kind` says what may be executed. A descriptor, or a negative
 * errno. */
long sealed_memory(const char *name, unsigned kind);
/* A descriptor of a sealed copy of this program, close-on-exec, or a negative errno. */
long sealed_copy(void);
/* Executes a sealed copy of this program, with the program's path as first argument. Returns 0 when this
 * process is one already, or a negative errno. */
long sealed_become(char **argv);
/* Finds the path of this program; whether it is a sealed copy. An empty path tells of a failure. */
bool sealed_path(char *path, size_t size);
