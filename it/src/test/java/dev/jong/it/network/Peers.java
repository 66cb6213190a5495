package dev.jong.it.network;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Containers that answer, and others that ask them: who is reached, and which address does he see?
final class Peers {
    /// Where servers answer over TCP and UDP unless something else is said.
    static final int PORT = 7000;

    private final Site site;

    Peers(Site site) {
        this.site = site;
    }

    /// Starts a container that answers and is called as its host is.
    ///
    /// @return its id
    String serve(String name, String... options) {
        return serveMany(name, 1, options);
    }

    /// The same on several ports, from the usual one on.
    String serveMany(String name, int count, String... options) {
        List<String> command =
                new ArrayList<>(List.of("run", "-d", "--name", name, "--hostname", name));
        command.addAll(List.of(options));
        command.addAll(List.of("box", "probe", "answer", Integer.toString(PORT), "" + count));
        String id = site.succeeds(command.toArray(new String[0])).line();
        Await.that(() -> site.jong("logs", name).text().contains("ready"), name + " answers");
        return id;
    }

    /// Asks from a new container: `HOSTNAME saw ADDRESS`, or the name of the error.
    String ask(String protocol, String address, int port, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--rm"));
        command.addAll(List.of(options));
        command.addAll(List.of("box", "probe", "ask", protocol, address, Integer.toString(port)));
        return site.jong(command.toArray(new String[0])).line();
    }

    /// The same from one that runs.
    String askFrom(String container, String protocol, String address, int port) {
        return site.jong(
                        "exec",
                        container,
                        "probe",
                        "ask",
                        protocol,
                        address,
                        Integer.toString(port))
                .line();
    }

    /// Asks from the host.
    static String fromHost(String protocol, String address, int port) {
        return Shell.attempt(
                        Path.of("/"),
                        Prober.program(),
                        "ask",
                        protocol,
                        address,
                        Integer.toString(port))
                .line();
    }

    /// The address of a container in the network that it has only.
    String address(String container) {
        return field(container, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
    }

    /// A field of `inspect`.
    String field(String container, String format) {
        return site.succeeds("inspect", "-f", format, container).line();
    }
}
