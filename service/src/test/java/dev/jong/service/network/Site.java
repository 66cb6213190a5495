package dev.jong.service.network;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.service.container.BareFront;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.NetworkOptions.Join;
import dev.jong.service.container.NetworkSettings;
import dev.jong.store.network.NetworkRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A store, and a host of which files say what it has.
final class Site {
    final Containers containers;
    final HostNetwork host;
    final MeantNetwork finding;
    final RecordedUse use;
    final BareFront front = new BareFront();
    private final Path store;
    private final Path runtime;
    private final Path root;
    private int made;

    Site(Path directory) throws IOException {
        this.store = Files.createDirectory(directory.resolve("store"));
        this.runtime = directory.resolve("run");
        this.root = directory.resolve("root");
        Files.createDirectories(root.resolve("proc/net"));
        Files.writeString(root.resolve("proc/net/dev"), "head | of it\n  lan0:   60  1\n");
        this.containers = new Containers(store, runtime);
        containers.prepare();
        this.host = new HostNetwork(root);
        this.finding = new MeantNetwork(containers, host);
        this.use = new RecordedUse(containers);
    }

    /// Gives the host a route.
    ///
    /// @param destination and mask: eight hexadecimal digits, the last byte first
    void route(String destination, String mask) throws IOException {
        Files.writeString(
                root.resolve("proc/net/route"),
                "Iface\nlan0\t" + destination + "\t0\t1\t0\t0\t0\t" + mask + "\t0\t0\t0\n");
    }

    NetworkRecord create(String name) {
        return create(NetworkWish.named(name));
    }

    NetworkRecord create(NetworkWish wish) {
        return new CreateNetwork(containers, host).create(wish);
    }

    static NetworkWish with(String name, String... subnets) {
        return NetworkWish.named(name)
                .with(
                        new NetworkWish.Addresses(
                                true, false, List.of(subnets), List.of(), List.of(), Map.of()));
    }

    /// Makes a container.
    ///
    /// @param mode its `NetworkMode`
    ContainerRecord container(String name, String mode, String... networks) throws IOException {
        made++;
        String id = made + "c".repeat(63);
        List<Join> joins = new ArrayList<>();
        for (String network : networks) {
            joins.add(Join.of(network));
        }
        Json.Obj settings = Json.object().put("NetworkMode", mode).build();
        Path folder = Files.createDirectories(store.resolve("containers").resolve(id));
        Files.write(
                folder.resolve("container.json"),
                JsonPrinter.bytes(
                        Json.object()
                                .put("id", id)
                                .put("name", name)
                                .put("spec", Json.object().put("some", true).build())
                                .put(
                                        "settings",
                                        joins.isEmpty()
                                                ? settings
                                                : NetworkSettings.with(settings, joins))
                                .build()));
        Files.writeString(store.resolve("names").resolve(name), id);
        return containers.find(name);
    }

    /// Lets it look as if this very process were its first one.
    void running(ContainerRecord record) throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String start = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
        Files.createDirectories(runtime.resolve("c"));
        Files.writeString(
                runtime.resolve("c").resolve(record.id()),
                ProcessHandle.current().pid() + " " + start + "\n");
    }

    /// What happened to networks: action and name.
    List<String> events() throws IOException {
        List<String> events = new ArrayList<>();
        for (String line : Files.readAllLines(containers.story().journal().file())) {
            int brace = line.indexOf('{');
            Json.Obj event = JsonParser.parseObject(Text.bytes(line.substring(brace)));
            if (event.text("type").equals("network")) {
                events.add(event.text("action") + " " + event.object("attributes").text("name"));
            }
        }
        return events;
    }

    Path file(String name) {
        return store.resolve("networks").resolve(name + ".json");
    }
}
