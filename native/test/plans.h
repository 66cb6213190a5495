/* Builds launch plans by hand. */
#ifndef JONG_TEST_PLANS_H
#define JONG_TEST_PLANS_H

#include <stddef.h>
#include <stdint.h>

#include "contract.h"

#define MOST_OPS 64
#define DATA_OFFSET (sizeof(struct plan) + (LIST_EXIT + 1) * MOST_OPS * sizeof(struct plan_op))

struct builder {
    struct plan head;
    struct plan_op ops[LIST_EXIT + 1][MOST_OPS];
    uint32_t used;
    _Alignas(8) char data[65536];
};

/* Starts an empty plan. */
void plan_begin(struct builder *b, uint32_t flags, uint64_t clone_flags);
/* Puts bytes into the plan; their absolute address. */
uint64_t plan_data(struct builder *b, const void *bytes, size_t size);
uint64_t plan_text(struct builder *b, const char *text);
/* An array of strings, which ends with NULL. */
uint64_t plan_vector(struct builder *b, const char *const *strings);
/* Adds an operation, to be completed by the caller. */
struct plan_op *plan_add(struct builder *b, unsigned list, uint32_t number, const uint64_t args[6]);
/* Size of the finished plan, bytes. */
uint32_t plan_size(struct builder *b);
/* Adds an OP_EXEC of a shell command with the environment of a container. */
void plan_shell(struct builder *b, const char *command);

#define ADD(b, list, number, ...) plan_add(b, list, number, (const uint64_t[6]){__VA_ARGS__})

#endif
