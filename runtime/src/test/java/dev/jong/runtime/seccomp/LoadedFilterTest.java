package dev.jong.runtime.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.runtime.capability.CapabilitySets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedFilterTest {
    private static final KernelVersion KERNEL = new KernelVersion(6, 18);
    private static final int X32 = 0x40000000;
    private static final long EPERM = -1;
    private static final long ENOSYS = -38;

    /// Stands for "allowed" where nothing may really be carried out.
    private static final int MARK = 4000;

    @TempDir Path directory;

    private LoadedFilter loaded;

    @BeforeEach
    void compileProbe() throws IOException, InterruptedException {
        loaded = new LoadedFilter(directory);
    }

    @Test
    void Q17_ten_thousand_random_calls_get_the_verdict_of_the_profile()
            throws IOException, InterruptedException {
        Random random = new Random(17);
        Profile profile = Profile.parse(DefaultProfile.json());
        CallGenerator generator = new CallGenerator(profile, random);
        ProfileMeaning meaning =
                new ProfileMeaning(
                        profile,
                        CapabilitySets.defaults(),
                        Architecture.X86_64,
                        KERNEL,
                        SyscallTable.load());
        List<LoadedFilter.Call> calls = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int entry = random.nextBoolean() ? 64 : 32;
            int number = generator.number();
            // Since 6.14 the kernel takes uretprobe and uprobe past every filter: they are its own
            // trampolines.
            calls.add(
                    new LoadedFilter.Call(
                            entry,
                            number == 335 || number == 336 ? 39 : number,
                            generator.arguments()));
        }
        LoadedFilter.Outcome outcome = loaded.make(withoutEffect(defaultFilter()), calls);
        assertThat(outcome.signal()).isEqualTo(LoadedFilter.SIGILL);
        for (int i = 0; i < calls.size(); i++) {
            assertThat(outcome.results().get(i))
                    .as(calls.get(i).toString())
                    .isEqualTo(expected(meaning, calls.get(i)));
        }
    }

    @Test
    void L25_every_entry_gets_the_same_verdict() throws IOException, InterruptedException {
        long newUser = 0x10000000;
        List<LoadedFilter.Call> calls =
                List.of(
                        call(64, 102), // getuid
                        call(32, 24),
                        call(64, 102 | X32),
                        call(64, 272, newUser), // unshare
                        call(32, 310, newUser),
                        call(64, 272 | X32, newUser),
                        call(64, 56, newUser), // clone
                        call(32, 120, newUser),
                        call(64, 435), // clone3
                        call(32, 435),
                        call(64, 41, 38, 5), // socket AF_ALG
                        call(64, 41, 38 | 7L << 32, 5),
                        call(32, 359, 38, 5),
                        call(32, 102, 1, 0), // socketcall, make one
                        call(64, 250), // keyctl
                        call(32, 288),
                        call(64, 425), // io_uring_setup
                        call(32, 425),
                        call(64, 16, 0, 0x5412), // TIOCSTI
                        call(64, 16, 0, 0x5412 | 1L << 32),
                        call(32, 54, 0, 0x5412),
                        call(64, 520)); // the x32 execve without its bit
        LoadedFilter.Outcome outcome = loaded.make(defaultFilter(), calls);
        assertThat(outcome.signal()).isEqualTo(LoadedFilter.SIGILL);
        long uid = outcome.results().getFirst();
        assertThat(outcome.results())
                .containsExactly(
                        uid, uid, ENOSYS, EPERM, EPERM, ENOSYS, EPERM, EPERM, ENOSYS, ENOSYS, EPERM,
                        EPERM, EPERM, ENOSYS, EPERM, EPERM, EPERM, EPERM, EPERM, EPERM, EPERM,
                        ENOSYS);
        assertThat(uid).isNotNegative();
    }

    @Test
    void L25_a_32_bit_call_ends_the_process_when_the_profile_is_for_64_bits_only()
            throws IOException, InterruptedException {
        byte[] profile = Text.bytes("{\"defaultAction\":\"SCMP_ACT_ALLOW\"}");
        byte[] filter =
                new SeccompFilters(Architecture.X86_64, KERNEL)
                        .forContainer(profile, Set.of())
                        .program();
        assertThat(loaded.make(filter, List.of(call(64, 39))).signal())
                .isEqualTo(LoadedFilter.SIGILL);
        assertThat(loaded.make(filter, List.of(call(32, 20))).signal())
                .isEqualTo(LoadedFilter.SIGSYS);
    }

    @Test
    void ordinary_programs_run_under_the_default_filter() throws IOException, InterruptedException {
        assertThat(
                        loaded.run(
                                defaultFilter(),
                                "/bin/sh",
                                "-c",
                                "for i in a b; do echo $i; done | sort -r | head -1"))
                .isEqualTo("b\n0");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(loaded.run(defaultFilter(), java, "-Xshare:auto", "--version")).endsWith("\n0");
    }

    private static byte[] defaultFilter() {
        return new SeccompFilters(Architecture.X86_64, KERNEL)
                .forContainer(CapabilitySets.defaults())
                .program();
    }

    private static LoadedFilter.Call call(int entry, int number, long... first) {
        long[] arguments = new long[6];
        System.arraycopy(first, 0, arguments, 0, first.length);
        return new LoadedFilter.Call(entry, number, arguments);
    }

    private static long expected(ProfileMeaning meaning, LoadedFilter.Call call) {
        long[] arguments = call.arguments().clone();
        for (int i = 0; i < arguments.length && call.entry() == 32; i++) {
            arguments[i] &= 0xffffffffL;
        }
        Architecture entry = call.entry() == 32 ? Architecture.I386 : Architecture.X86_64;
        Action action = meaning.of(entry, call.number(), arguments);
        return action.kind() == Action.Kind.ALLOW ? -MARK : -action.data();
    }

    /// The same filter with every allowed call failing with a mark, so that random calls harm nothing.
    private static byte[] withoutEffect(byte[] filter) {
        ByteBuffer code = ByteBuffer.wrap(filter).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < filter.length; at += 8) {
            if (code.getShort(at) == Assembler.RETURN
                    && code.getInt(at + 4) == Action.ALLOW.returnValue()) {
                code.putInt(at + 4, new Action(Action.Kind.ERRNO, MARK).returnValue());
            }
        }
        return filter;
    }
}
