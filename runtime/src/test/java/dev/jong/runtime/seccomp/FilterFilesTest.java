package dev.jong.runtime.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.runtime.capability.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterFilesTest {
    private static final byte[] KEY = Text.bytes("key");
    private static final byte[] LOG = Text.bytes("{\"defaultAction\":\"SCMP_ACT_LOG\"}");
    private static final byte[] KILL = Text.bytes("{\"defaultAction\":\"SCMP_ACT_KILL\"}");

    @TempDir Path directory;

    @Test
    void gives_back_what_was_kept() {
        FilterFiles files = new FilterFiles(directory.resolve("new/cache"));
        assertThat(files.read(KEY)).isEmpty();
        files.write(KEY, new CompiledFilter(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 2));
        CompiledFilter kept = files.read(KEY).orElseThrow();
        assertThat(kept.program()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(kept.flags()).isEqualTo(2);
    }

    @Test
    void R091_a_file_that_is_cut_or_changed_anywhere_is_none() throws IOException {
        FilterFiles files = new FilterFiles(directory);
        files.write(KEY, new CompiledFilter(new byte[16], 0));
        Path file = only();
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThat(files.read(KEY)).as("bit at " + at).isEmpty();
            Files.write(file, java.util.Arrays.copyOf(whole, at));
            assertThat(files.read(KEY)).as("cut at " + at).isEmpty();
        }
    }

    @Test
    void a_filter_is_used_for_nothing_but_what_it_was_made_from() throws IOException {
        FilterFiles files = new FilterFiles(directory);
        files.write(KEY, new CompiledFilter(new byte[16], 0));
        Path file = only();
        byte[] other = Text.bytes("yek");
        files.write(other, new CompiledFilter(new byte[8], 0));
        // As if both had the same name.
        try (Stream<Path> all = Files.list(directory)) {
            for (Path each : all.toList()) {
                if (!each.equals(file)) {
                    Files.copy(file, each, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        assertThat(files.read(other)).isEmpty();
        assertThat(files.read(KEY)).isPresent();
    }

    @Test
    void never_keeps_many() {
        FilterFiles files = new FilterFiles(directory);
        for (int i = 0; i < 3 * FilterFiles.MOST; i++) {
            files.write(Text.bytes("key " + i), new CompiledFilter(new byte[8], 0));
        }
        assertThat(directory.toFile().list()).hasSizeLessThanOrEqualTo(FilterFiles.MOST);
    }

    @Test
    void another_engine_finds_what_was_compiled_and_another_build_does_not() throws IOException {
        byte[] program = engine("1").forContainer(LOG, Set.of()).program();
        Path file = only();
        assertThat(engine("1").forContainer(LOG, Set.of()).program()).isEqualTo(program);
        assertThat(file.getParent()).isDirectoryContaining(path -> path.equals(file));
        for (Runnable other :
                List.<Runnable>of(
                        () -> engine("2").forContainer(LOG, Set.of()),
                        () -> engine("1").forContainer(KILL, Set.of()),
                        () -> engine("1").forContainer(LOG, Set.of(Capability.BPF)),
                        () -> engine("1").forContainer(Set.of(Capability.SYS_TIME)))) {
            int before = names();
            other.run();
            assertThat(names()).isEqualTo(before + 1);
            other.run();
            assertThat(names()).isEqualTo(before + 1);
        }
    }

    @Test
    void a_kept_filter_is_the_one_that_is_used() throws IOException {
        engine("1").forContainer(LOG, Set.of());
        byte[] key = keyOf(only());
        new FilterFiles(directory).write(key, new CompiledFilter(new byte[8], 0));
        assertThat(engine("1").forContainer(LOG, Set.of()).instructions()).isOne();
    }

    @Test
    void a_place_that_cannot_be_written_to_costs_nothing_but_time() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        SeccompFilters filters =
                new SeccompFilters(
                        Architecture.X86_64, new KernelVersion(6, 18), "1", file.resolve("below"));
        assertThat(filters.forContainer(LOG, Set.of()).instructions()).isPositive();
    }

    private SeccompFilters engine(String build) {
        return new SeccompFilters(Architecture.X86_64, new KernelVersion(6, 18), build, directory);
    }

    private static byte[] keyOf(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = java.nio.ByteBuffer.wrap(bytes).getInt(4);
        return java.util.Arrays.copyOfRange(bytes, 8, 8 + length);
    }

    private int names() {
        return java.util.Objects.requireNonNull(directory.toFile().list()).length;
    }

    private Path only() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList().getFirst();
        }
    }
}
