/* Turns a freshly forked process into an engine: clean descriptors, signals, limits and environment, then
 * exec. */
#include "front.h"

#include <sys/resource.h>

#include "files.h"
#include "signals.h"

#define ARGUMENTS 16
#define VARIABLES 128
#define FIRST_SAFE 10 /* descriptors are parked from here on while 0 to 4 are filled */

/* The JVM reads its options from a file by itself; only what names the installation is added here. */
static void make_arguments(struct front *front, const char *java, const char **to) {
    *to++ = java;
    *to++ = front_keep(front, "@%s/lib/%s.opts", front->home, front->worker ? "worker" : "java");
    /* For one command, compiling takes more time than it saves. A loop that runs long is compiled even so. */
    *to++ = front_keep(front, "-XX:CompileThresholdScaling=%d", front->one_shot && !front->worker ? 10 : 1);
    *to++ = front_keep(front, "-XX:AOTCache=%s/lib/%s.aot", front->home, front->worker ? "worker" : "engine");
    *to++ = front_keep(front, "-DZstdNativePath=%s/lib/libzstd-jni.so", front->home);
    *to++ = front_keep(front, "--class-path=%s/lib/engine.jar", front->home);
    *to++ = "dev.jong.cli.Main";
    *to++ = "--store";
    *to++ = front->store;
    *to++ = "--run";
    *to++ = front->run;
    if (front->one_shot)
        *to++ = "--one-shot";
    if (front->no_userns != 0) {
        *to++ = "--no-userns";
        *to++ = front_keep(front, "%d", front->no_userns);
    }
    *to = NULL;
}

/* Only these variables: an engine outlives its first caller, whose JAVA_TOOL_OPTIONS or LD_PRELOAD it must
 * not keep. */
static void make_environment(const char **to) {
    static const char *const kept[] = {"PATH=", "HOME=", "TMPDIR=", "JONG_"};
    const char **end = to + VARIABLES - 3;
    for (char **at = environ; *at != NULL && to < end; at++)
        for (unsigned i = 0; i < sizeof kept / sizeof kept[0]; i++)
            if (text_begins(*at, kept[i]))
                *to++ = *at;
    if (getenv("PATH") == NULL)
        *to++ = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    *to++ = "LC_ALL=C.UTF-8";
    *to = NULL;
}

/* The caller's soft limits and nice value are for the caller's commands. */
static void reset_limits(void) {
    for (int resource = 0; resource < 16; resource++) {
        struct rlimit limit;
        /* A stack without limit changes the layout of memory, and a JVM brings its own stacks. */
        if (resource == RLIMIT_STACK || resource == RLIMIT_CORE ||
            syscall(SYS_prlimit64, 0, resource, NULL, &limit) < 0)
            continue;
        limit.rlim_cur = limit.rlim_max;
        syscall(SYS_prlimit64, 0, resource, &limit, NULL);
    }
    setpriority(PRIO_PROCESS, 0, 0);
}

static int place_streams(int from[JVM_STREAMS]) {
    for (int i = 0; i < JVM_STREAMS; i++) {
        from[i] = fcntl(from[i], F_DUPFD_CLOEXEC, FIRST_SAFE);
        if (from[i] < 0)
            return -errno;
    }
    for (int i = 0; i < JVM_STREAMS; i++)
        if (dup2(from[i], i) < 0)
            return -errno;
    return (int)close_from(JVM_STREAMS, 0);
}

/* Tells the front, which waits for an answer, in the words of the protocol. */
static void report(int fd, int error, const char *java) {
    struct wire wire = {.in = -1, .out = fd};
    char text[4200];
    uint32_t code = FRONT_FAILED;
    text_format(text, sizeof text, "jong: cannot run \"%s\": %s\n", java, strerror(error));
    wire_send(&wire, MSG_ERR, text, (uint32_t)strlen(text));
    wire_send(&wire, MSG_EXIT, &code, sizeof code);
}

void jvm_become(struct front *front, int streams[JVM_STREAMS]) {
    const char *java = front_keep(front, "%s/lib/runtime/bin/java", front->home);
    const char *arguments[ARGUMENTS], *variables[VARIABLES];
    signals_reset();
    umask(077);
    reset_limits();
    make_arguments(front, java, arguments);
    make_environment(variables);
    if (!front->one_shot) {
        listen(streams[0], SOMAXCONN); /* SO_PEERPIDFD of every front names this process */
        files_write_pid(AT_FDCWD, front_keep(front, "%s/engine.pid", front->run), getpid());
    }
    int answers = streams[JVM_STREAMS - 1], error = place_streams(streams);
    if (error < 0 || chdir("/") < 0) {
        report(answers, error < 0 ? -error : errno, java);
        return;
    }
    syscall(SYS_execve, java, arguments, variables);
    report(JVM_STREAMS - 1, errno, java);
}
