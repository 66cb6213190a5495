package dev.jong.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceFilterTest {
    private static final int BLOCK = 1;
    private static final int CHARACTER = 2;

    @Test
    void allows_the_default_devices_and_no_other() {
        byte[] program = DeviceFilter.program(DefaultDevices.rules());
        for (DefaultDevices.Node node : DefaultDevices.nodes()) {
            assertThat(DeviceInterpreter.run(program, CHARACTER, 7, node.major(), node.minor()))
                    .as(node.name())
                    .isEqualTo(1);
        }
        assertThat(DeviceInterpreter.run(program, CHARACTER, 6, 136, 77)).isEqualTo(1);
        assertThat(DeviceInterpreter.run(program, CHARACTER, 2, 1, 1)).as("mem").isZero();
        assertThat(DeviceInterpreter.run(program, CHARACTER, 2, 10, 229)).as("fuse").isZero();
        assertThat(DeviceInterpreter.run(program, CHARACTER, 1, 10, 200)).as("make tun").isZero();
        assertThat(DeviceInterpreter.run(program, BLOCK, 2, 1, 3)).as("ram disk 3").isZero();
    }

    @Test
    void refuses_everything_without_rules_and_nothing_with_all() {
        assertThat(DeviceInterpreter.run(DeviceFilter.program(List.of()), CHARACTER, 2, 1, 3))
                .isZero();
        byte[] all =
                DeviceFilter.program(List.of(DeviceRule.EVERYTHING, DeviceRule.parse("c 1:3 r")));
        assertThat(DeviceInterpreter.run(all, BLOCK, 7, 8, 0)).isEqualTo(1);
    }

    @Test
    void random_rules_mean_in_the_program_what_they_say() {
        for (long seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            List<DeviceRule> rules = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                rules.add(rule(random));
            }
            byte[] program = DeviceFilter.program(rules);
            for (int i = 0; i < 200; i++) {
                int type = 1 + random.nextInt(2);
                int access = 1 + random.nextInt(7);
                int major = random.nextInt(3);
                int minor = random.nextInt(3);
                boolean allowed =
                        rules.stream().anyMatch(rule -> allows(rule, type, access, major, minor));
                assertThat(DeviceInterpreter.run(program, type, access, major, minor))
                        .as("seed %d: %s", seed, rules)
                        .isEqualTo(allowed ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c 1:3 rwm", "b *:* r", "c 136:* rw", "a *:* m", "b 4095:1048575 w"})
    void prints_the_rule_that_it_read(String text) {
        assertThat(DeviceRule.parse(text)).hasToString(text);
    }

    @Test
    void writes_lines_that_version_1_does_not_widen() {
        assertThat(DeviceFilter.allowLines(List.of(DeviceRule.EVERYTHING)))
                .containsExactly("a *:* rwm");
        assertThat(DeviceFilter.allowLines(List.of(DeviceRule.parse("a *:* r"))))
                .containsExactly("b *:* r", "c *:* r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c 1:3 | it does not look like \"c 1:3 rwm\"",
                "x 1:3 r | its type is not a, b or c",
                "c 1:3 rx | access is not made of r, w and m",
                "c 1:3 rr | access names a letter twice",
                "c one:3 r | \"one\" is not a device number",
            })
    void says_what_is_wrong_with_a_rule(String text, String why) {
        assertThatThrownBy(() -> DeviceRule.parse(text))
                .hasMessage("invalid device rule \"" + text + "\": " + why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c -1:3 r",
                "c 1:-1 r",
                "c +1:3 r",
                "c 4096:0 r",
                "c 0:1048576 r",
                "a 1:3 r",
                "c 1:3 "
            })
    void refuses_numbers_and_letters_that_would_mean_more(String text) {
        assertThatThrownBy(() -> DeviceRule.parse(text))
                .hasMessageStartingWith("invalid device rule ");
    }

    private static boolean allows(DeviceRule rule, int type, int access, int major, int minor) {
        boolean sameType =
                switch (rule.type()) {
                    case ALL -> true;
                    case BLOCK -> type == BLOCK;
                    case CHARACTER -> type == CHARACTER;
                };
        return sameType
                && (access & ~rule.access()) == 0
                && (rule.major() == DeviceRule.ANY || rule.major() == major)
                && (rule.minor() == DeviceRule.ANY || rule.minor() == minor);
    }

    private static DeviceRule rule(Random random) {
        DeviceRule.Type type = DeviceRule.Type.values()[random.nextInt(3)];
        boolean all = type == DeviceRule.Type.ALL;
        return new DeviceRule(
                type,
                all ? DeviceRule.ANY : random.nextInt(4) - 1,
                all ? DeviceRule.ANY : random.nextInt(4) - 1,
                1 + random.nextInt(7));
    }
}
