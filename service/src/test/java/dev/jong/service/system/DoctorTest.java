package dev.jong.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Machine;
import dev.jong.service.network.UserNetworks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final Cgroups NONE = new Cgroups.None("not delegated");

    private static final UserNetworks NOTHING =
            new UserNetworks(Optional.empty(), Optional.empty(), false);

    @TempDir Path store;
    @TempDir Path root;

    @Test
    void tells_root_how_to_do_with_less() {
        Doctor.Finding finding = find("isolation", Host.Isolation.ROOT, 4294967295L, NONE, 0);
        assertThat(finding.rung()).isEqualTo("root");
        assertThat(finding.better()).contains("ordinary user");
    }

    @Test
    void has_nothing_better_than_a_range_of_ids() {
        Doctor.Finding finding = find("isolation", Host.Isolation.ROOTLESS, 65537, NONE, 0);
        assertThat(finding.rung()).isEqualTo("rootless");
        assertThat(finding.why()).contains("65537 ids");
        assertThat(finding.better()).isEmpty();
    }

    @Test
    void names_the_command_that_gives_a_range() {
        Doctor.Finding finding = find("isolation", Host.Isolation.ROOTLESS, 1, NONE, 0);
        assertThat(finding.rung()).isEqualTo("rootless, one id");
        assertThat(finding.better()).contains("usermod --add-subuids").endsWith(" 1000");
    }

    @Test
    void tells_with_which_error_the_kernel_refused() {
        for (Host.Isolation isolation : List.of(Host.Isolation.CHROOT, Host.Isolation.NONE)) {
            Doctor.Finding finding = find("isolation", isolation, 1, NONE, 13);
            assertThat(finding.why()).contains("refused with error 13");
            assertThat(finding.better()).isNotEmpty();
            assertThat(find("network", isolation, 1, NONE, 13).rung()).isEqualTo("host");
            assertThat(find("snapshots", isolation, 1, NONE, 13).rung()).isEqualTo("copy");
        }
        assertThat(find("isolation", Host.Isolation.CHROOT, 1, NONE, 0).why())
                .doesNotContain("refused");
    }

    @Test
    void tells_where_limits_go() {
        Doctor.Finding v2 =
                find(
                        "cgroups",
                        Host.Isolation.ROOT,
                        1,
                        new Cgroups.Unified("/sys/fs/cgroup/jong"),
                        0);
        assertThat(v2.rung()).isEqualTo("v2");
        assertThat(v2.why()).contains("/sys/fs/cgroup/jong");
        Cgroups busy = new Cgroups.Unified("/sys/fs/cgroup/a/jong", "it holds processes");
        Doctor.Finding limitless = find("cgroups", Host.Isolation.ROOTLESS, 1, busy, 0);
        assertThat(limitless.why()).isEqualTo("no limits: it holds processes");
        assertThat(limitless.better()).contains("systemd-run");
        Cgroups split = new Cgroups.Split(Map.of("pids", "/p", "memory", "/m"), true);
        assertThat(find("cgroups", Host.Isolation.ROOT, 1, split, 0).why())
                .isEqualTo("controllers memory pids");
        Doctor.Finding none = find("cgroups", Host.Isolation.ROOTLESS, 1, NONE, 0);
        assertThat(none.why()).isEqualTo("not delegated: a run with a limit is refused");
        assertThat(none.better()).contains("Delegate=yes");
    }

    @Test
    void tells_what_there_is_of_network_and_filters() {
        assertThat(find("network", Host.Isolation.ROOTLESS, 1, NONE, 0).rung())
                .isEqualTo("none, host");
        assertThat(find("seccomp", Host.Isolation.ROOT, 1, NONE, 0).rung()).isIn("filter", "none");
    }

    @Test
    void tells_root_whether_there_are_bridges() {
        assertThat(examined(Host.Isolation.ROOT, true, true, NOTHING))
                .extracting(Doctor.Finding::rung, Doctor.Finding::better)
                .containsExactly("bridge", "");
        assertThat(examined(Host.Isolation.ROOT, false, true, NOTHING).better())
                .isEqualTo("apt-get install nftables");
        assertThat(examined(Host.Isolation.ROOT, true, false, NOTHING).why())
                .contains("CAP_NET_ADMIN");
    }

    @Test
    void tells_a_user_which_program_connects_containers_and_what_would_be_better() {
        Optional<String> pasta = Optional.of("/usr/bin/pasta");
        Optional<String> slirp = Optional.of("/usr/bin/slirp4netns");
        Host.Isolation user = Host.Isolation.ROOTLESS;
        assertThat(examined(user, true, false, new UserNetworks(pasta, slirp, true)))
                .extracting(Doctor.Finding::rung, Doctor.Finding::better)
                .containsExactly("pasta", "");
        assertThat(examined(user, false, false, new UserNetworks(pasta, slirp, true)))
                .extracting(Doctor.Finding::rung, Doctor.Finding::better)
                .containsExactly("pasta", "apt-get install nftables");
        assertThat(examined(user, false, false, new UserNetworks(Optional.empty(), slirp, true)))
                .extracting(Doctor.Finding::rung, Doctor.Finding::better)
                .containsExactly("slirp4netns", "apt-get install passt");
        assertThat(examined(user, false, false, NOTHING))
                .extracting(Doctor.Finding::rung, Doctor.Finding::better)
                .containsExactly("none, host", "apt-get install passt");
        Doctor.Finding closed = examined(user, false, false, new UserNetworks(pasta, slirp, false));
        assertThat(closed.rung()).isEqualTo("none, host");
        assertThat(closed.why()).contains("/dev/net/tun");
        assertThat(closed.better()).contains("modprobe tun");
    }

    private static Doctor.Finding examined(
            Host.Isolation isolation, boolean firewall, boolean changes, UserNetworks users) {
        return new ExamineNetworks(firewall, changes, users).examine(isolation);
    }

    @Test
    void examines_every_ladder_once_and_in_order() {
        assertThat(examine(Host.Isolation.ROOT, 1, NONE, 0))
                .extracting(Doctor.Finding::area)
                .containsExactly("isolation", "snapshots", "cgroups", "network", "seccomp");
    }

    @Test
    void leaves_no_trace_in_the_store() {
        examine(Host.Isolation.ROOT, 1, NONE, 0);
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void prints_findings_as_json() {
        Json json = Doctor.json(List.of(new Doctor.Finding("a", "r", "w", "b")));
        assertThat(json)
                .isEqualTo(
                        new Json.Arr(
                                List.of(
                                        Json.object()
                                                .put("area", "a")
                                                .put("rung", "r")
                                                .put("why", "w")
                                                .put("better", "b")
                                                .build())));
    }

    private Doctor.Finding find(
            String area, Host.Isolation isolation, long ids, Cgroups cgroups, int refused) {
        return examine(isolation, ids, cgroups, refused).stream()
                .filter(finding -> finding.area().equals(area))
                .findFirst()
                .orElseThrow();
    }

    private List<Doctor.Finding> examine(
            Host.Isolation isolation, long ids, Cgroups cgroups, int refused) {
        Host.Identity identity = new Host.Identity(0, ids, 0, 1024, refused);
        Host host = new Host(Machine.X86_64, isolation, cgroups, identity);
        return new Doctor(
                        host,
                        store,
                        new IdRanges(root, 1000),
                        new ExamineNetworks(false, false, NOTHING))
                .examine();
    }
}
