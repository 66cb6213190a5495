package dev.jong.runtime.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.runtime.capability.Capability;
import dev.jong.runtime.capability.CapabilitySets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Keeps the filters in the resources equal to the profile beside them. Run with `-Dgolden.update=true` after a
/// change of either the profile, the table or the compiler.
class StoredFilterTest {
    private static final Path RESOURCES = Path.of("src/main/resources/dev/jong/runtime/seccomp");
    private static final Path SOURCES = Path.of("src/main/java/dev/jong/runtime/seccomp");
    private static final List<Architecture> HOSTS = List.of(Architecture.X86_64, Architecture.AARCH64);

    private static List<Set<Capability>> grants() {
        Capability chroot = Capability.SYS_CHROOT;
        return List.of(
                EnumSet.noneOf(Capability.class),
                EnumSet.of(chroot, Capability.SYS_PTRACE),
                EnumSet.of(chroot, Capability.SYS_NICE),
                EnumSet.of(chroot, Capability.SYS_ADMIN),
                EnumSet.of(chroot, Capability.SYS_ADMIN, Capability.SYS_PTRACE),
                Capability.all());
    }

    @Test
    void stored_filters_are_what_the_default_profile_compiles_to() throws IOException {
        for (Architecture host : HOSTS) {
            for (Set<Capability> granted : grants()) {
                Path file = RESOURCES.resolve(DefaultProfile.storedName(host, mask(granted)));
                if (Boolean.getBoolean("golden.update")) {
                    Files.write(file, compile(host, granted));
                }
                assertThat(Files.readAllBytes(file)).as(file.toString()).isEqualTo(compile(host, granted));
            }
        }
    }

    @Test
    void the_filter_in_the_class_is_what_the_default_profile_compiles_to() throws IOException {
        assertThat(mask(CapabilitySets.defaults())).isEqualTo(DefaultFilter.MASK);
        for (Architecture host : HOSTS) {
            byte[] fresh = compile(host, CapabilitySets.defaults());
            if (Boolean.getBoolean("golden.update")) {
                rewrite(host, fresh);
            } else {
                assertThat(DefaultFilter.program(host)).isEqualTo(fresh);
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
    void a_newer_kernel_changes_nothing_in_the_default_profile() {
        Profile profile = Profile.parse(DefaultProfile.json());
        SyscallTable table = SyscallTable.load();
        byte[] old = FilterCompiler.compile(
                profile, Set.of(), Architecture.X86_64, DefaultProfile.STORED_FROM, table);
        byte[] latest = FilterCompiler.compile(
                profile, Set.of(), Architecture.X86_64, new KernelVersion(99, 0), table);
        assertThat(latest).isEqualTo(old);
    }

    private static long mask(Set<Capability> granted) {
        return Capability.mask(granted) & DefaultProfile.CAPABILITIES;
    }

    private static byte[] compile(Architecture host, Set<Capability> granted) {
        return FilterCompiler.compile(
                Profile.parse(DefaultProfile.json()), granted, host, DefaultProfile.STORED_FROM, SyscallTable.load());
    }

    /// Replaces the text block of a generated class.
    private static void rewrite(Architecture host, byte[] program) throws IOException {
        Path file = SOURCES.resolve(host == Architecture.X86_64 ? "DefaultFilterX86.java" : "DefaultFilterArm.java");
        String hex = HexFormat.of().formatHex(program);
        StringBuilder block = new StringBuilder("\"\"\"\n");
        for (int at = 0; at < hex.length(); at += 96) {
            block.append(" ".repeat(12)).append(hex, at, Math.min(at + 96, hex.length())).append('\n');
        }
        String source = Files.readString(file);
        int from = source.indexOf("\"\"\"");
        int to = source.lastIndexOf("\"\"\"");
        Files.writeString(file, source.substring(0, from) + block + " ".repeat(12) + source.substring(to));
    }
}
