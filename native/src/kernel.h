/* The system: headers of the C library that most files need, and structures and numbers of the kernel that
 * the library lacks, as musl comes without linux headers. Every header here includes it. */
#pragma once

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Numbers from 424 on are the same on every machine. */
#ifndef SYS_close_range
#define SYS_close_range 436
#endif

struct kernel_clone_args {
    uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
    uint64_t set_tid, set_tid_size, cgroup;
};

struct kernel_open_how {
    uint64_t flags, mode, resolve;
};

#define KERNEL_RESOLVE_NO_MAGICLINKS 0x02
#define KERNEL_RESOLVE_NO_SYMLINKS 0x04
#define KERNEL_RESOLVE_IN_ROOT 0x10
#define KERNEL_CLONE_PIDFD 0x1000ull
#define KERNEL_CLONE_INTO_CGROUP 0x200000000ull
/* NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET */
#define KERNEL_CLONE_NAMESPACES 0x7e020080ull
#define KERNEL_CLOSE_RANGE_CLOEXEC 4u
#define KERNEL_PROC_MAGIC 0x9fa0
#define KERNEL_SYSFS_MAGIC 0x62656572
#define KERNEL_MFD_EXEC 0x10u
#define KERNEL_MFD_NOEXEC_SEAL 8u
#define KERNEL_SEAL_FUTURE_WRITE 16
#define KERNEL_SO_PEERPIDFD 77

/* The result of a system call as the kernel gives it: a negative errno for a failure. */
static inline long answer(long result) {
    return result == -1 ? -errno : result;
}

/* ioctl without the C libraries' quarrel about the type of the request. */
static inline long control(int fd, unsigned long request, void *argument) {
    return answer(syscall(SYS_ioctl, fd, request, argument));
}

/* Close, or mark close-on-exec, every descriptor from first on. */
static inline long close_from(unsigned first, unsigned flags) {
    return answer(syscall(SYS_close_range, first, ~0u, flags));
}
