#include "plans.h"

#include <stdlib.h>
#include <string.h>

void plan_begin(struct builder *b, uint32_t flags, uint64_t clone_flags) {
    memset(b, 0, sizeof *b);
    b->head.magic = PLAN_MAGIC;
    b->head.version = PLAN_VERSION;
    b->head.flags = flags;
    b->head.clone_flags = clone_flags;
    b->head.cgroup_register = PLAN_NO_REGISTER;
    b->head.listen_register = PLAN_NO_REGISTER;
    for (uint32_t i = 0; i <= LIST_EXIT; i++)
        b->head.lists[i].offset = (uint32_t)(offsetof(struct builder, ops) + i * sizeof b->ops[0]);
    for (int i = 0; i < PLAN_REGISTERS; i++)
        b->head.registers[i] = -1;
}

uint64_t plan_data(struct builder *b, const void *bytes, size_t size) {
    uint32_t at = (b->used + 7) & ~7u;
    if (at + size > sizeof b->data)
        abort();
    memcpy(b->data + at, bytes, size);
    b->used = at + (uint32_t)size;
    return PLAN_BASE + offsetof(struct builder, data) + at;
}

uint64_t plan_text(struct builder *b, const char *text) {
    return plan_data(b, text, strlen(text) + 1);
}

uint64_t plan_vector(struct builder *b, const char *const *strings) {
    uint64_t addresses[64];
    size_t count = 0;
    for (; strings[count] != NULL; count++)
        addresses[count] = plan_text(b, strings[count]);
    addresses[count++] = 0;
    return plan_data(b, addresses, count * sizeof addresses[0]);
}

struct plan_op *plan_add(struct builder *b, unsigned list, uint32_t number, const uint64_t args[6]) {
    if (b->head.lists[list].count == MOST_OPS)
        abort();
    struct plan_op *op = &b->ops[list][b->head.lists[list].count++];
    op->number = number;
    op->result = PLAN_NO_REGISTER;
    memcpy(op->args, args, sizeof op->args);
    return op;
}

uint32_t plan_size(struct builder *b) {
    b->head.size = offsetof(struct builder, data) + b->used;
    return (uint32_t)b->head.size;
}

void plan_shell(struct builder *b, const char *command) {
    const char *candidates[] = {"/nowhere/sh", "/bin/sh", NULL};
    const char *argv[] = {"sh", "-c", command, NULL};
    const char *envp[] = {"PATH=/usr/bin:/bin:/usr/sbin:/sbin", "INSIDE=yes", NULL};
    uint64_t first = plan_vector(b, candidates), second = plan_vector(b, argv), third = plan_vector(b, envp);
    ADD(b, LIST_CHILD, OP_EXEC, first, second, third);
}
