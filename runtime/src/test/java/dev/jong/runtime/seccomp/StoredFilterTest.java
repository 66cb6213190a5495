package dev.jong.runtime.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.runtime.capability.Capability;
import dev.jong.runtime.capability.CapabilitySets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Keeps the filters in the resources equal to the profile beside them. Run with `-Dgolden.update=true` after a
/// change of either the profile, the table or the compiler.
class StoredFilterTest {
    private static final Path RESOURCES = Path.of("src/main/resources/dev/jong/runtime/seccomp");
    private static final List<Architecture> HOSTS = List.of(Architecture.X86_64, Architecture.AARCH64);

    private static List<Set<Capability>> grants() {
        Capability chroot = Capability.SYS_CHROOT;
        return List.of(
                EnumSet.noneOf(Capability.class),
                CapabilitySets.defaults(),
                EnumSet.of(chroot, Capability.SYS_PTRACE),
                EnumSet.of(chroot, Capability.SYS_NICE),
                EnumSet.of(chroot, Capability.SYS_ADMIN),
                EnumSet.of(chroot, Capability.SYS_ADMIN, Capability.SYS_PTRACE),
                Capability.all());
    }

    @Test
    void stored_filters_are_what_the_default_profile_compiles_to() throws IOException {
        Profile profile = Profile.parse(DefaultProfile.json());
        SyscallTable table = SyscallTable.load();
        for (Architecture host : HOSTS) {
            for (Set<Capability> granted : grants()) {
                long mask = Capability.mask(granted) & DefaultProfile.CAPABILITIES;
                byte[] fresh = FilterCompiler.compile(profile, granted, host, DefaultProfile.STORED_FROM, table);
                if (Boolean.getBoolean("golden.update")) {
                    Files.write(RESOURCES.resolve(DefaultProfile.storedName(host, mask)), fresh);
                }
                assertThat(Files.readAllBytes(RESOURCES.resolve(DefaultProfile.storedName(host, mask))))
                        .as(DefaultProfile.storedName(host, mask))
                        .isEqualTo(fresh);
            }
        }
    }

    @Test
    void no_stored_filter_is_left_over() throws IOException {
        try (var files = Files.list(RESOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".bpf")))
                    .hasSize(HOSTS.size() * grants().size());
        }
    }

    @Test
    void the_mask_of_deciding_capabilities_is_that_of_the_profile() {
        long mask = 0;
        for (Rule rule : Profile.parse(DefaultProfile.json()).rules()) {
            for (String name : rule.includes().caps()) {
                mask |= Capability.of(name).bit();
            }
            for (String name : rule.excludes().caps()) {
                mask |= Capability.of(name).bit();
            }
        }
        assertThat(DefaultProfile.CAPABILITIES).isEqualTo(mask);
    }

    @Test
    void the_filter_of_an_ordinary_container_is_stored() {
        long mask = Capability.mask(CapabilitySets.defaults()) & DefaultProfile.CAPABILITIES;
        assertThat(DefaultProfile.stored(Architecture.X86_64, mask)).isPresent();
        assertThat(DefaultProfile.stored(Architecture.AARCH64, mask)).isPresent();
    }

    @Test
    void a_newer_kernel_changes_nothing_in_the_default_profile() {
        Profile profile = Profile.parse(DefaultProfile.json());
        SyscallTable table = SyscallTable.load();
        byte[] old = FilterCompiler.compile(
                profile, Set.of(), Architecture.X86_64, DefaultProfile.STORED_FROM, table);
        byte[] latest = FilterCompiler.compile(
                profile, Set.of(), Architecture.X86_64, new KernelVersion(99, 0), table);
        assertThat(latest).isEqualTo(old);
    }
}
