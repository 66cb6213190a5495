#include "plan.h"

#define PLAN_AT ((char *)PLAN_BASE)

int plan_map(int fd, uint64_t size, int flags) {
    void *at = mmap(PLAN_AT, size, PROT_READ | PROT_WRITE, flags | MAP_FIXED_NOREPLACE, fd, 0);
    return at == PLAN_AT ? 0 : at == MAP_FAILED ? -errno : -EEXIST; /* where the address is but a hint */
}

static bool register_is_sound(uint32_t number) {
    return number < PLAN_REGISTERS || number == PLAN_NO_REGISTER;
}

static bool operation_is_sound(const struct plan_op *op) {
    bool sound = op->number <= OP_SPAWN && (op->registers & 0xc0) == 0 && register_is_sound(op->result);
    for (int i = 0; i < 6; i++)
        sound = sound && ((op->registers >> i & 1) == 0 || op->args[i] < PLAN_REGISTERS);
    return sound;
}

static bool list_is_sound(const struct plan *plan, const struct plan_list *list) {
    uint64_t end = list->offset + (uint64_t)list->count * sizeof(struct plan_op);
    bool sound =
        list->offset >= sizeof *plan && list->offset % _Alignof(struct plan_op) == 0 && end <= plan->size;
    const struct plan_op *op = (const struct plan_op *)(const void *)((const char *)plan + list->offset);
    for (uint32_t i = 0; sound && i < list->count; i++)
        sound = operation_is_sound(&op[i]);
    return sound || list->count == 0;
}

static bool string_is_sound(const struct plan *plan, uint64_t address) {
    return address == 0 || plan_string(plan, address) != NULL;
}

int plan_check(const struct plan *plan, uint64_t size) {
    if (size < sizeof *plan || plan->magic != PLAN_MAGIC || plan->version != PLAN_VERSION ||
        plan->size != size)
        return -EBADMSG;
    bool sound = (plan->clone_flags & ~KERNEL_CLONE_NAMESPACES) == 0 &&
                 register_is_sound(plan->cgroup_register) && register_is_sound(plan->listen_register);
    for (int i = 0; i <= LIST_EXIT; i++)
        sound = sound && list_is_sound(plan, &plan->lists[i]);
    sound = sound && string_is_sound(plan, plan->log_path) && string_is_sound(plan, plan->detach_keys) &&
            string_is_sound(plan, plan->container) &&
            ((plan->flags & PLAN_LOG) == 0 || plan->log_path != 0) &&
            (plan->log_fields == 0 || plan_bytes(plan, plan->log_fields, plan->log_fields_size) != NULL) &&
            (plan->clean_up == 0 || plan_strings(plan, plan->clean_up) != NULL);
    return sound ? 0 : -EBADMSG;
}

const char *plan_bytes(const struct plan *plan, uint64_t address, uint64_t size) {
    uint64_t offset = address - PLAN_BASE; /* enormous for one below */
    return offset < plan->size && size <= plan->size - offset ? (const char *)plan + offset : NULL;
}

const char *plan_string(const struct plan *plan, uint64_t address) {
    const char *text = plan_bytes(plan, address, 1);
    return text == NULL || memchr(text, 0, plan->size - (address - PLAN_BASE)) == NULL ? NULL : text;
}

char *const *plan_strings(const struct plan *plan, uint64_t address) {
    if (address < PLAN_BASE || address % sizeof(char *) != 0)
        return NULL;
    for (uint64_t at = address - PLAN_BASE; at + sizeof(char *) <= plan->size; at += sizeof(char *)) {
        uint64_t string;
        memcpy(&string, (const char *)plan + at, sizeof string);
        if (string == 0)
            return (char *const *)(const void *)((const char *)plan + (address - PLAN_BASE));
        if (plan_string(plan, string) == NULL)
            return NULL;
    }
    return NULL;
}

/* What one operation gives, its register arguments put in. */
static long run_one(struct actor *actor, const struct plan_op *op) {
    uint64_t args[6];
    for (int i = 0; i < 6; i++)
        args[i] = (op->registers >> i & 1) != 0 ? (uint64_t)actor->plan->registers[op->args[i]] : op->args[i];
    if (op->number >= OP_BASE)
        return ops_run(actor, op, args);
    if (op->number == SYS_seccomp && actor->child) {
        ops_settle(actor);
        actor->filtered = true;
    }
    for (int tries = op->tolerated == PLAN_TRY_AGAIN ? 5000 : 0;; tries--) {
        long result = answer(syscall((long)op->number, args[0], args[1], args[2], args[3], args[4], args[5]));
        if (result >= 0 || tries == 0)
            return result;
        poll(NULL, 0, 1);
    }
}

int plan_run(struct actor *actor, unsigned list, uint32_t *index) {
    struct plan *plan = actor->plan;
    uint32_t count = plan->lists[list].count;
    const struct plan_op *ops =
        (const struct plan_op *)(const void *)((const char *)plan + plan->lists[list].offset);
    for (uint32_t i = 0; i < count; i++) {
        const struct plan_op *op = &ops[i];
        long result = run_one(actor, op);
        actor->result = result;
        bool failed = result < 0 && result >= -4095;
        if (op->result != PLAN_NO_REGISTER)
            plan->registers[op->result] = result;
        if (failed && index != NULL && op->tolerated != PLAN_TOLERATE_ANY && -result != op->tolerated) {
            *index = i;
            return (int)-result;
        }
        if (op->number == OP_SKIP && result > 0)
            i = (uint64_t)result < count - i ? i + (uint32_t)result : count;
    }
    return 0;
}
