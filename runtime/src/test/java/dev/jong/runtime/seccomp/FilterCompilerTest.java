package dev.jong.runtime.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.Text;
import dev.jong.runtime.capability.Capability;
import dev.jong.runtime.capability.CapabilitySets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilterCompilerTest {
    private static final KernelVersion KERNEL = new KernelVersion(6, 18);
    private static final SyscallTable TABLE = SyscallTable.load();

    @ParameterizedTest
    @EnumSource(
            value = Architecture.class,
            names = {"X86_64", "AARCH64"})
    void Z24_the_default_filter_says_what_the_profile_says(Architecture host) {
        Profile profile = Profile.parse(DefaultProfile.json());
        List<Set<Capability>> grants = new ArrayList<>();
        grants.add(Set.of());
        grants.add(CapabilitySets.defaults());
        grants.add(Capability.all());
        for (Capability capability : Capability.fromMask(DefaultProfile.CAPABILITIES)) {
            grants.add(Set.of(capability));
        }
        Random random = new Random(24);
        for (Set<Capability> granted : grants) {
            assertSameMeaning(profile, granted, host, random, 20);
        }
    }

    @Test
    void Z24_random_profiles_compile_to_what_they_say() {
        for (long seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            Profile profile = RandomProfile.make(random, TABLE);
            Set<Capability> granted = Capability.fromMask(random.nextLong());
            Architecture host = random.nextBoolean() ? Architecture.X86_64 : Architecture.AARCH64;
            assertSameMeaning(profile, granted, host, random, 4);
        }
    }

    @Test
    void L25_both_x32_forms_are_refused_even_when_the_profile_allows_everything() {
        Profile profile = Profile.parse(Text.bytes("{\"defaultAction\":\"SCMP_ACT_ALLOW\"}"));
        FilterInterpreter filter =
                new FilterInterpreter(
                        FilterCompiler.compile(
                                profile, Set.of(), Architecture.X86_64, KERNEL, TABLE));
        int refused = Action.NO_SUCH_CALL.returnValue();
        int x86 = Architecture.X86_64.auditNumber();
        assertThat(filter.run(x86, 39 | 0x40000000, new long[6])).isEqualTo(refused);
        assertThat(filter.run(x86, 520, new long[6])).isEqualTo(refused);
        assertThat(filter.run(x86, 39, new long[6])).isEqualTo(Action.ALLOW.returnValue());
    }

    @Test
    void L25_another_architecture_ends_the_process_unless_the_profile_names_it() {
        Profile profile = Profile.parse(Text.bytes("{\"defaultAction\":\"SCMP_ACT_ALLOW\"}"));
        FilterInterpreter filter =
                new FilterInterpreter(
                        FilterCompiler.compile(
                                profile, Set.of(), Architecture.X86_64, KERNEL, TABLE));
        for (Architecture other :
                List.of(Architecture.I386, Architecture.ARM, Architecture.AARCH64)) {
            assertThat(filter.run(other.auditNumber(), 20, new long[6]))
                    .isEqualTo(Action.KILL_PROCESS.returnValue());
        }
    }

    @Test
    void refuses_a_profile_that_needs_more_instructions_than_the_kernel_takes() {
        Profile profile = Profile.parse(comparing(2048));
        assertThatThrownBy(() ->
                        FilterCompiler.compile(
                                profile, Set.of(), Architecture.X86_64, KERNEL, TABLE))
                .hasMessageStartingWith("invalid seccomp profile: it needs ")
                .hasMessageEndingWith(" BPF instructions, the kernel takes 4096");
    }

    @Test
    void refuses_more_comparisons_than_could_ever_fit_before_it_works_on_them() {
        assertThatThrownBy(() -> Profile.parse(comparing(2049)))
                .hasMessage("invalid seccomp profile: it has more than 2048 lists of comparisons");
        assertThatThrownBy(() -> Profile.parse(comparing(20_000)))
                .hasMessageStartingWith("invalid seccomp profile: ");
    }

    /// A profile with one rule that names every call often and has so many alternatives.
    private static byte[] comparing(int alternatives) {
        StringBuilder json =
                new StringBuilder("{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"syscalls\":");
        json.append("[{\"names\":[\"read\"");
        for (int i = 0; i < 100; i++) {
            for (String name : TABLE.names()) {
                json.append(",\"").append(name).append('"');
            }
        }
        json.append("],\"action\":\"SCMP_ACT_ALLOW\",\"args\":[");
        for (int i = 0; i < alternatives; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"index\":0,\"op\":\"SCMP_CMP_EQ\",\"value\":")
                    .append(i)
                    .append('}');
        }
        return Text.bytes(json.append("]}]}").toString());
    }

    @Test
    void keeps_jumps_in_reach_in_a_filter_of_nearly_full_length() {
        StringBuilder json =
                new StringBuilder("{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"syscalls\":[");
        int i = 0;
        for (String name : TABLE.names()) {
            json.append(i++ == 0 ? "" : ",")
                    .append("{\"name\":\"" + name + "\",\"action\":\"SCMP_ACT_ALLOW\",")
                    .append("\"args\":[{\"index\":1,\"value\":")
                    .append(7 * i)
                    .append(",\"op\":\"SCMP_CMP_GT\"}]}");
        }
        Profile profile = Profile.parse(Text.bytes(json.append("]}").toString()));
        byte[] program =
                FilterCompiler.compile(profile, Set.of(), Architecture.X86_64, KERNEL, TABLE);
        assertThat(program.length / 8).isGreaterThan(2000);
        assertSameMeaning(profile, Set.of(), Architecture.X86_64, new Random(1), 20);
    }

    private static void assertSameMeaning(
            Profile profile,
            Set<Capability> granted,
            Architecture host,
            Random random,
            int rounds) {
        FilterInterpreter filter =
                new FilterInterpreter(
                        FilterCompiler.compile(profile, granted, host, KERNEL, TABLE));
        ProfileMeaning meaning = new ProfileMeaning(profile, granted, host, KERNEL, TABLE);
        CallGenerator calls = new CallGenerator(profile, random);
        for (Architecture entry : Architecture.values()) {
            for (int number = 0; number < 560; number++) {
                for (int round = 0;
                        round < (hasTests(profile, entry, number) ? rounds : 1);
                        round++) {
                    assertSame(filter, meaning, entry, number, calls.arguments());
                }
            }
            for (int round = 0; round < 50; round++) {
                assertSame(filter, meaning, entry, calls.number(), calls.arguments());
                assertSame(filter, meaning, entry, 983040 + round, calls.arguments());
            }
            assertSame(filter, meaning, entry, -1, calls.arguments());
        }
    }

    private static boolean hasTests(Profile profile, Architecture entry, int number) {
        for (Rule rule : profile.rules()) {
            if (!rule.alternatives().isEmpty()) {
                for (String name : rule.names()) {
                    if (TABLE.number(name, entry).orElse(-1) == number) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static void assertSame(
            FilterInterpreter filter,
            ProfileMeaning meaning,
            Architecture entry,
            int number,
            long[] arguments) {
        int expected = meaning.of(entry, number, arguments).returnValue();
        int actual = filter.run(entry.auditNumber(), number, arguments);
        if (actual != expected) {
            throw new AssertionError(
                    entry
                            + " call "
                            + number
                            + " with "
                            + java.util.Arrays.toString(arguments)
                            + " gives "
                            + Integer.toHexString(actual)
                            + ", the profile says "
                            + Integer.toHexString(expected));
        }
    }
}
