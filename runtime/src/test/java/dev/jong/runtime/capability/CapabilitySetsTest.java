package dev.jong.runtime.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilitySetsTest {
    private static final Set<Capability> EVERYTHING = Capability.all();

    @Test
    void gives_eleven_by_default() {
        assertThat(resolve(List.of(), List.of()).bounding())
                .hasSize(11)
                .doesNotContain(Capability.NET_RAW, Capability.MKNOD, Capability.AUDIT_WRITE);
    }

    @Test
    void drops_all_and_then_adds() {
        assertThat(resolve(List.of("chown"), List.of("ALL")).effective())
                .containsExactly(Capability.CHOWN);
        assertThat(resolve(List.of("CAP_NET_RAW"), List.of("all")).effective())
                .containsExactly(Capability.NET_RAW);
        assertThat(resolve(List.of(), List.of("ALL")).bounding()).isEmpty();
    }

    @Test
    void adds_all_but_what_is_dropped() {
        assertThat(resolve(List.of("ALL"), List.of("SYS_ADMIN")).permitted())
                .hasSize(40)
                .doesNotContain(Capability.SYS_ADMIN);
    }

    @Test
    void honours_a_drop_in_a_privileged_container() {
        assertThat(
                        CapabilitySets.resolve(List.of(), List.of("SYS_BOOT"), true, EVERYTHING)
                                .effective())
                .hasSize(40)
                .doesNotContain(Capability.SYS_BOOT);
    }

    @Test
    void names_what_was_asked_for_and_the_host_lacks() {
        Set<Capability> host =
                EnumSet.complementOf(EnumSet.of(Capability.SYS_RESOURCE, Capability.CHOWN));
        CapabilitySets sets =
                CapabilitySets.resolve(List.of("SYS_RESOURCE"), List.of(), false, host);
        assertThat(sets.missing()).containsExactly(Capability.SYS_RESOURCE);
        assertThat(sets.effective()).doesNotContain(Capability.SYS_RESOURCE, Capability.CHOWN);
    }

    @Test
    void leaves_only_the_bounding_set_to_another_user() {
        CapabilitySets sets = resolve(List.of(), List.of()).forUser(1000);
        assertThat(sets.effective()).isEmpty();
        assertThat(sets.permitted()).isEmpty();
        assertThat(sets.bounding()).hasSize(11);
        assertThat(resolve(List.of(), List.of()).forUser(0).effective()).hasSize(11);
    }

    @Test
    void suggests_the_name_that_was_meant() {
        assertThatThrownBy(() -> resolve(List.of("SYS_ADMN"), List.of()))
                .hasMessage("no capability has the name \"SYS_ADMN\"")
                .extracting(e -> ((JongException) e).hint())
                .isEqualTo("did you mean SYS_ADMIN?");
        assertThatThrownBy(() -> resolve(List.of(), List.of("cap_netraw")))
                .extracting(e -> ((JongException) e).hint())
                .isEqualTo("did you mean NET_RAW?");
        assertThatThrownBy(() -> resolve(List.of(), List.of("x".repeat(100_000))))
                .extracting(e -> ((JongException) e).hint())
                .isEqualTo("see capabilities(7) for the names, or use ALL");
    }

    @Test
    void refuses_to_guess_when_one_is_added_and_dropped() {
        assertThatThrownBy(() -> resolve(List.of("KILL"), List.of("CAP_KILL")))
                .hasMessage("cannot both add and drop the capability CAP_KILL");
        assertThatThrownBy(() -> resolve(List.of("ALL"), List.of("ALL")))
                .hasMessage("cannot both add and drop ALL capabilities");
    }

    @Test
    void has_the_numbers_of_the_kernel() {
        assertThat(Capability.CHOWN.number()).isZero();
        assertThat(Capability.SYS_ADMIN.number()).isEqualTo(21);
        assertThat(Capability.SETFCAP.number()).isEqualTo(31);
        assertThat(Capability.CHECKPOINT_RESTORE.number()).isEqualTo(40);
        assertThat(Capability.mask(EVERYTHING)).isEqualTo(0x1ffffffffffL);
        assertThat(Capability.fromMask(-1)).isEqualTo(EVERYTHING);
    }

    @Test
    void L15_there_is_no_way_to_ask_for_inheritable_or_ambient_capabilities() {
        assertThat(
                        Arrays.stream(CapabilitySets.class.getRecordComponents())
                                .map(RecordComponent::getName))
                .containsExactly("effective", "permitted", "bounding", "missing");
    }

    @Test
    void Q16_the_result_is_default_plus_added_minus_dropped_cut_by_the_bounding_set() {
        Random random = new Random(16);
        for (int i = 0; i < 1000; i++) {
            Set<Capability> added = Capability.fromMask(random.nextLong() & random.nextLong());
            Set<Capability> dropped = Capability.fromMask(random.nextLong() & random.nextLong());
            dropped.removeAll(added);
            Set<Capability> bounding = Capability.fromMask(random.nextLong() | random.nextLong());
            Set<Capability> expected = CapabilitySets.defaults();
            expected.addAll(added);
            expected.removeAll(dropped);
            expected.retainAll(bounding);
            CapabilitySets sets =
                    CapabilitySets.resolve(
                            names(added, random), names(dropped, random), false, bounding);
            assertThat(sets.effective()).isEqualTo(expected);
            assertThat(sets.permitted()).isEqualTo(expected);
            assertThat(sets.bounding()).isEqualTo(expected);
        }
    }

    private static List<String> names(Set<Capability> set, Random random) {
        List<String> names = new ArrayList<>();
        for (Capability capability : set) {
            String lower = capability.name().toLowerCase(java.util.Locale.ROOT);
            names.add(random.nextBoolean() ? capability.kernelName() : lower);
        }
        java.util.Collections.shuffle(names, random);
        return names;
    }

    private static CapabilitySets resolve(List<String> add, List<String> drop) {
        return CapabilitySets.resolve(add, drop, false, EVERYTHING);
    }
}
