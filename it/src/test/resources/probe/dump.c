/* Reads what the kernel says about this process and its surroundings. */
#include "probe.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/utsname.h>
#include <unistd.h>

static char text[1 << 18];

static const char *slurp(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    size_t used = 0;
    ssize_t got;
    while (used < sizeof text - 1 && (got = read(fd, text + used, sizeof text - 1 - used)) > 0)
        used += (size_t)got;
    close(fd);
    text[used] = 0;
    return text;
}

static void tell_file(const char *key, const char *path) {
    const char *content = slurp(path);
    size_t size = content == NULL ? 0 : strlen(content);
    while (size > 0 && content[size - 1] == '\n')
        text[--size] = 0;
    tell(key, content == NULL ? strerrorname_np(errno) : content);
}

/* Fields of /proc/self/status by their own names. */
static void status(void) {
    static const char *const wanted[] = {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "Seccomp", "NoNewPrivs",
                                         "Uid", "Gid", "Groups", "SigBlk", "SigIgn", "SigCgt", "Umask"};
    if (slurp("/proc/self/status") == NULL)
        return;
    for (char *rest = text, *line; (line = strsep(&rest, "\n")) != NULL;) {
        char *colon = strchr(line, ':');
        if (colon == NULL)
            continue;
        *colon++ = 0;
        for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
            if (strcmp(line, wanted[i]) == 0) {
                char key[64];
                snprintf(key, sizeof key, "status.%s", line);
                while (*colon == '\t' || *colon == ' ')
                    colon++;
                for (char *at = colon; *at != 0; at++)
                    *at = *at == '\t' ? ' ' : *at;
                size_t length = strlen(colon);
                while (length > 0 && colon[length - 1] == ' ')
                    colon[--length] = 0;
                tell(key, colon);
            }
    }
}

static void namespaces(void) {
    static const char *const names[] = {"cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[64], target[64] = "", key[32];
        snprintf(path, sizeof path, "/proc/self/ns/%s", names[i]);
        snprintf(key, sizeof key, "ns.%s", names[i]);
        if (readlink(path, target, sizeof target - 1) < 0)
            strcpy(target, strerrorname_np(errno));
        tell(key, target);
    }
}

/* Whether the mount is what a path leads to, and not covered by another one. */
static int visible(const char *target, const char *id) {
    struct statx st;
    if (statx(AT_FDCWD, target, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT, STATX_MNT_ID, &st) < 0)
        return errno == EACCES;
    if ((st.stx_mask & STATX_MNT_ID) == 0)
        return 1;
    return st.stx_mnt_id == strtoull(id, NULL, 10);
}

/* One line for each mount, "covered" for those that no path leads to: target, root, options, type, source, options of the file system, propagation. */
static void mounts(void) {
    if (slurp("/proc/self/mountinfo") == NULL)
        return;
    for (char *rest = text, *line; (line = strsep(&rest, "\n")) != NULL;) {
        char *fields[64];
        int count = 0;
        for (char *word; count < 63 && (word = strsep(&line, " ")) != NULL;)
            fields[count++] = word;
        int dash = 6;
        while (dash < count && strcmp(fields[dash], "-") != 0)
            dash++;
        if (dash + 3 >= count)
            continue;
        char value[16384], shared[256] = "private";
        for (int i = 6; i < dash; i++)
            snprintf(shared, sizeof shared, "%.200s", fields[i]);
        snprintf(value, sizeof value, "%s %s %s %s %s %s %s", fields[4], fields[dash + 1], fields[5], fields[3],
                 fields[dash + 2], fields[dash + 3], shared);
        tell(visible(fields[4], fields[0]) ? "mount" : "covered", value);
    }
}

static void limits(void) {
    static const char *const names[] = {"cpu", "fsize", "data", "stack", "core", "rss", "nproc", "nofile", "memlock",
                                        "as", "locks", "sigpending", "msgqueue", "nice", "rtprio", "rttime"};
    for (int i = 0; i < 16; i++) {
        struct rlimit limit;
        char key[32], value[64];
        if (getrlimit(i, &limit) < 0)
            continue;
        snprintf(key, sizeof key, "rlimit.%s", names[i]);
        snprintf(value, sizeof value, "%ld:%ld", (long)limit.rlim_cur, (long)limit.rlim_max);
        tell(key, value);
    }
}

/* Names below a directory with what they are; directories are entered. */
static void tree(const char *prefix, const char *path) {
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        char name[1024], key[1200], value[1200], link[512] = "";
        struct stat st;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        snprintf(key, sizeof key, "%s.%s", prefix, name);
        if (lstat(name, &st) < 0)
            continue;
        if (S_ISLNK(st.st_mode) && readlink(name, link, sizeof link - 1) >= 0)
            snprintf(value, sizeof value, "link %s", link);
        else if (S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode))
            snprintf(value, sizeof value, "%s %u:%u %03o", S_ISCHR(st.st_mode) ? "character" : "block",
                     major(st.st_rdev), minor(st.st_rdev), st.st_mode & 07777);
        else
            snprintf(value, sizeof value, "%s %03o", S_ISDIR(st.st_mode) ? "directory" : "other", st.st_mode & 07777);
        tell(key, value);
        if (S_ISDIR(st.st_mode))
            tree(prefix, name);
    }
    if (folder != NULL)
        closedir(folder);
}

/* Descriptors above the standard streams that somebody forgot. */
static void descriptors(void) {
    for (int fd = 3; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            tell_number("leaked", fd);
}

/* One file out of each cgroup folder that is mounted. */
static void cgroups(void) {
    static const char *const files[] = {
        "memory/memory.limit_in_bytes", "memory/memory.soft_limit_in_bytes", "memory/memory.memsw.limit_in_bytes",
        "pids/pids.max", "cpu/cpu.shares", "cpu/cpu.cfs_quota_us", "cpu/cpu.cfs_period_us", "cpuset/cpuset.cpus",
        "cpuset/cpuset.mems", "memory.max", "pids.max", "cpu.max", "cpu.weight", "cpuset.cpus.effective"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char path[256], key[256];
        snprintf(path, sizeof path, "/sys/fs/cgroup/%s", files[i]);
        snprintf(key, sizeof key, "cgroup.%s", files[i]);
        if (access(path, F_OK) == 0)
            tell_file(key, path);
    }
    tell_file("cgroups", "/proc/self/cgroup");
}

void dump(char **argv, char **environment) {
    char here[4096];
    struct utsname names;
    for (int i = 0; argv[i] != NULL; i++)
        tell("arg", argv[i]);
    for (int i = 0; environment[i] != NULL; i++)
        tell("env", environment[i]);
    status();
    namespaces();
    mounts();
    limits();
    tree("dev", "/dev");
    descriptors();
    cgroups();
    tell_file("uid_map", "/proc/self/uid_map");
    tell_file("gid_map", "/proc/self/gid_map");
    tell_file("setgroups", "/proc/self/setgroups");
    tell_file("oom_score_adj", "/proc/self/oom_score_adj");
    tell_file("sysctl.net.ipv4.ip_unprivileged_port_start", "/proc/sys/net/ipv4/ip_unprivileged_port_start");
    tell_file("sysctl.net.ipv4.ping_group_range", "/proc/sys/net/ipv4/ping_group_range");
    tell_file("sysctl.net.ipv4.ip_forward", "/proc/sys/net/ipv4/ip_forward");
    tell_file("sysctl.net.core.somaxconn", "/proc/sys/net/core/somaxconn");
    tell_file("sysctl.kernel.msgmax", "/proc/sys/kernel/msgmax");
    tell_file("sysctl.kernel.shmmax", "/proc/sys/kernel/shmmax");
    tell_file("label", "/proc/self/attr/current");
    tell_file("hosts", "/etc/hosts");
    tell_file("resolver", "/etc/resolv.conf");
    tell_file("links", "/proc/net/dev");
    uname(&names);
    tell("hostname", names.nodename);
    tell("domainname", names.domainname);
    tell("cwd", getcwd(here, sizeof here) == NULL ? strerrorname_np(errno) : here);
    tell_number("pid", getpid());
    tell_number("ppid", getppid());
    tell_number("session", getsid(0));
    tell("terminal", isatty(0) ? "yes" : "no");
    tell("root.writable", access("/", W_OK) == 0 ? "yes" : "no");
}
