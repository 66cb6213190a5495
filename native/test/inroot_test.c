/* Paths below the root of a container: whatever an image holds, they stay there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"

static char root[300];

/* Makes `what` (a path in the root) and lets the host's shell look at it. */
static void ensure(const char *kind, const char *what, const char *look) {
    RUN("inroot", root, kind, what, look);
}

static bool outside_is_untouched(void) {
    return access(path("outside/made"), F_OK) < 0 && access(path("made"), F_OK) < 0 &&
           access("/made", F_OK) < 0;
}

static void prepare(void) {
    char command[2000];
    snprintf(root, sizeof root, "%s", folder("image"));
    folder("outside");
    snprintf(command, sizeof command,
             "cd %s && mkdir -p etc real tmp proc && ln -s /real absolute && ln -s ../../../../../real up && "
             "ln -s / top && "
             "ln -s %s/outside host && ln -s /not/yet dangling && ln -s a loop && ln -s loop a && "
             "ln -s ../.. dots && ln -s /proc/self/root magic && echo x > plain",
             root, installation);
    host(command);
}

static void missing_folders_are_made_with_mode_and_owner(void) {
    struct stat status;
    prepare();
    ensure("dir", "/new/deeper/still", "");
    EXPECT(outcome.code == 0);
    EXPECT(stat(path("image/new/deeper"), &status) == 0 && (status.st_mode & 07777) == 01750);
    EXPECT(status.st_uid == 7 && status.st_gid == 8);
    ensure("file", "made/in/a/file", "");
    EXPECT(stat(path("image/made/in/a/file"), &status) == 0 && (status.st_mode & 07777) == 0640);
    EXPECT(S_ISREG(status.st_mode));
}

static void what_is_there_is_left_as_it_is(void) {
    struct stat status;
    prepare();
    ensure("dir", "/real", "");
    EXPECT(stat(path("image/real"), &status) == 0 && (status.st_mode & 07777) == 0755 && status.st_uid == 0);
    ensure("dir", "/plain", "");
    ERR_HAS("errno 20");
    ensure("file", "/real", "");
    ERR_HAS("errno 21");
    ensure("file", "/plain/below", "");
    ERR_HAS("errno 20");
}

static void T03_absolute_links_stay_inside(void) {
    prepare();
    ensure("dir", "/absolute/made", "");
    EXPECT(outcome.code == 0 && access(path("image/real/made"), F_OK) == 0);
    EXPECT(outside_is_untouched());
    ensure("dir", "/host/made", "");
    EXPECT(outside_is_untouched());
    char inside[300];
    snprintf(inside, sizeof inside, "image%s/outside/made", installation);
    EXPECT(outcome.code == 0 && access(path(inside), F_OK) == 0);
}

static void T03_parents_of_the_root_are_the_root(void) {
    prepare();
    ensure("dir", "/up/made", "");
    EXPECT(outcome.code == 0 && access(path("image/real/made"), F_OK) == 0);
    ensure("file", "../../../../made", "");
    EXPECT(outcome.code == 0 && access(path("image/made"), F_OK) == 0);
    ensure("file", "/dots/dots/../made2", "");
    EXPECT(outcome.code == 0 && access(path("image/made2"), F_OK) == 0);
    EXPECT(outside_is_untouched());
}

static void a_link_that_leads_nowhere_is_followed_and_made(void) {
    prepare();
    ensure("dir", "/dangling/made", "");
    EXPECT(outcome.code == 0 && access(path("image/not/yet/made"), F_OK) == 0);
    prepare();
    ensure("file", "/dangling", "");
    EXPECT(outcome.code == 0 && access(path("image/not/yet"), F_OK) == 0);
    EXPECT(access("/not", F_OK) < 0);
}

static void loops_and_magic_links_are_refused(void) {
    prepare();
    ensure("dir", "/loop/made", "");
    ERR_HAS("errno 40");
    char command[400];
    snprintf(command, sizeof command, "mount -t proc proc %s/proc", root);
    host(command);
    ensure("dir", "/magic/made", "");
    ERR_HAS("errno 40");
    for (int fd = 0; fd < 30; fd++) {
        char name[64];
        snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
        ensure("chdir", name, "");
        EXPECT(outcome.code == 126);
        EXPECT(strstr(outcome.err, "errno 40\n") != NULL || strstr(outcome.err, "errno 2\n") != NULL);
    }
    ensure("chdir", "/proc/self/root", "");
    ERR_HAS("errno 40");
    snprintf(command, sizeof command, "umount %s/proc", root);
    host(command);
    EXPECT(outside_is_untouched());
}

static void L03_a_working_directory_outside_the_root_is_refused(void) {
    prepare();
    for (int fd = 3; fd < 10; fd++) {
        char name[64];
        snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
        ensure("chdir", name, ""); /* no proc there: a folder of that name is made, in the image */
        EXPECT(outcome.code == 0);
    }
    EXPECT(access(path("image/proc/self/fd/9"), F_OK) == 0);
    ensure("chdir", "/up", "");
    EXPECT(outcome.code == 0);
}

static void a_tree_is_attached_where_the_path_leads_inside(void) {
    prepare();
    char look[700];
    snprintf(look, sizeof look,
             "cmp /etc/passwd %s/real/tree/passwd && touch %s/real/tree/x 2>&1 | grep -o Read-only", root,
             root);
    ensure("tree", "/absolute/tree", look);
    OUT_IS("Read-only\n");
    EXPECT(outside_is_untouched());
}

static void L07_a_tree_never_covers_what_a_link_into_proc_names(void) {
    prepare();
    char command[700];
    snprintf(command, sizeof command, "cd %s && ln -s /proc/sys settings && ln -s proc/sys/kernel name",
             root);
    host(command);
    ensure("tree", "/settings", "echo started");
    ERR_HAS("errno 18");
    ensure("tree", "/name", "echo started");
    ERR_HAS("errno 18");
    ensure("tree", "/proc/sys", "echo named");
    OUT_IS("named\n");
}

static void L13_the_kernel_s_file_systems_are_not_put_where_a_link_leads(void) {
    const char *const places[] = {"/sys", "/dev", "/sys/made/below"};
    for (int i = 0; i < 3; i++) {
        prepare();
        char command[700];
        snprintf(command, sizeof command, "cd %s && rm -rf sys dev && ln -s real sys && ln -s /real/gone dev",
                 root);
        host(command);
        ensure("tree", places[i], "");
        ERR_HAS("errno 40");
        EXPECT(outside_is_untouched());
    }
}

static void names_that_are_too_long_are_refused(void) {
    static char name[5000];
    prepare();
    memset(name, 'n', 300);
    name[0] = '/';
    ensure("dir", name, "");
    ERR_HAS("errno 36");
    memset(name, '/', sizeof name - 1);
    ensure("dir", name, "");
    ERR_HAS("errno 36");
    char deep[2100] = "";
    for (int i = 0; i < 1000; i++)
        strcat(deep, "/d");
    ensure("dir", deep, "");
    EXPECT(outcome.code == 0);
}

void inroot_tests(void) {
    if (geteuid() != 0)
        return;
    TEST(missing_folders_are_made_with_mode_and_owner);
    TEST(what_is_there_is_left_as_it_is);
    TEST(T03_absolute_links_stay_inside);
    TEST(T03_parents_of_the_root_are_the_root);
    TEST(a_link_that_leads_nowhere_is_followed_and_made);
    TEST(loops_and_magic_links_are_refused);
    TEST(L03_a_working_directory_outside_the_root_is_refused);
    TEST(a_tree_is_attached_where_the_path_leads_inside);
    TEST(L07_a_tree_never_covers_what_a_link_into_proc_names);
    TEST(L13_the_kernel_s_file_systems_are_not_put_where_a_link_leads);
    TEST(names_that_are_too_long_are_refused);
}
