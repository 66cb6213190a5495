package dev.jong.runtime.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpecJsonTest {
    private static final int ROUNDS = 2000;

    @Test
    void reads_back_what_was_written() {
        for (long seed = 1; seed <= ROUNDS; seed++) {
            Spec spec = new RandomSpec(seed).spec();
            Spec read =
                    ReadSpec.read(JsonParser.parseObject(JsonPrinter.bytes(SpecJson.write(spec))));
            assertThat(filter(read)).as("seed %d", seed).isEqualTo(filter(spec));
            assertThat(withoutFilter(read)).as("seed %d", seed).isEqualTo(withoutFilter(spec));
        }
    }

    @Test
    void writes_the_same_bytes_for_the_same_spec() {
        for (long seed = 1; seed <= 100; seed++) {
            assertThat(JsonPrinter.bytes(SpecJson.write(new RandomSpec(seed).spec())))
                    .isEqualTo(JsonPrinter.bytes(SpecJson.write(new RandomSpec(seed).spec())));
        }
    }

    @Test
    void fails_cleanly_on_a_damaged_record() {
        for (long seed = 1; seed <= ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = JsonPrinter.bytes(SpecJson.write(new RandomSpec(seed).spec()));
            for (int i = 0; i < 4; i++) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) "0123456789{}[],:\"x-.".charAt(random.nextInt(20));
            }
            try {
                ReadSpec.read(JsonParser.parseObject(bytes));
            } catch (JongException expected) {
                assertThat(expected.text()).as("seed %d", seed).isNotEmpty();
            }
        }
    }

    @Test
    void refuses_numbers_that_do_not_fit() {
        Json.Obj process = Json.object().put("uid", 1L << 40).build();
        assertThatThrownBy(() -> ReadSpec.read(Json.object().put("process", process).build()))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("uid");
    }

    @Test
    void refuses_a_filter_of_half_bytes() {
        Json.Obj odd =
                Json.object()
                        .put("protection", Json.object().put("seccomp", "123").build())
                        .build();
        assertThatThrownBy(() -> ReadSpec.read(odd))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("damaged");
    }

    private static Optional<String> filter(Spec spec) {
        return spec.protection().seccomp().map(Arrays::toString);
    }

    private static Spec withoutFilter(Spec spec) {
        Spec.Protection p = spec.protection();
        Spec.Protection bare =
                new Spec.Protection(
                        p.capabilities(),
                        p.noNewPrivileges(),
                        Optional.empty(),
                        p.seccompName(),
                        p.appArmor(),
                        p.maskedPaths(),
                        p.readOnlyPaths(),
                        p.privileged());
        return new Spec(
                spec.id(),
                spec.root(),
                spec.process(),
                spec.mounts(),
                spec.namespaces(),
                bare,
                spec.resources(),
                spec.devices(),
                spec.sysctls(),
                spec.names());
    }
}
