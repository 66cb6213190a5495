package dev.jong.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Loads device programs into the kernel of this host and opens devices from inside a cgroup.
@Tag("root")
class AttachedDeviceFilterTest {
    private static final String EPERM = "1";

    @TempDir Path directory;

    private Path cgroup;

    @BeforeEach
    void makeCgroup() throws IOException, InterruptedException {
        Path unified = Path.of("/sys/fs/cgroup/unified");
        Path root = Files.isDirectory(unified) ? unified : Path.of("/sys/fs/cgroup");
        cgroup = root.resolve("jong-device-test-" + ProcessHandle.current().pid());
        assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
        assumeTrue(Files.exists(root.resolve("cgroup.controllers")), "no cgroup v2 on this host");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "no gcc on this host");
        try (InputStream in = getClass().getResourceAsStream("probe.c")) {
            Files.write(directory.resolve("probe.c"), in.readAllBytes());
        }
        assertThat(start("/usr/bin/gcc", "-o", "probe", "probe.c").waitFor()).isZero();
        Files.createDirectory(cgroup);
    }

    @AfterEach
    void removeCgroup() throws IOException, InterruptedException {
        // A process that has ended leaves its cgroup a moment later.
        for (int i = 0; i < 100 && Files.exists(cgroup); i++) {
            try {
                Files.delete(cgroup);
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        assertThat(cgroup).doesNotExist();
    }

    @Test
    void a_container_opens_its_devices_and_no_other() throws IOException, InterruptedException {
        assertThat(
                        open(
                                DefaultDevices.rules(),
                                "/dev/null",
                                "/dev/zero",
                                "/dev/urandom",
                                "/dev/mem",
                                "/dev/fuse"))
                .startsWith("0", "0", "0")
                .endsWith(refusedOrMissing("/dev/mem"), refusedOrMissing("/dev/fuse"));
    }

    @Test
    void reading_alone_is_not_reading_and_writing() throws IOException, InterruptedException {
        List<DeviceRule> rules = List.of(DeviceRule.parse("c 1:3 r"), DeviceRule.parse("c 1:5 rw"));
        assertThat(open(rules, "/dev/null", "/dev/zero", "/dev/full"))
                .containsExactly(EPERM, "0", EPERM);
    }

    @Test
    void the_verifier_takes_no_rules_and_the_rule_for_everything()
            throws IOException, InterruptedException {
        assertThat(open(List.of(), "/dev/null")).containsExactly(EPERM);
        assertThat(
                        open(
                                List.of(DeviceRule.EVERYTHING, DeviceRule.parse("b 8:0 r")),
                                "/dev/null",
                                "/dev/full"))
                .containsExactly("0", "0");
    }

    private static String refusedOrMissing(String device) {
        return Files.exists(Path.of(device)) ? EPERM : "2";
    }

    private List<String> open(List<DeviceRule> rules, String... devices)
            throws IOException, InterruptedException {
        Files.write(directory.resolve("program"), DeviceFilter.program(rules));
        List<String> command = new ArrayList<>(List.of("./probe", cgroup.toString(), "program"));
        command.addAll(List.of(devices));
        Process probe = start(command.toArray(String[]::new));
        String output =
                new String(probe.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(probe.waitFor()).isZero();
        return output.lines().toList();
    }

    private Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
