package dev.jong.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.service.container.RunOptions.Device;
import dev.jong.service.container.RunOptions.Host;
import dev.jong.service.container.RunOptions.Mount;
import dev.jong.service.container.RunOptions.Ulimit;
import dev.jong.service.container.SignalNumber;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a parser accepted, printed and parsed again is equal. Values are made of the words of the grammar, so that
/// many of them are accepted.
class RoundTripTest {
    private static final int ROUNDS = 6_000;

    private final Surroundings around = new RunLine().around();
    private final Random random = new Random(22);
    private int accepted;

    private String text(String... words) {
        StringBuilder out = new StringBuilder();
        int count = 1 + random.nextInt(9);
        for (int i = 0; i < count; i++) {
            out.append(words[random.nextInt(words.length)]);
        }
        return out.toString();
    }

    private static Mount withoutOrigin(Mount mount) {
        return switch (mount) {
            case Mount.Bind b ->
                    new Mount.Bind(
                            b.source(),
                            b.target(),
                            b.readOnly(),
                            b.createSource(),
                            b.recursive(),
                            b.propagation(),
                            "");
            case Mount.Tmpfs t -> new Mount.Tmpfs(t.target(), t.size(), t.mode(), t.options(), "");
            case Mount.Image i -> new Mount.Image(i.image(), i.subpath(), i.target(), "");
            case Mount.Volume v ->
                    new Mount.Volume(
                            v.name(),
                            v.subpath(),
                            v.target(),
                            v.readOnly(),
                            v.noCopy(),
                            v.labels(),
                            v.options(),
                            "");
        };
    }

    private void checkMount(String option, String value) {
        Mount mount;
        try {
            mount = parse(option, value);
        } catch (JongException e) {
            return;
        }
        accepted++;
        Mount again = parse(MountPrinter.option(mount), MountPrinter.value(mount));
        assertThat(withoutOrigin(again)).as(value).isEqualTo(withoutOrigin(mount));
    }

    private Mount parse(String option, String text) {
        OptionValue value = OptionValue.of(option, text);
        return switch (option) {
            case "volume" -> VolumeParser.parse(value, around);
            case "mount" -> MountParser.parse(value, around);
            default -> TmpfsParser.parse(value);
        };
    }

    @Test
    void Z22_volumes() {
        for (int i = 0; i < ROUNDS; i++) {
            checkMount(
                    "volume",
                    text(
                            "/", "a", "b,", "\"", ":", ":/", ":ro", ",Z", "shared", "nocopy", ".",
                            "../", "\u00e9"));
        }
        assertThat(accepted).isGreaterThan(200);
    }

    @Test
    void Z22_mounts() {
        for (int i = 0; i < ROUNDS; i++) {
            String type =
                    new String[] {
                                "type=bind,src=/a,dst=/b",
                                "type=tmpfs,dst=/b",
                                "src=vol,dst=/b",
                                "dst=/b"
                            }
                            [random.nextInt(4)];
            checkMount(
                    "mount",
                    type
                            + text(
                                    "",
                                    ",ro",
                                    ",source=/x\u00e9",
                                    ",target=/c:d/../e",
                                    ",\"dst=/x,\"\"y\"",
                                    ",tmpfs-size=5m",
                                    ",tmpfs-mode=0755",
                                    ",bind-propagation=rslave",
                                    ",volume-nocopy",
                                    ",bind-create-src",
                                    ",bind-recursive=disabled",
                                    ",readonly=false"));
        }
        assertThat(accepted).isGreaterThan(200);
    }

    @Test
    void Z22_tmpfs() {
        for (int i = 0; i < ROUNDS; i++) {
            checkMount(
                    "tmpfs",
                    text(
                            "/t",
                            "/u,v",
                            ":",
                            ",",
                            "size=5m",
                            "size=7%",
                            "mode=1777",
                            "noexec",
                            "ro",
                            "uid=3"));
        }
        assertThat(accepted).isGreaterThan(200);
    }

    @Test
    void Z22_devices_ulimits_and_hosts() {
        for (int i = 0; i < ROUNDS; i++) {
            checkOne(text("/dev/", "a", "b", ":", ":/", "r", "w", "m", "."));
            checkOne(text("nofile=", "core=", "1", "20", ":", "-1", "unlimited"));
            checkOne(text("db", ":", "=", "1.2.3.4", "[::1]", "fe80::", "host-gateway", "."));
        }
        assertThat(accepted).isGreaterThan(200);
    }

    private void checkOne(String text) {
        OptionValue value = OptionValue.of("x", text);
        try {
            Device device = DeviceParser.parse(value);
            accepted++;
            assertThat(DeviceParser.parse(OptionValue.of("x", DeviceParser.print(device))))
                    .isEqualTo(device);
        } catch (JongException e) {
            assertThat(e.hint()).isNotEmpty();
        }
        try {
            Ulimit limit = UlimitParser.parse(value);
            accepted++;
            assertThat(UlimitParser.parse(OptionValue.of("x", UlimitParser.print(limit))))
                    .isEqualTo(limit);
        } catch (JongException e) {
            assertThat(e.hint()).isNotEmpty();
        }
        try {
            Host host = HostParser.added(value);
            accepted++;
            assertThat(HostParser.added(OptionValue.of("x", HostParser.print(host))))
                    .isEqualTo(host);
        } catch (JongException e) {
            assertThat(e.hint()).isNotEmpty();
        }
    }

    @Test
    void Z22_signals_keys_cpus_and_sizes() {
        for (int number = 1; number <= 64; number++) {
            String name = SignalNumber.print(number);
            assertThat(SignalParser.parse(OptionValue.of("s", name))).isEqualTo(name);
            assertThat(SignalNumber.of(name)).isEqualTo(number);
        }
        for (int c = 0; c < 0x7f; c++) {
            String keys = (char) c + "q";
            if (c != ' ' && c != ',') {
                assertThat(
                                DetachKeysParser.parse(
                                        OptionValue.of("k", DetachKeysParser.print(keys))))
                        .isEqualTo(keys);
            }
        }
        for (int i = 0; i < ROUNDS; i++) {
            long number = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(60);
            assertThat(SizeParser.parse(OptionValue.of("m", SizeParser.print(number))))
                    .isEqualTo(number);
            long nano = number % 1_000_000_000_000L;
            assertThat(NumberParser.cpus(OptionValue.of("c", NumberParser.printCpus(nano))))
                    .isEqualTo(nano);
        }
    }
}
