package dev.jong.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.PlanEncoder;
import dev.jong.runtime.plan.PlanText;
import dev.jong.runtime.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// The readable definition of what a launch does: every operation of a few typical containers, in order. Run with
/// `-Dgolden.update=true` after a change that is meant, and read the difference.
class GoldenPlanTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/launch");

    @Test
    void launches_a_default_container_as_root() throws IOException {
        assertGolden("root", Specs.plan(Specs.root(Specs.v1()), Specs.spec()));
    }

    @Test
    void launches_a_default_container_rootless() throws IOException {
        assertGolden("rootless", Specs.plan(Specs.rootless(65537), Specs.spec()));
    }

    @Test
    void launches_with_one_uid() throws IOException {
        assertGolden("single-uid", Specs.plan(Specs.rootless(1), Specs.spec()));
    }

    @Test
    void launches_in_a_chroot() throws IOException {
        assertGolden("chroot", Specs.plan(Specs.chroot(), Specs.forChroot()));
    }

    @Test
    void launches_with_limits_of_cgroup_v1() throws IOException {
        Spec spec = Specs.with(Specs.spec(), Specs.everyLimit(), List.of());
        assertGolden("limits-v1", Specs.plan(Specs.root(Specs.v1()), spec));
    }

    @Test
    void launches_with_limits_of_cgroup_v2() throws IOException {
        Spec spec = Specs.with(Specs.spec(), Specs.everyLimit(), List.of());
        assertGolden("limits-v2", Specs.plan(Specs.root(Specs.v2()), spec));
    }

    @Test
    void launches_with_mounts_and_a_read_only_root() throws IOException {
        List<Spec.Mount> mounts =
                List.of(
                        Specs.bind("/host/deep", "/data/deep", true),
                        Specs.tmpfs("/tmp"),
                        new Spec.Mount.Writable("/data", "VOLUME /data"),
                        Specs.bind("/host/shm", "/dev/shm", false));
        Spec spec =
                Specs.with(Specs.spec(), new Spec.Root.Layers(List.of("top"), false, true), mounts);
        assertGolden("mounts-read-only", Specs.plan(Specs.root(Specs.v2()), spec));
    }

    @Test
    void launches_a_directory_with_devices() throws IOException {
        List<Spec.Device> devices =
                List.of(
                        new Spec.Device('c', 10, 229, "/dev/fuse", "/dev/fuse", "rw"),
                        new Spec.Device(
                                'b',
                                259,
                                300,
                                "/dev/disk",
                                "/dev/sub/disk",
                                "r",
                                new Spec.Node(0640, 0, 6)));
        Spec spec = Specs.with(Specs.spec(), new Spec.Root.Directory("/rootfs", true), List.of());
        spec = Specs.with(spec, Specs.limits(), devices);
        assertGolden("devices", Specs.plan(Specs.root(Specs.v1()), spec));
    }

    @Test
    void launches_a_user_with_an_init_behind_a_terminal_in_the_background() throws IOException {
        Spec.Process process = Specs.process(new Spec.User(1000, 100, List.of(100, 27)));
        Spec spec =
                Specs.with(
                        Specs.spec(),
                        new Spec.Process(
                                process.args(),
                                process.environment(),
                                process.workingDirectory(),
                                process.user(),
                                List.of(new Spec.Rlimit("nofile", 10, -1, true)),
                                OptionalInt.of(-500),
                                true,
                                true));
        assertGolden(
                "terminal-detached",
                new PlanLaunch(Specs.root(Specs.v1()), Specs.places())
                        .plan(spec, Specs.detachedTerminal()));
    }

    @Test
    void launches_in_the_namespaces_of_others() throws IOException {
        Spec.Namespaces shared =
                new Spec.Namespaces(
                        Specs.OTHER, Specs.OTHER, Specs.OTHER, Specs.HOST, Specs.HOST, Specs.HOST);
        assertGolden(
                "shared-rootless",
                Specs.plan(Specs.rootless(65537), Specs.with(Specs.spec(), shared, Map.of())));
    }

    @Test
    void launches_privileged_with_the_host_s_namespaces() throws IOException {
        // Not the host's IPC: whether there are message queues would depend on this machine.
        Spec.Namespaces host =
                new Spec.Namespaces(
                        Specs.HOST, Specs.HOST, Specs.PRIVATE, Specs.HOST, Specs.HOST, Specs.HOST);
        Spec spec = Specs.with(Specs.spec(), host, Map.of());
        Spec.Protection none =
                new Spec.Protection(
                        java.util.stream.IntStream.rangeClosed(0, 40)
                                .boxed()
                                .collect(java.util.stream.Collectors.toSet()),
                        true,
                        Optional.empty(),
                        "unconfined",
                        Optional.of("my-profile"),
                        List.of(),
                        List.of(),
                        true);
        assertGolden("privileged", Specs.plan(Specs.root(Specs.v2()), Specs.with(spec, none)));
    }

    static void assertGolden(String name, LaunchPlan plan) throws IOException {
        String text =
                "flags "
                        + flags(plan)
                        + "\n"
                        + numberless(PlanText.lines(plan).replace(Specs.ID, "ID"));
        Path file = FOLDER.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            Files.write(file, Text.bytes(text));
        }
        assertThat(text).isEqualTo(Text.of(Files.readAllBytes(file)));
        assertThat(PlanEncoder.encode(plan)).hasSizeLessThan(64 << 10);
    }

    /// Numbers of operations would change with every operation before them.
    private static String numberless(String lines) {
        StringBuilder out = new StringBuilder();
        for (String line : lines.split("\n")) {
            String text = line.strip();
            int space = text.indexOf(' ');
            boolean numbered = space > 0 && Character.isDigit(text.charAt(0));
            out.append(numbered ? "    " + text.substring(space + 1) : line).append('\n');
        }
        return out.toString();
    }

    private static String flags(LaunchPlan plan) {
        StringBuilder out = new StringBuilder();
        String[] names = {"child", "detach", "terminal", "stdin", "signals", "join-userns", "log"};
        for (int i = 0; i < names.length; i++) {
            out.append(plan.has(1 << i) ? names[i] + " " : "");
        }
        return out.append(plan.cgroup().isPresent() ? "born-in-cgroup " : "").toString().strip();
    }
}
