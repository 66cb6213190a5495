package dev.jong.it.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class BuiltProgramTest {
    @TempDir Path work;

    private Program program;

    @BeforeEach
    void find() {
        program = new Program(work);
    }

    @Test
    void runs_the_embedded_image_in_an_empty_store() throws Exception {
        Program.Result result = program.jong("run", "--rm", "hello");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).isNotEmpty();
    }

    @Test
    void leaves_no_container_behind_that_was_to_be_removed() throws Exception {
        program.jong("run", "--rm", "hello");
        try (Stream<Path> left = Files.list(work.resolve("store/containers"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void starts_from_any_directory_through_a_link() throws Exception {
        Path script = program.home().resolve("../../jong").normalize();
        assumeTrue(Files.exists(script), "needs the source tree's ./jong");
        Path link = Files.createSymbolicLink(work.resolve("link"), script);
        Program.Result result = program.run(List.of(link.toString(), "version"));
        assertThat(result.code()).as(result.err()).isZero();
    }

    /// With AOTMode=on a JVM that cannot use the cache refuses to start.
    @Test
    void has_an_aot_cache_that_fits() throws Exception {
        List<String> command = java();
        command.add("-XX:AOTMode=on");
        command.addAll(options());
        command.addAll(
                List.of(
                        "-cp",
                        program.home().resolve("lib/engine.jar").toString(),
                        "dev.jong.cli.Main"));
        Program.Result fits = program.run(command);
        assertThat(fits.out() + fits.err()).doesNotContain("AOT");
        command.add(1, "-XX:+UseParallelGC");
        command.removeIf(option -> option.equals("-XX:+UseSerialGC"));
        command.add(1, "-XX:-UseCompressedOops");
        assertThat(program.run(command).code()).as("a JVM with other flags refuses").isNotZero();
    }

    @Test
    void knows_every_option_that_the_engine_is_started_with() throws Exception {
        List<String> command = java();
        command.addAll(options());
        command.removeIf(option -> option.startsWith("-Xlog"));
        command.add("--version");
        Program.Result result = program.run(command);
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out() + result.err()).doesNotContainIgnoringCase("warning");
    }

    @Test
    void I13_the_jvm_offers_no_way_in_and_leaves_no_dumps() throws Exception {
        List<String> command = java();
        command.addAll(options());
        command.addAll(List.of("-XX:+PrintFlagsFinal", "--version"));
        Program.Result printed = program.run(command);
        String flags = printed.out() + printed.err();
        assertThat(flags).containsPattern("DisableAttachMechanism += true");
        assertThat(flags).containsPattern("UsePerfData += false");
        assertThat(flags).containsPattern("HeapDumpOnOutOfMemoryError += false");
        assertThat(flags).containsPattern("CreateCoredumpOnCrash += false");
    }

    private List<String> java() {
        String java = program.home().resolve("lib/runtime/bin/java").toString();
        return new ArrayList<>(List.of(java));
    }

    /// As the front gives them: those of the file, and those that name the installation.
    private List<String> options() throws IOException {
        Path lib = program.home().resolve("lib");
        List<String> options = new ArrayList<>(Files.readAllLines(lib.resolve("java.opts")));
        options.add("-XX:AOTCache=" + lib.resolve("engine.aot"));
        options.add("-DZstdNativePath=" + lib.resolve("libzstd-jni.so"));
        return options;
    }
}
