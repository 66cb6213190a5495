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
                Path file = containers.endpoints().file(endpoints.id());
                // It was written by somebody who had the container's lock.
                if (!containers.isAlive(endpoints.id())) {
                    ports |= !endpoints.ports().isEmpty();
                    Files.deleteIfExists(file);
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

    /// The same for one container, which has ended.
    void forget(String id) {
        try {
            Optional<Endpoints> endpoints = containers.endpoints().of(id);
            Files.deleteIfExists(containers.endpoints().file(id));
            if (endpoints.isPresent() && !endpoints.get().ports().isEmpty()) {
                closePorts(endpoints.get());
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

    private JongException unswept(IOException e) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot sweep " + places.net() + ": " + e.getMessage())
                .causedBy(e);
    }

    /// That they are open is not forgotten before they are closed.
    private void closePorts(Endpoints endpoints) throws IOException {
        boolean closed = false;
        try {
            closePorts();
            closed = true;
        } finally {
            if (!closed) {
                containers.endpoints().write(endpoints);
            }
        }
    }

    /// Makes the table anew with those that are left.
    private void closePorts() throws IOException {
        if (ground.isThere() && Files.exists(places.table())) {
            try (Hold _ = places.lock().acquire()) {
                firewall.restore();
            }
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
