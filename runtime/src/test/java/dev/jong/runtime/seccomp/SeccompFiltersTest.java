package dev.jong.runtime.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.runtime.capability.Capability;
import dev.jong.runtime.capability.CapabilitySets;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeccompFiltersTest {
    private final SeccompFilters filters =
            new SeccompFilters(Architecture.X86_64, new KernelVersion(6, 18));

    @Test
    void keeps_what_was_compiled() {
        byte[] profile = Text.bytes("{\"defaultAction\":\"SCMP_ACT_LOG\"}");
        assertThat(filters.forContainer(profile, Set.of()))
                .isSameAs(filters.forContainer(profile, Set.of()));
        assertThat(filters.forContainer(Set.of()))
                .isSameAs(filters.forContainer(Set.of(Capability.NET_ADMIN)));
        assertThat(filters.forContainer(profile, Set.of()))
                .isNotSameAs(filters.forContainer(profile, Set.of(Capability.BPF)));
    }

    @Test
    void forgets_before_it_grows_without_limit() {
        CompiledFilter first = filters.forContainer(profile(0), Set.of());
        for (int i = 1; i <= SeccompFilters.CACHE_SIZE; i++) {
            filters.forContainer(profile(i), Set.of());
        }
        assertThat(filters.forContainer(profile(0), Set.of())).isNotSameAs(first);
    }

    @Test
    void compiles_the_default_for_capabilities_that_nobody_foresaw() {
        Set<Capability> odd = EnumSet.of(Capability.SYS_TIME, Capability.SYS_MODULE);
        FilterInterpreter filter = new FilterInterpreter(filters.forContainer(odd).program());
        int settimeofday = 164;
        assertThat(filter.run(Architecture.X86_64.auditNumber(), settimeofday, new long[6]))
                .isEqualTo(Action.ALLOW.returnValue());
    }

    @Test
    void trap3_the_default_filter_is_short_and_quick_to_go_through() {
        assertThat(filters.forContainer(CapabilitySets.defaults()).instructions()).isLessThan(350);
    }

    @Test
    void sums_up_for_people() {
        assertThat(filters.summary(CapabilitySets.defaults()))
                .isEqualTo(
                        """
                        profile default: 306 allowed, 1 refused with ENOSYS, 58 refused with EPERM, \
                        4 by their arguments, any other call: refused with ENOSYS
                        CAP_SYS_CHROOT opens chroot
                        i386 calls: by the same rules
                        x32 calls: refused with ENOSYS\
                        """);
    }

    private static byte[] profile(int errno) {
        return Text.bytes(
                "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"defaultErrnoRet\":" + errno + "}");
    }
}
