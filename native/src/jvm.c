/* Turns a freshly forked process into an engine: clean descriptors, signals, limits and environment, then
 * exec. */
#include "jvm.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "contract.h"
#include "files.h"
#include "kernel.h"
#include "signals.h"
#include "text.h"

#define ARGUMENTS 96
#define VARIABLES 128
#define FIRST_SAFE 10 /* descriptors are parked from here on while 0 to 4 are filled */

/* Memory of the process that becomes the engine; nothing of it outlives the exec. */
static struct {
    char java[4096], class_path[4096];
    char options[16384], expanded[32768];
    size_t expanded_used;
    char path[8192], home[4096], temporary[4096], locale[24], number[TEXT_NUMBER];
    char *arguments[ARGUMENTS];
    char *variables[VARIABLES];
    int argument_count;
} jvm;

static long read_file(const char *path, char *to, size_t size) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    size_t used = 0;
    while (used < size - 1) {
        ssize_t got = read(fd, to + used, size - 1 - used);
        if (got < 0)
            return -errno;
        if (got == 0)
            break;
        used += (size_t)got;
    }
    close(fd);
    to[used] = 0;
    return used == size - 1 ? -EFBIG : (long)used;
}

static bool find_java(const char *home) {
    char file[4096];
    if (text_join(jvm.java, sizeof jvm.java, home, "/lib/runtime/bin/java", PARTS) &&
        access(jvm.java, X_OK) == 0)
        return true;
    if (!text_join(file, sizeof file, home, "/lib/java.home", PARTS))
        return false;
    long length = read_file(file, jvm.options, sizeof jvm.options);
    if (length < 0)
        return false;
    jvm.options[strcspn(jvm.options, "\r\n")] = 0;
    return text_join(jvm.java, sizeof jvm.java, jvm.options, "/bin/java", PARTS);
}

static bool add(const char *argument) {
    if (jvm.argument_count == ARGUMENTS - 1)
        return false;
    jvm.arguments[jvm.argument_count++] = (char *)(uintptr_t)argument;
    return true;
}

/* Adds one line of lib/java.opts, with @HOME@ replaced by the installation. */
static bool add_option(const char *line, const char *home) {
    char *option = jvm.expanded + jvm.expanded_used;
    while (*line != 0) {
        bool marked = text_begins(line, "@HOME@");
        const char *part = marked ? home : line;
        size_t length = marked ? strlen(home) : 1;
        if (length + 1 > sizeof jvm.expanded - jvm.expanded_used)
            return false;
        memcpy(jvm.expanded + jvm.expanded_used, part, length);
        jvm.expanded_used += length;
        line += marked ? strlen("@HOME@") : 1;
    }
    jvm.expanded[jvm.expanded_used++] = 0;
    return add(option);
}

static int add_options(const char *home, bool worker) {
    char file[4096];
    if (!text_join(file, sizeof file, home, worker ? "/lib/worker.opts" : "/lib/java.opts", PARTS))
        return -ENAMETOOLONG;
    long length = read_file(file, jvm.options, sizeof jvm.options);
    if (length < 0)
        return length == -ENOENT ? 0 : (int)length;
    for (char *line = jvm.options; *line != 0;) {
        size_t size = strcspn(line, "\r\n");
        bool last = line[size] == 0;
        line[size] = 0;
        if (size > 0 && line[0] != '#' && !add_option(line, home))
            return -E2BIG;
        line += last ? size : size + 1;
    }
    return 0;
}

static int make_arguments(const struct front *front) {
    jvm.argument_count = 0;
    add(jvm.java);
    int error = add_options(front->home, front->worker);
    if (error < 0)
        return error;
    if (!text_join(jvm.class_path, sizeof jvm.class_path, front->home, "/lib/engine.jar", PARTS))
        return -ENAMETOOLONG;
    bool fits = add("-cp") && add(jvm.class_path) && add("dev.jong.cli.Main") && add("--store") &&
                add(front->store) && add("--run") && add(front->run);
    if (front->one_shot)
        fits = fits && add("--one-shot");
    if (front->no_userns != 0)
        fits = fits && add("--no-userns") && add(text_number(jvm.number, (uint64_t)front->no_userns));
    jvm.arguments[jvm.argument_count] = NULL;
    return fits ? 0 : -E2BIG;
}

/* Only these variables: an engine outlives its first caller, whose JAVA_TOOL_OPTIONS or LD_PRELOAD it must
 * not keep. */
static void make_environment(const struct front *front) {
    int count = 0;
    const char *path = text_environment(front->environment, "PATH");
    const char *home = text_environment(front->environment, "HOME");
    const char *temporary = text_environment(front->environment, "TMPDIR");
    if (path == NULL)
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    if (text_join(jvm.path, sizeof jvm.path, "PATH=", path, PARTS))
        jvm.variables[count++] = jvm.path;
    if (home != NULL && text_join(jvm.home, sizeof jvm.home, "HOME=", home, PARTS))
        jvm.variables[count++] = jvm.home;
    if (temporary != NULL && text_join(jvm.temporary, sizeof jvm.temporary, "TMPDIR=", temporary, PARTS))
        jvm.variables[count++] = jvm.temporary;
    text_join(jvm.locale, sizeof jvm.locale, "LC_ALL=C.UTF-8", PARTS);
    jvm.variables[count++] = jvm.locale;
    for (char **at = front->environment; *at != NULL && count < VARIABLES - 1; at++)
        if (text_begins(*at, "JONG_"))
            jvm.variables[count++] = *at;
    jvm.variables[count] = NULL;
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

static int place_streams(const struct jvm_streams *streams) {
    int from[5] = {streams->listener, streams->log, streams->log, streams->requests, streams->answers};
    for (int i = 0; i < 5; i++) {
        from[i] = fcntl(from[i], F_DUPFD_CLOEXEC, FIRST_SAFE);
        if (from[i] < 0)
            return -errno;
    }
    for (int i = 0; i < 5; i++)
        if (dup2(from[i], i) < 0)
            return -errno;
    return (int)close_from(5, 0);
}

/* Tells the front, which waits for an answer, in the words of the protocol. */
static void report(int fd, int error, const char *what, const char *object) {
    struct wire wire = {.in = -1, .out = fd};
    char text[4200];
    uint32_t code = FRONT_FAILED;
    if (!text_join(text, sizeof text, "jong: cannot ", what, " \"", object, "\": ", strerror(error), "\n",
                   PARTS))
        text_join(text, sizeof text, "jong: cannot start the engine\n", PARTS);
    wire_send(&wire, MSG_ERR, text, (uint32_t)strlen(text));
    wire_send(&wire, MSG_EXIT, &code, sizeof code);
}

void jvm_become(const struct front *front, const struct jvm_streams *streams) {
    signals_reset();
    umask(077);
    reset_limits();
    if (!find_java(front->home)) {
        report(streams->answers, ENOENT, "find a Java runtime: neither runtime/ nor java.home in",
               front->home);
        return;
    }
    int error = make_arguments(front);
    if (error < 0) {
        report(streams->answers, -error, "use the options of the JVM in", front->home);
        return;
    }
    make_environment(front);
    error = place_streams(streams);
    if (error < 0 || chdir("/") < 0) {
        report(streams->answers, error < 0 ? -error : errno, "start", jvm.java);
        return;
    }
    if (!front->one_shot) {
        listen(STDIN_FILENO, SOMAXCONN); /* so that SO_PEERPIDFD of a front names this process */
        char path[4096];
        if (text_join(path, sizeof path, front->run, "/engine.pid", PARTS))
            files_write_pid(AT_FDCWD, path, getpid());
    }
    execve(jvm.java, jvm.arguments, jvm.variables);
    report(4, errno, "run", jvm.java);
}
