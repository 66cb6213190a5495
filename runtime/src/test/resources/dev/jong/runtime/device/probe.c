/* Attaches a device program to a cgroup and opens devices from inside it.
 *   probe CGROUP PROGRAM DEVICE...
 * Prints one line for each device: 0, or the errno of opening it for reading and writing. */
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char verifier[65536];

static int fail(const char *what) {
    fprintf(stderr, "%s: %s\n%s", what, strerror(errno), verifier);
    return 2;
}

int main(int argc, char **argv) {
    static char code[65536];
    int in = open(argv[2], O_RDONLY);
    ssize_t size = read(in, code, sizeof code);
    union bpf_attr load = {.prog_type = BPF_PROG_TYPE_CGROUP_DEVICE};
    load.insns = (uintptr_t)code;
    load.insn_cnt = (uint32_t)size / 8;
    load.license = (uintptr_t) "Apache";
    load.log_buf = (uintptr_t)verifier;
    load.log_size = sizeof verifier;
    load.log_level = 1;
    int program = (int)syscall(SYS_bpf, BPF_PROG_LOAD, &load, sizeof load);
    if (program < 0) {
        return fail("load");
    }
    union bpf_attr attach = {.target_fd = (uint32_t)open(argv[1], O_RDONLY | O_DIRECTORY)};
    attach.attach_bpf_fd = (uint32_t)program;
    attach.attach_type = BPF_CGROUP_DEVICE;
    if (syscall(SYS_bpf, BPF_PROG_ATTACH, &attach, sizeof attach) < 0) {
        return fail("attach");
    }
    pid_t child = fork();
    if (child == 0) {
        if (chdir(argv[1]) < 0) {
            _exit(fail("chdir"));
        }
        int procs = open("cgroup.procs", O_WRONLY);
        if (write(procs, "0", 1) != 1) {
            _exit(fail("cgroup.procs"));
        }
        for (int i = 3; i < argc; i++) {
            dprintf(1, "%d\n", open(argv[i], O_RDWR) < 0 ? errno : 0);
        }
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status == 0 ? 0 : 2;
}
