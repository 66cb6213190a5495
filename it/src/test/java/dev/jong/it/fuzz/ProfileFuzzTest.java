package dev.jong.it.fuzz;

import dev.jong.base.Text;
import dev.jong.runtime.seccomp.Architecture;
import dev.jong.runtime.seccomp.KernelVersion;
import dev.jong.runtime.seccomp.SeccompFilters;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Seccomp profiles of users.
@Tag("fuzz")
class ProfileFuzzTest {
    private static final String PROFILE =
            "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"defaultErrnoRet\":38,\"archMap\":[{\"architecture\":"
                    + "\"SCMP_ARCH_X86_64\",\"subArchitectures\":[\"SCMP_ARCH_X86\"]}],\"syscalls\":[{\"names\":["
                    + "\"read\",\"write\"],\"action\":\"SCMP_ACT_ALLOW\"},{\"names\":[\"personality\"],\"action\":"
                    + "\"SCMP_ACT_ALLOW\",\"args\":[{\"index\":0,\"value\":8,\"valueTwo\":7,\"op\":\"SCMP_CMP_MASKED_EQ\"}],"
                    + "\"includes\":{\"caps\":[\"CAP_SYS_ADMIN\"],\"minKernel\":\"4.8\"},\"excludes\":{}}]}";

    @Test
    void a_profile_is_compiled_or_refused() {
        SeccompFilters filters =
                new SeccompFilters(Architecture.host(), KernelVersion.parse("6.1.0"));
        Fuzz.bytes(List.of(Text.bytes(PROFILE)), input -> filters.forContainer(input, Set.of()));
    }
}
