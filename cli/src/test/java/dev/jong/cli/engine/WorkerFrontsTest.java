package dev.jong.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.Text;
import dev.jong.linux.NativeSyscalls;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Machine;
import dev.jong.service.build.StepFronts;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The front is a script that says something, and this test, which speaks for it.
@Timeout(60)
class WorkerFrontsTest {
    private static final ControlPlans PLANS =
            new ControlPlans(
                    new Host(
                            Machine.X86_64,
                            Host.Isolation.ROOT,
                            new Cgroups.None("none"),
                            new Host.Identity(0, 65536, 0, 1024, 0)));

    @TempDir private Path directory;

    @Test
    void its_output_is_taken_to_the_end() throws Exception {
        StringBuffer said = new StringBuffer();
        try (StepFronts fronts = fronts("echo $JONG_RUN; echo error >&2; sleep 0.3; echo last")) {
            fronts.prepare();
            CompletableFuture<SocketChannel> spoken = speak("1");
            try (StepFronts.One front = fronts.take()) {
                front.output(piece -> said.append(Text.of(piece)));
                front.finish();
            }
            spoken.get().close();
        }
        assertThat(said).hasToString(directory + "\nerror\nlast\n");
    }

    @Test
    void R005_closing_one_ends_its_process() throws Exception {
        CompletableFuture<byte[]> ready = new CompletableFuture<>();
        try (StepFronts fronts =
                fronts("trap 'echo x > ended; exit 0' TERM; echo ready; sleep 100 & wait")) {
            fronts.prepare();
            CompletableFuture<SocketChannel> spoken = speak("1");
            try (StepFronts.One front = fronts.take()) {
                front.output(ready::complete);
                ready.get();
            }
            spoken.get().close();
        }
        assertThat(directory.resolve("ended")).exists();
    }

    @Test
    void one_that_ends_before_it_connects_is_told() throws Exception {
        try (StepFronts fronts = fronts("exit 1")) {
            assertThatThrownBy(fronts::take).hasMessageContaining("it did not connect");
        }
    }

    @Test
    void who_throws_at_output_is_heard_at_the_end() throws Exception {
        try (StepFronts fronts = fronts("echo x; sleep 100 & wait")) {
            fronts.prepare();
            CompletableFuture<SocketChannel> spoken = speak("1");
            try (StepFronts.One front = fronts.take()) {
                front.output(piece -> {
                    throw new IllegalStateException("nobody listens");
                });
                assertThatThrownBy(front::finish).hasMessage("nobody listens");
            }
            spoken.get().close();
        }
    }

    @Test
    void no_front_may_start_an_engine_there() throws Exception {
        fronts("true").close();
        assertThat(directory.resolve("hash/start.lock")).isDirectory();
    }

    private StepFronts fronts(String script) throws Exception {
        Path program = directory.resolve("front");
        Files.writeString(program, "#!/bin/sh\ncd " + directory + "\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(directory.resolve("hash"));
        return new WorkerFronts(
                new NativeSyscalls(),
                directory,
                "hash",
                Path.of("/store"),
                program.toString(),
                false,
                PLANS);
    }

    /// Asks as a front does, and says that its first plan is carried out.
    private CompletableFuture<SocketChannel> speak(String key) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
                socket.connect(UnixDomainSocketAddress.of(directory.resolve("hash/engine.sock")));
                Wire wire =
                        new Wire(Channels.newInputStream(socket), Channels.newOutputStream(socket));
                wire.send(
                        Contract.MSG_REQUEST,
                        Peer.payload(
                                "build",
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                "/front",
                                "/",
                                0,
                                1,
                                "JONG_STEP=" + key));
                assertThat(wire.read().tag()).isEqualTo(Contract.MSG_ACCEPTED);
                assertThat(wire.read().tag()).isEqualTo(Contract.MSG_PLAN);
                wire.send(Contract.MSG_DONE, Peer.payload(0L));
                return socket;
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }
}
