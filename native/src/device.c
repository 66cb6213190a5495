/* The device filter of a v2 control group: loads a program of type CGROUP_DEVICE and attaches it. */
#include "ops.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BPF_PROG_LOAD 5
#define BPF_PROG_ATTACH 8
#define BPF_PROG_TYPE_CGROUP_DEVICE 15
#define BPF_CGROUP_DEVICE 6

/* The fields of union bpf_attr that are used here; the kernel takes the rest for zero. */
struct bpf_load {
    uint32_t type, count;
    uint64_t instructions, license;
    uint32_t log_level, log_size;
    uint64_t log;
    uint32_t kernel_version, flags;
};

struct bpf_attach {
    uint32_t target, program, type, flags;
};

long device_filter(int group, uint64_t instructions, uint32_t count) {
    struct bpf_load load = {.type = BPF_PROG_TYPE_CGROUP_DEVICE,
                            .count = count,
                            .instructions = instructions,
                            .license = (uint64_t)(uintptr_t) "Apache-2.0"};
    long program = syscall(SYS_bpf, BPF_PROG_LOAD, &load, sizeof load);
    if (program < 0)
        return -errno;
    struct bpf_attach attach = {(uint32_t)group, (uint32_t)program, BPF_CGROUP_DEVICE, 0};
    long result = syscall(SYS_bpf, BPF_PROG_ATTACH, &attach, sizeof attach) < 0 ? -errno : 0;
    close((int)program);
    return result;
}
