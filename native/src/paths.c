/* Where things are: the program, its installation, the store, the runtime directory. */
#include "front.h"

#define WITH_VALUE "--store-limit --config --log-level -l" /* global options before a value of their own */
#define OTHER_PLACE "hint: XDG_RUNTIME_DIR or JONG_RUN names another place; without both it is below /tmp"

/* The value of --root, which stands before the command, maybe behind others; NULL when it is not given. */
static const char *root_option(const struct front *front) {
    for (int i = 1; i < front->argc && front->argv[i][0] == '-'; i++) {
        if (strcmp(front->argv[i], "--") == 0)
            break;
        if (strcmp(front->argv[i], "--root") == 0 && i + 1 < front->argc)
            return front->argv[i + 1];
        if (text_begins(front->argv[i], "--root="))
            return front->argv[i] + strlen("--root=");
        i += strstr(WITH_VALUE, front->argv[i]) != NULL;
    }
    return NULL;
}

static const char *not_empty(const char *name) {
    const char *value = getenv(name);
    return value == NULL || *value == 0 ? NULL : value;
}

/* Absolute, and without slashes at the end: the same folder shall have the same hash. */
static const char *absolute(struct front *front, const char *path) {
    char here[4096];
    if (path[0] != '/' && getcwd(here, sizeof here) == NULL)
        return NULL;
    path = path[0] == '/' ? front_keep(front, "%s", path) : front_keep(front, "%s/%s", here, path);
    char *end = (char *)(uintptr_t)path + strlen(path);
    while (end > path + 1 && end[-1] == '/')
        *--end = 0;
    return path;
}

static const char *find_store(struct front *front) {
    const char *store = root_option(front);
    if (store == NULL)
        store = not_empty("JONG_ROOT");
    if (store != NULL)
        return *store == 0 ? NULL : absolute(front, store);
    if (front->uid == 0)
        return "/var/lib/jong";
    const char *data = not_empty("XDG_DATA_HOME");
    if (data != NULL && data[0] == '/')
        return absolute(front, front_keep(front, "%s/jong", data));
    const char *home = not_empty("HOME");
    return home == NULL ? NULL : absolute(front, front_keep(front, "%s/.local/share/jong", home));
}

static const char *find_base(struct front *front) {
    const char *given = not_empty("JONG_RUN");
    if (given != NULL && given[0] == '/')
        return given;
    if (front->uid == 0)
        return "/run/jong";
    const char *runtime = not_empty("XDG_RUNTIME_DIR");
    if (runtime != NULL && runtime[0] == '/')
        return front_keep(front, "%s/jong", runtime);
    return front_keep(front, "/tmp/jong-%u", front->uid);
}

/* FNV-1a. */
static uint64_t hash_of(const char *text) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *text != 0; text++)
        hash = (hash ^ (uint8_t)*text) * 0x100000001b3u;
    return hash;
}

/* The name without its last component. */
static const char *parent_of(struct front *front, const char *path) {
    const char *slash = strrchr(path, '/');
    int length = slash == NULL ? (int)strlen(path) : slash == path ? 1 : (int)(slash - path);
    return front_keep(front, "%.*s", length, path);
}

int paths_find(struct front *front) {
    char *at = front->space + front->used;
    size_t room = sizeof front->space - front->used;
    front->sealed = sealed_path(at, room);
    if (*at == 0)
        return fail(ENOENT, "read", "/proc/self/exe");
    front->used += strlen(at) + 1;
    /* Kept, as a monitor writes its own title over the arguments. */
    front->program = front->sealed ? front_keep(front, "%s", front->argv[0]) : at;
    front->home = parent_of(front, parent_of(front, front->program));
    front->store = find_store(front);
    if (front->store == NULL) {
        say("cannot tell where the store is: HOME is not set\nhint: --root DIR or JONG_ROOT names a place "
            "for it");
        return FRONT_FAILED;
    }
    front->base = find_base(front);
    front->run = front_keep(front, "%s/%016" PRIx64, front->base, hash_of(front->store));
    const char *mode = getenv("JONG_ENGINE");
    front->one_shot = mode != NULL && strcmp(mode, "off") == 0;
    const char *inside = getenv("JONG_USERNS");
    front->inside = inside != NULL && strcmp(inside, "1") == 0 && front->uid == 0;
    return 0;
}

int paths_check(const struct front *front) {
    struct stat status;
    if (lstat(front->base, &status) < 0)
        return errno == ENOENT ? -ENOENT : fail(errno, "examine", front->base);
    /* In the user namespace our files have the number 0. */
    uint32_t owner = front->inside ? 0 : front->uid;
    if (!S_ISDIR(status.st_mode) || status.st_uid != owner || (status.st_mode & 077) != 0) {
        say("the runtime directory \"%s\" must be a directory of mode 0700 that is yours\n" OTHER_PLACE,
            front->base);
        return FRONT_FAILED;
    }
    return 0;
}

int paths_make(const struct front *front) {
    if (mkdir(front->base, 0700) < 0 && errno != EEXIST) {
        say("cannot make the runtime directory \"%s\": %s\n" OTHER_PLACE, front->base, strerror(errno));
        return FRONT_FAILED;
    }
    int failed = paths_check(front);
    if (failed != 0)
        return failed < 0 ? fail(-failed, "make", front->base) : failed;
    if (mkdir(front->run, 0700) < 0 && errno != EEXIST)
        return fail(errno, "make", front->run);
    return 0;
}
