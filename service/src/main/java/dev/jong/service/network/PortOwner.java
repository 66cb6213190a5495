package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds out who has a port of the host that a container cannot get: proc(5), `net/tcp` and `PID/fd`.
final class PortOwner {
    private static final int LONGEST = 64 << 20;
    private static final int LOCAL = 1; // column of the local address
    private static final int INODE = 9;

    private final Containers containers;
    private final Path proc;

    PortOwner(Containers containers, Path proc) {
        this.containers = containers;
        this.proc = proc;
    }

    /// The error that names it.
    JongException taken(HeldPort.Place place) {
        int port = place.port();
        String protocol = place.protocol();
        String what = "cannot publish port " + port + "/" + protocol + " of the host: ";
        Optional<String> container = container(port, protocol);
        if (container.isPresent()) {
            return JongException.of(
                            ErrorKind.CONFLICT, what + "container " + container.get() + " has it")
                    .hint("choose another port, or end it: jong stop " + container.get());
        }
        Optional<String> program = program(port, protocol);
        return JongException.of(
                        ErrorKind.CONFLICT,
                        what
                                + program.map(name -> name + " uses it")
                                        .orElse("another program uses it"))
                .hint("choose another port, or 0 for one that is free");
    }

    /// Whether a container that runs has it.
    boolean isContainer(HeldPort.Place place) {
        return container(place.port(), place.protocol()).isPresent();
    }

    private Optional<String> container(int port, String protocol) {
        for (Endpoints endpoints : containers.endpoints().all()) {
            for (Endpoints.Binding one : endpoints.ports()) {
                if (one.host() == port
                        && one.port().protocol().equals(protocol)
                        && containers.runs(endpoints.id())) {
                    return containers.load(endpoints.id()).map(ContainerRecord::name);
                }
            }
        }
        return Optional.empty();
    }

    /// `nginx (process 12)`.
    private Optional<String> program(int port, String protocol) {
        Set<String> sockets = new HashSet<>();
        for (String file : List.of(protocol, protocol + "6")) {
            sockets(proc.resolve("net").resolve(file), port, sockets);
        }
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (has(process, sockets)) {
                    String name =
                            SmallFile.read(process.resolve("comm"), LONGEST)
                                    .map(Text::of)
                                    .orElse("a program")
                                    .strip();
                    return Optional.of(
                            Text.printable(name) + " (process " + process.getFileName() + ")");
                }
            }
        } catch (IOException | DirectoryIteratorException | JongException e) {
            // It is only for a better message.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static void sockets(Path table, int port, Set<String> sockets) {
        String hex = ":" + HexFormat.of().withUpperCase().toHexDigits((short) port);
        for (String line : text(table).split("\n")) {
            String[] columns = line.strip().split(" +");
            if (columns.length > INODE && columns[LOCAL].endsWith(hex)) {
                sockets.add("socket:[" + columns[INODE] + "]");
            }
        }
    }

    private static String text(Path table) {
        return SmallFile.read(table, LONGEST).map(Text::of).orElse("");
    }

    private static boolean has(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // It has ended, or is somebody else's.
            return false;
        }
        return false;
    }
}
