package dev.jong.service.container;

import dev.jong.base.json.Json;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Machine;
import dev.jong.runtime.spec.Spec;
import dev.jong.runtime.spec.SpecJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// A store with containers that nobody ran.
final class Fixtures {
    static final String FIRST = "1" + "a".repeat(63);
    static final String SECOND = "2" + "b".repeat(63);
    static final String IMAGE_ID = "sha256:" + "0".repeat(64);

    final Path store;
    final Path runtime;
    final Containers containers;

    Fixtures(Path directory) {
        this.store = directory.resolve("store");
        this.runtime = directory.resolve("run");
        this.containers = new Containers(store, runtime);
        containers.prepare();
    }

    static Host host(Host.Isolation isolation) {
        Host.Identity identity = new Host.Identity(0, 4294967295L, (1L << 41) - 1, 1048576, 0);
        return new Host(Machine.X86_64, isolation, new Cgroups.None("none here"), identity);
    }

    static Caller caller(Path directory) {
        return new Caller(
                directory.toString(), Map.of(), 0, 0, false, false, false, 0, 0, "/usr/bin/jong");
    }

    /// Makes a container as `create` does; `labels` as `key=value`.
    ContainerRecord container(
            String id, String name, boolean remove, long created, String... labels) {
        containers.create(id, Optional.of(name), List.of());
        Json.ObjectBuilder map = Json.object();
        for (String label : labels) {
            map.put(label.split("=")[0], label.split("=")[1]);
        }
        ContainerRecord record =
                new ContainerRecord(
                        id,
                        name,
                        created,
                        "alpine:3",
                        IMAGE_ID,
                        List.of(),
                        List.of("sh", "-c", "true"),
                        remove,
                        "",
                        10,
                        Json.object().put("labels", map.build()).build().stringMap("labels"),
                        Map.of(),
                        SpecJson.write(spec(id)),
                        Json.object().put("NetworkMode", "none").put("OpenStdin", true).build());
        containers.save(id, ContainerRecord.bytes(id, name, created, record.tail()), remove);
        return record;
    }

    ContainerRecord container(String id, String name) {
        return container(id, name, false, 1);
    }

    /// Lets it look as if this very process were its first one.
    void running(String id) {
        writePid(id, ProcessHandle.current().pid() + " " + startTime() + "\n");
    }

    void writePid(String id, String text) {
        ContainerFolder folder = containers.folder(id);
        write(folder.pid(), text);
    }

    void writeExit(String id, String text) {
        write(containers.folder(id).exit(), text);
    }

    /// The start time of this process, field 22 of its stat file.
    static String startTime() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes a file look two minutes old.
    static void age(Path file) {
        try {
            Files.setLastModifiedTime(
                    file, FileTime.fromMillis(System.currentTimeMillis() - 120_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Spec spec(String id) {
        Spec.Namespace own = new Spec.Namespace.Private();
        OptionalLong none = OptionalLong.empty();
        return new Spec(
                id,
                new Spec.Root.Layers(List.of("top"), false, false),
                new Spec.Process(
                        List.of("sh", "-c", "true"),
                        List.of(new Spec.Variable("A", "1", "image")),
                        "/work",
                        new Spec.User(0, 0, List.of(0)),
                        List.of(),
                        OptionalInt.empty(),
                        false,
                        false),
                List.of(
                        new Spec.Mount.Bind(
                                "/src", "/dst", true, true, "rprivate", "-v /src:/dst:ro")),
                new Spec.Namespaces(own, own, own, own, own, own),
                new Spec.Protection(
                        Set.of(0),
                        false,
                        Optional.empty(),
                        "unconfined",
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        false),
                new Spec.Resources(
                        none,
                        none,
                        none,
                        none,
                        none,
                        none,
                        Optional.empty(),
                        Optional.empty(),
                        2048,
                        false),
                List.of(),
                Map.of(),
                new Spec.Names(Optional.of("box"), Optional.empty(), Map.of(), 64 << 20));
    }
}
