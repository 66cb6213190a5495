package dev.jong.runtime.spec;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Reads what [SpecJson] wrote.
public final class ReadSpec {
    private ReadSpec() {}

    /// The spec of a record.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when a field has another type
    public static Spec read(Json.Obj json) {
        return new Spec(
                json.text("id"),
                root(json.object("root")),
                process(json.object("process")),
                mounts(json.objects("mounts")),
                namespaces(json.object("namespaces")),
                protection(json.object("protection")),
                resources(json.object("resources")),
                devices(json.objects("devices")),
                json.stringMap("sysctl"),
                new Spec.Names(
                        json.string("hostname").filter(name -> !name.isEmpty()),
                        json.string("domainname").filter(name -> !name.isEmpty()),
                        json.stringMap("files"),
                        json.number("sharedMemory").orElse(64L << 20)));
    }

    private static Spec.Root root(Json.Obj json) {
        return json.has("path")
                ? new Spec.Root.Directory(json.text("path"), json.bool("readonly"))
                : new Spec.Root.Layers(
                        json.strings("layers"), json.bool("discard"), json.bool("readonly"));
    }

    private static Spec.Process process(Json.Obj json) {
        List<Spec.Variable> environment = new ArrayList<>();
        for (Json.Obj one : json.objects("env")) {
            environment.add(
                    new Spec.Variable(one.text("name"), one.text("value"), one.text("origin")));
        }
        List<Spec.Rlimit> rlimits = new ArrayList<>();
        for (Json.Obj one : json.objects("rlimits")) {
            rlimits.add(
                    new Spec.Rlimit(
                            one.text("type"),
                            number(one, "soft"),
                            number(one, "hard"),
                            one.bool("required")));
        }
        return new Spec.Process(
                json.strings("args"),
                environment,
                json.text("cwd"),
                new Spec.User(
                        integer(json, "uid"),
                        integer(json, "gid"),
                        numbers(json, "additionalGids")),
                rlimits,
                json.has("oomScoreAdj")
                        ? OptionalInt.of(integer(json, "oomScoreAdj"))
                        : OptionalInt.empty(),
                json.bool("init"),
                json.bool("terminal"));
    }

    private static List<Spec.Mount> mounts(List<Json.Obj> all) {
        List<Spec.Mount> out = new ArrayList<>();
        for (Json.Obj one : all) {
            String target = one.text("destination");
            String origin = one.text("origin");
            out.add(
                    switch (one.text("type")) {
                        case "bind" ->
                                new Spec.Mount.Bind(
                                        one.text("source"),
                                        target,
                                        one.bool("readonly"),
                                        one.bool("recursive"),
                                        one.text("propagation"),
                                        one.bool("idmap"),
                                        origin);
                        case "tmpfs" ->
                                new Spec.Mount.Tmpfs(
                                        target,
                                        optional(one, "size"),
                                        one.has("mode")
                                                ? OptionalInt.of(integer(one, "mode"))
                                                : OptionalInt.empty(),
                                        one.strings("options"),
                                        origin);
                        case "volume" ->
                                new Spec.Mount.Volume(
                                        one.text("name"),
                                        one.text("subpath"),
                                        target,
                                        one.bool("readonly"),
                                        one.bool("copy"),
                                        one.bool("anonymous"),
                                        one.stringMap("driverOptions"),
                                        origin);
                        case "image" ->
                                new Spec.Mount.Image(
                                        one.text("image"),
                                        one.strings("layers"),
                                        one.text("subpath"),
                                        target,
                                        origin);
                        default -> new Spec.Mount.Writable(target, origin);
                    });
        }
        return out;
    }

    private static Spec.Namespaces namespaces(Json.Obj json) {
        return new Spec.Namespaces(
                namespace(json, "network"),
                namespace(json, "pid"),
                namespace(json, "ipc"),
                namespace(json, "uts"),
                namespace(json, "cgroup"),
                namespace(json, "time"),
                json.has("uidMappings") ? Optional.of(IdMapJson.read(json)) : Optional.empty());
    }

    private static Spec.Namespace namespace(Json.Obj json, String key) {
        return switch (json.get(key).orElse(Json.EMPTY)) {
            case Json.Str word when word.value().equals("host") -> new Spec.Namespace.Host();
            case Json.Obj of when of.has("pid") ->
                    new Spec.Namespace.Of(
                            of.text("container"), number(of, "pid"), number(of, "startTime"));
            default -> new Spec.Namespace.Private();
        };
    }

    private static Spec.Protection protection(Json.Obj json) {
        return new Spec.Protection(
                new HashSet<>(numbers(json, "capabilities")),
                json.bool("noNewPrivileges"),
                json.string("seccomp").map(Hex::bytes),
                json.text("seccompName"),
                json.string("apparmorProfile"),
                json.strings("maskedPaths"),
                json.strings("readonlyPaths"),
                json.bool("privileged"));
    }

    private static Spec.Resources resources(Json.Obj json) {
        return new Spec.Resources(
                optional(json, "memory"),
                optional(json, "memorySwap"),
                optional(json, "memoryReservation"),
                optional(json, "cpuShares"),
                optional(json, "cpuPeriod"),
                optional(json, "cpuQuota"),
                json.string("cpusetCpus"),
                json.string("cpusetMems"),
                number(json, "pids"),
                json.bool("pidsRequired"),
                json.bool("delegated"));
    }

    private static List<Spec.Device> devices(List<Json.Obj> all) {
        List<Spec.Device> out = new ArrayList<>();
        for (Json.Obj one : all) {
            char kind = one.text("type").equals("b") ? 'b' : 'c';
            out.add(
                    new Spec.Device(
                            kind,
                            integer(one, "major"),
                            integer(one, "minor"),
                            one.text("source"),
                            one.text("path"),
                            one.text("access"),
                            new Spec.Node(
                                    integer(one, "fileMode"),
                                    integer(one, "uid"),
                                    integer(one, "gid"))));
        }
        return out;
    }

    private static List<Integer> numbers(Json.Obj json, String key) {
        List<Integer> out = new ArrayList<>();
        for (Json item : json.array(key)) {
            // Through an object, which says which field is wrong.
            out.add(integer(Json.object().put(key, item).build(), key));
        }
        return out;
    }

    private static int integer(Json.Obj json, String key) {
        long value = number(json, key);
        if (value != (int) value) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "the number " + value + " in \"" + key + "\" is out of range");
        }
        return (int) value;
    }

    private static long number(Json.Obj json, String key) {
        return json.number(key).orElse(0L);
    }

    private static OptionalLong optional(Json.Obj json, String key) {
        Optional<Long> value = json.number(key);
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }
}
