/* timer ROUNDS COMMAND...: runs a command that many times, one after another, and prints the median, the 90th
 * percentile and the least of its wall-clock times in milliseconds. Start, exec and wait are in the figure, a
 * shell is not. Output of the command goes to /dev/null. Exit code 1 when the command fails. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    int rounds = argc > 2 ? atoi(argv[1]) : 0;
    if (rounds < 1) {
        fprintf(stderr, "usage: timer ROUNDS COMMAND...\n");
        return 2;
    }
    double *times = calloc((size_t)rounds, sizeof *times);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    for (int i = 0; i < rounds; i++) {
        double start = now();
        pid_t pid;
        int status = -1;
        if (posix_spawnp(&pid, argv[2], &files, NULL, argv + 2, environ) != 0 || waitpid(pid, &status, 0) < 0 ||
            status != 0) {
            fprintf(stderr, "timer: round %d of %s failed with status %x\n", i, argv[2], (unsigned)status);
            return 1;
        }
        times[i] = now() - start;
    }
    qsort(times, (size_t)rounds, sizeof *times, ascending);
    printf("%.2f %.2f %.2f\n", times[rounds / 2], times[rounds * 9 / 10], times[0]);
    return 0;
}
