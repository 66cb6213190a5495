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
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Keeps the stored filters equal to the profile. Run with `-Dgolden.update=true` after a
/// change of either the profile, the table or the compiler.
class StoredFilterTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/jong/runtime/seccomp");
    private static final String TEMPLATE =
            """
            package dev.jong.runtime.seccomp;

            /// Filters of the default profile for %s, in hexadecimal, by their mask of capabilities. Made by
            /// StoredFilterTest with `-Dgolden.update=true`; not to be edited by hand.
            final class %s {
            %s    private %s() {}

                /// The filter for a mask; empty when there is none.
                static String hex(long mask) {
            %s        return "";
                }
            }
            """;

    private static final List<Architecture> HOSTS =
            List.of(Architecture.X86_64, Architecture.AARCH64);

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
        for (Architecture host : HOSTS) {
            if (Boolean.getBoolean("golden.update")) {
                Files.writeString(SOURCES.resolve(className(host) + ".java"), source(host));
            } else {
                for (Set<Capability> granted : grants()) {
                    assertThat(DefaultFilter.program(host, mask(granted)))
                            .hasValue(compile(host, granted));
                }
            }
        }
    }

    @Test
    void the_filters_of_ordinary_and_of_bare_containers_are_stored() {
        for (Architecture host : HOSTS) {
            assertThat(DefaultFilter.program(host, mask(CapabilitySets.defaults()))).isPresent();
            assertThat(DefaultFilter.program(host, 0)).isPresent();
            assertThat(DefaultFilter.program(host, Capability.SYS_TIME.bit())).isEmpty();
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
        byte[] old =
                FilterCompiler.compile(
                        profile, Set.of(), Architecture.X86_64, DefaultProfile.STORED_FROM, table);
        byte[] latest =
                FilterCompiler.compile(
                        profile, Set.of(), Architecture.X86_64, new KernelVersion(99, 0), table);
        assertThat(latest).isEqualTo(old);
    }

    private static long mask(Set<Capability> granted) {
        return Capability.mask(granted) & DefaultProfile.CAPABILITIES;
    }

    private static byte[] compile(Architecture host, Set<Capability> granted) {
        return FilterCompiler.compile(
                Profile.parse(DefaultProfile.json()),
                granted,
                host,
                DefaultProfile.STORED_FROM,
                SyscallTable.load());
    }

    private static String className(Architecture host) {
        return host == Architecture.X86_64 ? "DefaultFilterX86" : "DefaultFilterArm";
    }

    /// The generated class: one text block for each set of capabilities, and a method that finds it.
    private static String source(Architecture host) {
        StringBuilder blocks = new StringBuilder();
        StringBuilder choices = new StringBuilder();
        for (Set<Capability> granted : grants()) {
            String mask = Long.toHexString(mask(granted));
            blocks.append(
                            "    private static final String FILTER_"
                                    + mask.toUpperCase(Locale.ROOT)
                                    + " =\n")
                    .append(block(HexFormat.of().formatHex(compile(host, granted))));
            choices.append(
                    "        if (mask == 0x"
                            + mask
                            + "L) {\n            return FILTER_"
                            + mask.toUpperCase(Locale.ROOT)
                            + ";\n        }\n");
        }
        return TEMPLATE.formatted(
                host.kernelName(), className(host), blocks, className(host), choices);
    }

    private static String block(String hex) {
        StringBuilder block = new StringBuilder(" ".repeat(12) + "\"\"\"\n");
        for (int at = 0; at < hex.length(); at += 96) {
            block.append(" ".repeat(12))
                    .append(hex, at, Math.min(at + 96, hex.length()))
                    .append('\n');
        }
        return block.append(" ".repeat(12)).append("\"\"\";\n\n").toString();
    }
}
