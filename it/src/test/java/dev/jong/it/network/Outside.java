package dev.jong.it.network;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Another host, as far as networks go: a network namespace with a cable to the one that tests run in.
final class Outside implements AutoCloseable {
    /// The addresses of the host that containers run on, at this cable.
    static final String HOST = "198.51.100.1";

    static final String HOST6 = "2001:db8:5::1";

    /// The other host's.
    static final String ADDRESS = "198.51.100.2";

    static final String ADDRESS6 = "2001:db8:5::2";

    private static final Path ROOT = Path.of("/");
    private static final String SCRIPT =
            """
            ip link add jongout type veth peer name eth0 netns PID
            ip addr add HOST4/24 dev jongout
            ip addr add HOST6/64 dev jongout nodad
            ip link set jongout up
            in="nsenter -t PID -n"
            $in ip link set lo up
            $in ip addr add THERE4/24 dev eth0
            $in ip addr add THERE6/64 dev eth0 nodad
            $in ip link set eth0 up
            $in ip route add default via HOST4
            $in ip -6 route add default via HOST6
            """;

    private final Process holder;
    private final List<Process> servers = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    private Outside(Process holder) {
        this.holder = holder;
    }

    /// Plugs it in. Skips the test where that cannot be done, or would be done to the real host.
    static Outside plugIn() {
        Needs.root();
        Needs.program("/usr/sbin/ip");
        Needs.program("/usr/sbin/nft");
        try {
            Needs.that(
                    !network("self").equals(network(starter())),
                    "tests in a network of their own (tools/apart)");
            Process holder = new ProcessBuilder("unshare", "-n", "sleep", "1009").start();
            Outside outside = new Outside(holder);
            Await.that(() -> outside.isThere(), "a network namespace");
            Shell.script(
                    ROOT,
                    SCRIPT.replace("PID", Long.toString(holder.pid()))
                            .replace("HOST4", HOST)
                            .replace("HOST6", HOST6)
                            .replace("THERE4", ADDRESS)
                            .replace("THERE6", ADDRESS6));
            return outside;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The process that has started this JVM.
    private static String starter() {
        return ProcessHandle.current()
                .parent()
                .map(parent -> Long.toString(parent.pid()))
                .orElse("self");
    }

    private boolean isThere() {
        try {
            return !network(Long.toString(holder.pid())).equals(network("self"));
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String network(String process) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc", process, "ns/net")).toString();
    }

    /// Asks a server from there: `HOSTNAME saw ADDRESS`, or the name of the error.
    String ask(String protocol, String address, int port) {
        return run(Prober.program(), "ask", protocol, address, Integer.toString(port)).line();
    }

    /// Answers there from now on.
    ///
    /// @return where it is written down who has asked, a line each behind the first
    Path serve(int port) {
        try {
            Path heard = Files.createTempFile("jong-it-heard", "");
            Process server =
                    new ProcessBuilder(inside(Prober.program(), "answer", Integer.toString(port)))
                            .redirectErrorStream(true)
                            .redirectOutput(heard.toFile())
                            .start();
            servers.add(server);
            files.add(heard);
            Await.that(() -> heard.toFile().length() > 0, "a server outside");
            return heard;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a program there.
    Result run(String... command) {
        return Shell.attempt(ROOT, inside(command));
    }

    private String[] inside(String... command) {
        List<String> words =
                new ArrayList<>(List.of("nsenter", "-t", Long.toString(holder.pid()), "-n"));
        words.addAll(List.of(command));
        return words.toArray(new String[0]);
    }

    @Override
    public void close() {
        servers.forEach(Process::destroyForcibly);
        holder.destroyForcibly();
        Shell.attempt(ROOT, "ip", "link", "delete", "jongout");
        files.forEach(file -> file.toFile().delete());
    }
}
