/* Loads a seccomp filter and makes system calls under it.
 *   probe FILTER CALLS RESULTS  - each call of CALLS in a child; its result goes to RESULTS
 *   probe FILTER -- PROGRAM...  - runs a program under the filter
 * A call is 8 numbers of 64 bits: the entry (64 or 32), the number, six arguments. A result is one such number.
 * The child ends by an illegal instruction, as the filter may refuse everything else. */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void *map(const char *path, int writable, size_t *size) {
    int fd = open(path, writable ? O_RDWR : O_RDONLY);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) < 0) {
        perror(path);
        _exit(2);
    }
    *size = (size_t)st.st_size;
    void *p = mmap(NULL, *size, writable ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED) {
        perror(path);
        _exit(2);
    }
    return p;
}

static long enter64(const uint64_t *call) {
    register long r10 __asm__("r10") = (long)call[5];
    register long r8 __asm__("r8") = (long)call[6];
    register long r9 __asm__("r9") = (long)call[7];
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(call[1]), "D"(call[2]), "S"(call[3]), "d"(call[4]), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

/* Arguments in ebx, ecx, edx, esi, edi, ebp. rbx and rbp may be taken by the compiler, so they are saved by hand. */
static long enter32(const uint64_t *call) {
    long result;
    __asm__ volatile("push %%rbx\n\tpush %%rbp\n\t"
                     "mov 16(%1), %%rbx\n\tmov 24(%1), %%rcx\n\tmov 32(%1), %%rdx\n\t"
                     "mov 40(%1), %%rsi\n\tmov 48(%1), %%rdi\n\tmov 56(%1), %%rbp\n\t"
                     "mov 8(%1), %%rax\n\tint $0x80\n\t"
                     "pop %%rbp\n\tpop %%rbx"
                     : "=&a"(result)
                     : "r"(call)
                     : "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "memory", "cc");
    return (long)(int)result;
}

static int load(const void *program, size_t size) {
    struct sock_fprog filter = {(unsigned short)(size / 8), (struct sock_filter *)program};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) {
        return -1;
    }
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter);
}

int main(int argc, char **argv) {
    if (argc < 4) {
        return 2;
    }
    size_t program_size, calls_size, results_size;
    void *program = map(argv[1], 0, &program_size);
    if (strcmp(argv[2], "--") == 0) {
        if (load(program, program_size) == 0) {
            execvp(argv[3], argv + 3);
        }
        perror(argv[3]);
        return 2;
    }
    const uint64_t *calls = map(argv[2], 0, &calls_size);
    volatile int64_t *results = map(argv[3], 1, &results_size);
    pid_t child = fork();
    if (child == 0) {
        if (load(program, program_size) < 0) {
            perror("seccomp");
            _exit(3);
        }
        for (size_t i = 0; i < calls_size / 64; i++) {
            results[i] = calls[8 * i] == 32 ? enter32(calls + 8 * i) : enter64(calls + 8 * i);
        }
        __builtin_trap();
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 3;
}
