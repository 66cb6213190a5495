package dev.jong.runtime.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Loads filters into the kernel of this host, by a small C program that is compiled for the occasion. Needs
/// x86-64, gcc and no privileges.
final class LoadedFilter {
    static final int SIGILL = 4;
    static final int SIGSYS = 31;

    private final Path directory;

    LoadedFilter(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        assumeTrue(
                System.getProperty("os.arch").equals("amd64"), "calls are made in x86 assembler");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "no gcc on this host");
        Path source = directory.resolve("probe.c");
        try (InputStream in = LoadedFilter.class.getResourceAsStream("probe.c")) {
            Files.write(source, in.readAllBytes());
        }
        Process compiler =
                new ProcessBuilder("/usr/bin/gcc", "-O1", "-o", "probe", "probe.c")
                        .directory(directory.toFile())
                        .inheritIO()
                        .start();
        assertThat(compiler.waitFor()).isZero();
    }

    /// One system call: entry 64 or 32, number, arguments.
    record Call(int entry, int number, long[] arguments) {}

    /// What the calls returned, and the signal that ended the process: SIGILL when it came to its end.
    record Outcome(List<Long> results, int signal) {}

    Outcome make(byte[] filter, List<Call> calls) throws IOException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(64 * calls.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (Call call : calls) {
            bytes.putLong(call.entry()).putLong(call.number() & 0xffffffffL);
            for (long argument : call.arguments()) {
                bytes.putLong(argument);
            }
        }
        Files.write(directory.resolve("filter"), filter);
        Files.write(directory.resolve("calls"), bytes.array());
        Files.write(directory.resolve("results"), new byte[8 * calls.size()]);
        Process probe =
                new ProcessBuilder("./probe", "filter", "calls", "results")
                        .directory(directory.toFile())
                        .inheritIO()
                        .start();
        int signal = probe.waitFor();
        ByteBuffer results =
                ByteBuffer.wrap(Files.readAllBytes(directory.resolve("results")))
                        .order(ByteOrder.LITTLE_ENDIAN);
        List<Long> out = new ArrayList<>();
        while (results.hasRemaining()) {
            out.add(results.getLong());
        }
        return new Outcome(out, signal);
    }

    /// Runs a program under a filter; its output with its exit code on the last line.
    String run(byte[] filter, String... command) throws IOException, InterruptedException {
        Files.write(directory.resolve("filter"), filter);
        List<String> words = new ArrayList<>(List.of("./probe", "filter", "--"));
        words.addAll(List.of(command));
        Process process =
                new ProcessBuilder(words)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        return output + process.waitFor();
    }
}
