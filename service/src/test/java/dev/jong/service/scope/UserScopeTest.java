package dev.jong.service.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A `busctl` that does to plain files what systemd does to groups, and writes down what it was asked for.
class UserScopeTest {
    private static final String SCOPE = "/user/app/jong-0123.scope";
    private static final JongException REFUSED =
            JongException.of(ErrorKind.PRECONDITION, "--memory can't be applied: not yours");

    @TempDir Path directory;
    private UserScope scope;

    @BeforeEach
    void make() throws IOException {
        for (String folder : List.of("bin", "session", "groups", "proc/42", "proc/43", "0123")) {
            Files.createDirectories(directory.resolve(folder));
        }
        write("session/bus", "");
        write("groups/cgroup.controllers", "cpu memory pids\n");
        write("proc/42/cgroup", "0::/user/session\n");
        write("proc/43/cgroup", "0::/user/session\n");
        busctl("");
        scope = scope(new Cgroups.None("not yours"));
    }

    @Test
    void asks_for_a_scope_and_hands_its_controllers_down() throws IOException {
        Host host = scope.obtain(REFUSED, front(42));
        Path group = Path.of(directory + "/groups" + SCOPE);
        assertThat(host.cgroups()).isEqualTo(new Cgroups.Unified(group + "/jong"));
        assertThat(group.resolve("front/cgroup.procs")).hasContent("42");
        assertThat(asked().getFirst())
                .contains("StartTransientUnit ssa(sv)a(sa(sv)) jong-0123.scope fail")
                .contains("Delegate b true", "PIDs au 1 42");
        assertThat(scope.known()).isEqualTo(host.cgroups());
    }

    @Test
    void brings_the_next_front_into_the_scope_that_is_there() throws IOException {
        Host first = scope.obtain(REFUSED, front(42));
        assertThat(scope.obtain(REFUSED, front(43))).isEqualTo(first);
        assertThat(asked()).hasSize(2);
        assertThat(asked().getLast())
                .contains("AttachProcessesToUnit ssau jong-0123.scope /front 1 43");
    }

    @Test
    void makes_another_when_the_first_has_ended() throws IOException {
        scope.obtain(REFUSED, front(42));
        delete(Path.of(directory + "/groups" + SCOPE));
        assertThat(scope.known()).isEqualTo(new Cgroups.None("not yours"));
        scope.obtain(REFUSED, front(43));
        assertThat(asked().getLast()).contains("StartTransientUnit", "PIDs au 1 43");
    }

    @Test
    void a_running_container_is_entered_where_it_is() throws IOException {
        Host host = new Host(Machine.X86_64, Host.Isolation.ROOTLESS, new Cgroups.None("x"), who());
        assertThat(scope.of("abc", host, front(43))).isEqualTo(host);
        scope.obtain(REFUSED, front(42));
        assertThat(scope.of("abc", host, front(43))).isEqualTo(host);
        Files.createDirectories(Path.of(directory + "/groups" + SCOPE + "/jong/abc"));
        assertThat(scope.of("abc", host, front(43)).cgroups()).isEqualTo(scope.known());
        assertThat(asked().getLast()).contains("AttachProcessesToUnit");
    }

    @Test
    void without_a_bus_the_refusal_stays() throws IOException {
        Files.delete(directory.resolve("session/bus"));
        refuses();
        assertThatThrownBy(() -> scope.promised(REFUSED, front(42).caller())).isSameAs(REFUSED);
        assertThat(directory.resolve("asked")).doesNotExist();
    }

    @Test
    void a_refusal_of_systemd_is_one() throws IOException {
        busctl("exit 1");
        refuses();
    }

    @Test
    void a_hierarchy_that_does_not_count_memory_is_not_asked_for() throws IOException {
        write("groups/cgroup.controllers", "cpu pids\n");
        refuses();
        assertThat(directory.resolve("asked")).doesNotExist();
    }

    @Test
    void a_scope_that_hands_no_memory_down_is_refused() throws IOException {
        busctl("handed='cpu pids'");
        refuses();
        assertThat(scope.known()).isEqualTo(new Cgroups.None("not yours"));
    }

    @Test
    void whoever_can_give_limits_himself_asks_nobody() {
        UserScope root = scope(new Cgroups.Unified("/x/jong"));
        assertThatThrownBy(() -> root.obtain(REFUSED, front(42))).isSameAs(REFUSED);
        assertThat(directory.resolve("asked")).doesNotExist();
    }

    private void refuses() {
        assertThatThrownBy(() -> scope.obtain(REFUSED, front(42))).isSameAs(REFUSED);
    }

    private UserScope scope(Cgroups groups) {
        return new UserScope(
                new Host(Machine.X86_64, Host.Isolation.ROOTLESS, groups, who()),
                directory.resolve("0123"),
                new ScopeGroup.Kernel(directory.resolve("proc"), directory.resolve("groups")));
    }

    private static Host.Identity who() {
        return new Host.Identity(0, 1, 0, 1024, 0);
    }

    private PidFront front(long pid) {
        return new PidFront(directory, pid);
    }

    /// @param first lines of shell that come before what it does
    private void busctl(String first) throws IOException {
        String script =
                """
                #!/bin/sh
                cd DIRECTORY
                echo "$@" >>asked
                handed='cpu memory pids'
                FIRST
                group=groupsSCOPE
                case "$7" in
                StartTransientUnit)
                    for last in "$@"; do pid=$before before=$last; done
                    mkdir -p $group/front
                    : >$group/cgroup.subtree_control
                    : >$group/front/cgroup.procs
                    echo $handed >$group/front/cgroup.controllers
                    ;;
                *) for pid in "$@"; do :; done ;;
                esac
                echo 0::SCOPE >proc/$pid/cgroup
                """;
        Path program = directory.resolve("bin/busctl");
        Files.writeString(
                program,
                script.replace("DIRECTORY", directory.toString())
                        .replace("FIRST", first)
                        .replace("SCOPE", SCOPE));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(directory.resolve("asked"));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
