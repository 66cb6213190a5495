/* The program of the hello image: says what a container sees of the world. Needs no file of the image. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

static char text[16384];

/* The contents of a small file, or "" when it cannot be read. */
static char *contents(const char *path) {
    size_t used = 0;
    ssize_t got = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    while (fd >= 0 && used < sizeof text - 1 && (got = read(fd, text + used, sizeof text - 1 - used)) > 0)
        used += (size_t)got;
    if (fd >= 0)
        close(fd);
    text[used] = 0;
    return text;
}

static void heading(const char *title) {
    printf("\n%s\n", title);
}

static void row(const char *name, const char *value) {
    printf("  %-16s %s\n", name, value);
}

/* The value of a line "Name:\tvalue" of /proc/self/status; contents() must have read it. */
static const char *field(const char *name) {
    static char value[256];
    char *line = text;
    size_t length = strlen(name);
    for (; line != NULL; line = strchr(line, '\n'), line += line != NULL)
        if (strncmp(line, name, length) == 0 && line[length] == ':') {
            line += length + 1 + strspn(line + length + 1, "\t ");
            snprintf(value, sizeof value, "%.*s", (int)strcspn(line, "\n"), line);
            return value;
        }
    return "unknown";
}

static void show_self(void) {
    struct utsname name;
    heading("Who I am");
    printf("  %-16s %d\n", "process", (int)getpid());
    printf("  %-16s uid %u, gid %u\n", "user", (unsigned)getuid(), (unsigned)getgid());
    if (uname(&name) == 0) {
        row("host name", name.nodename);
        printf("  %-16s %s %s (%s)\n", "kernel", name.sysname, name.release, name.machine);
    }
    for (char *line = strtok(contents("/proc/self/uid_map"), "\n"); line != NULL; line = strtok(NULL, "\n")) {
        unsigned inside, outside, count;
        if (sscanf(line, "%u %u %u", &inside, &outside, &count) == 3)
            printf("  %-16s %u here is %u outside, %u of them\n", "user ids", inside, outside, count);
    }
}

static void show_namespaces(void) {
    static const char *const names[] = {"user", "pid", "mnt", "net", "uts", "ipc", "cgroup", "time"};
    heading("Namespaces (compare with: ls -l /proc/self/ns)");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[64], target[64];
        snprintf(path, sizeof path, "/proc/self/ns/%s", names[i]);
        ssize_t size = readlink(path, target, sizeof target - 1);
        target[size < 0 ? 0 : size] = 0;
        row(names[i], size < 0 ? "out of sight" : target);
    }
}

static void show_mounts(void) {
    int total = 0, readonly = 0;
    heading("Mounts");
    for (char *line = strtok(contents("/proc/self/mounts"), "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char target[128], type[32], options[8];
        if (sscanf(line, "%*s %127s %31s %7s", target, type, options) != 3)
            continue;
        total++;
        readonly += strncmp(options, "ro", 2) == 0;
        if (strcmp(target, "/") == 0 || total <= 8)
            printf("  %-16s %s%s\n", target, type, strncmp(options, "ro", 2) == 0 ? ", read-only" : "");
    }
    printf("  %d in all, %d of them read-only\n", total, readonly);
}

static void show_privileges(void) {
    heading("What I may do");
    contents("/proc/self/status");
    row("capabilities", field("CapEff"));
    row("at most", field("CapBnd"));
    row("no new ones", strcmp(field("NoNewPrivs"), "1") == 0 ? "yes" : "no");
    row("system calls", strcmp(field("Seccomp"), "2") == 0 ? "filtered" : "not filtered");
}

static void show_limit(const char *name, int resource) {
    struct rlimit limit;
    if (syscall(SYS_prlimit64, 0, resource, NULL, &limit) < 0)
        return;
    if (limit.rlim_cur == RLIM_INFINITY)
        row(name, "no limit");
    else
        printf("  %-16s %llu\n", name, (unsigned long long)limit.rlim_cur);
}

static void show_file(const char *name, const char *path) {
    char *value = contents(path);
    value[strcspn(value, "\n")] = 0;
    if (*value == 0)
        return;
    /* Version 1 writes the largest number there is, rounded to pages. */
    bool none = strcmp(value, "max") == 0 || strcmp(value, "9223372036854771712") == 0;
    row(name, none ? "no limit" : value);
}

static void show_limits(void) {
    heading("Limits");
    show_file("memory", "/sys/fs/cgroup/memory.max");
    show_file("cpu", "/sys/fs/cgroup/cpu.max");
    show_file("processes", "/sys/fs/cgroup/pids.max");
    show_file("memory", "/sys/fs/cgroup/memory/memory.limit_in_bytes");
    show_file("processes", "/sys/fs/cgroup/pids/pids.max");
    show_limit("open files", RLIMIT_NOFILE);
    show_limit("tasks of user", RLIMIT_NPROC);
}

int main(void) {
    printf("Hello from Jong!\n\n"
           "This is a container: a process of this machine's kernel, with a view of its own.\n");
    show_self();
    show_namespaces();
    show_mounts();
    show_privileges();
    show_limits();
    heading("What to try next");
    printf("  jong run -it IMAGE      work in a container of your own\n"
           "  jong import FILE        make an image of an archive\n"
           "  jong explain run hello  every step that made this container, and why\n"
           "  jong doctor             what this machine offers, and what is missing\n");
    return 0;
}
