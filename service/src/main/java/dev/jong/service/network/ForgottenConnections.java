package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.store.lease.Hold;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts right what containers left whose parents were killed: addresses, ports in the firewall, the files that say how
/// they were connected. Their devices went with them.
final class ForgottenConnections {
    private final NetworkPlaces places;
    private final Containers containers;
    private final Claims claims;
    private final Firewall firewall;
    private final Ground ground;

    ForgottenConnections(
            NetworkPlaces places,
            Containers containers,
            Claims claims,
            Firewall firewall,
            Ground ground) {
        this.ground = ground;
        this.places = places;
        this.containers = containers;
        this.claims = claims;
        this.firewall = firewall;
    }

    /// Does it.
    void sweep() {
        // Parents of an ordinary user's containers can't close them.
        sweep(ground.place().isPresent());
    }

    /// The same where somebody has come upon a port that is open, whatever the files say: a parent that could not close it
    /// has removed them even so.
    void sweepPorts() {
        sweep(true);
    }

    private void sweep(boolean open) {
        try {
            boolean ports = open;
            for (Endpoints endpoints : containers.endpoints().all()) {
                // The file was written by somebody who had the container's lock.
                if (!containers.isAlive(endpoints.id())) {
                    ports |= !endpoints.ports().isEmpty();
                    leave(endpoints);
                }
            }
            if (ports) {
                closePorts();
            }
            for (Path address : addresses()) {
                release(address);
            }
            for (String folder : List.of("at", "begun", "up")) {
                for (Path file : children(places.net().resolve(folder))) {
                    removeDraft(file);
                }
            }
        } catch (IOException e) {
            throw unswept(e);
        }
    }

    private void leave(Endpoints ended) throws IOException {
        try (Hold _ = places.lock().acquire()) {
            if (Files.deleteIfExists(containers.endpoints().file(ended.id()))) {
                closeOutside(ended);
            }
        }
    }

    /// The same for one container, which has ended.
    void forget(String id) {
        try {
            Optional<Endpoints> endpoints = containers.endpoints().of(id);
            if (endpoints.isPresent() && !endpoints.get().ports().isEmpty()) {
                closePorts(endpoints.get());
            } else {
                Files.deleteIfExists(containers.endpoints().file(id));
            }
            for (Path address : addresses()) {
                if (claims.holder(address).filter(id::equals).isPresent()) {
                    Files.deleteIfExists(address);
                }
            }
        } catch (IOException e) {
            throw unswept(e);
        }
    }

    /// The host's ends of ports in an ordinary user's network, where no `pasta` has them, which ends with its container.
    private void closeOutside(Endpoints ended) {
        SlirpPorts slirp = SlirpPorts.ofSwitch(places);
        boolean own = ended.networks().stream().allMatch(one -> one.networkId().isEmpty());
        if (!own && !ended.ports().isEmpty() && slirp.isThere()) {
            slirp.close(notTaken(ended));
        }
    }

    /// Ports of one that has ended, but for those that another container has by now.
    private List<Endpoints.Binding> notTaken(Endpoints ended) {
        List<Endpoints.Binding> ports = new ArrayList<>(ended.ports());
        for (Endpoints other : containers.endpoints().all()) {
            if (!other.id().equals(ended.id()) && containers.isAlive(other.id())) {
                ports.removeIf(one -> other.ports().stream().anyMatch(one::isSamePlace));
            }
        }
        return ports;
    }

    private JongException unswept(IOException e) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot sweep " + places.net() + ": " + e.getMessage())
                .causedBy(e);
    }

    /// Once only, whoever comes upon it: who comes second would close what somebody else has opened since. That they are open
    /// is not forgotten before they are closed.
    private void closePorts(Endpoints ended) throws IOException {
        Path file = containers.endpoints().file(ended.id());
        try (Hold _ = places.lock().acquire()) {
            if (!Files.deleteIfExists(file)) {
                return;
            }
            boolean closed = false;
            try {
                makeTable();
                closeOutside(ended);
                closed = true;
            } finally {
                if (!closed) {
                    containers.endpoints().write(ended);
                }
            }
        }
    }

    private void closePorts() throws IOException {
        try (Hold _ = places.lock().acquire()) {
            makeTable();
        }
    }

    /// Anew, with those that are left.
    private void makeTable() throws IOException {
        if (ground.isThere() && Files.exists(places.table())) {
            firewall.restore();
        }
    }

    private List<Path> addresses() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path network : children(places.net().resolve("in"))) {
            all.addAll(children(network));
        }
        return all;
    }

    private void release(Path address) throws IOException {
        Optional<String> holder = claims.holder(address);
        if (holder.isPresent() && claims.isAbandoned(address, holder.get())) {
            Files.deleteIfExists(address);
        }
    }

    /// Of a file that a process was writing when it was killed.
    private static void removeDraft(Path file) throws IOException {
        String[] parts = Text.of(file.getFileName()).split("-");
        if (parts.length > 1
                && parts[0].equals(".tmp")
                && !Files.exists(Path.of("/proc").resolve(parts[1]))) {
            Files.deleteIfExists(file);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(children::add);
        } catch (NoSuchFileException e) {
            return children;
        }
        return children;
    }
}
