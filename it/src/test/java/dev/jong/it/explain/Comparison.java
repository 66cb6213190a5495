package dev.jong.it.explain;

import dev.jong.base.json.Json;
import dev.jong.it.harness.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Compares what was announced with what the prober measured. Ids differ from run to run, so a host name that is
/// made of one only has to look like one.
final class Comparison {
    private final Json.Obj explained;
    private final Json.Obj announced;
    private final Probe inside;
    private final Probe caller;
    private final List<String> differences = new ArrayList<>();

    /// @param caller what the prober finds outside, as the same user
    Comparison(Json.Obj explained, Probe inside, Probe caller) {
        this.explained = explained;
        this.announced = explained.object("spec");
        this.inside = inside;
        this.caller = caller;
    }

    /// What is not as it was announced.
    List<String> differences() {
        process();
        names();
        protection();
        namespaces();
        mounts();
        paths();
        resources();
        return differences;
    }

    private void process() {
        Json.Obj process = announced.object("process");
        same("arguments", process.strings("args"), inside.all("arg"));
        same(
                "user",
                process.number("uid").orElse(-1L) + "",
                inside.value("status.Uid").split(" ")[1]);
        same(
                "group",
                process.number("gid").orElse(-1L) + "",
                inside.value("status.Gid").split(" ")[1]);
        same(
                "groups",
                sorted(process.array("additionalGids")),
                new TreeSet<>(words(inside.value("status.Groups"))));
        same("working directory", process.text("cwd"), inside.value("cwd"));
        same(
                "process id",
                pidIsPrivate() ? process.bool("init") ? "2" : "1" : inside.value("pid"),
                inside.value("pid"));
        same(
                "oom score",
                process.number("oomScoreAdj").orElse(Long.parseLong(caller.value("oom_score_adj")))
                        + "",
                inside.value("oom_score_adj"));
        for (Json.Obj limit : process.objects("rlimits")) {
            String value = limit.number("soft").orElse(0L) + ":" + limit.number("hard").orElse(0L);
            same(
                    "rlimit " + limit.text("type"),
                    value,
                    inside.value("rlimit." + limit.text("type")));
        }
    }

    private void names() {
        String hostname = announced.text("hostname");
        String shown = inside.value("hostname");
        boolean made = hostname.equals(announced.text("id").substring(0, 12));
        same(
                "host name",
                made ? "12 digits" : hostname,
                made && shown.length() == 12 ? "12 digits" : shown);
        String domain = announced.text("domainname");
        same(
                "domain name",
                domain.isEmpty() ? caller.value("domainname") : domain,
                inside.value("domainname"));
        Map<String, String> environment = new LinkedHashMap<>();
        for (Json.Obj variable : announced.object("process").objects("env")) {
            environment.put(
                    variable.text("name"),
                    variable.text("value").equals(hostname) && made
                            ? shown
                            : variable.text("value"));
        }
        same("environment", environment, inside.environment());
    }

    private void protection() {
        Json.Obj protection = announced.object("protection");
        long mask = 0;
        for (String capability : sorted(protection.array("capabilities"))) {
            mask |= 1L << Long.parseLong(capability);
        }
        long held = announced.object("process").number("uid").orElse(0L) == 0 ? mask : 0;
        same("bounding set", mask, inside.capabilities("Bnd"));
        same("permitted set", held, inside.capabilities("Prm"));
        same("effective set", held, inside.capabilities("Eff"));
        same("inheritable set", 0L, inside.capabilities("Inh"));
        same("ambient set", 0L, inside.capabilities("Amb"));
        same("seccomp", protection.has("seccomp") ? "2" : "0", inside.value("status.Seccomp"));
        same(
                "no new privileges",
                protection.bool("noNewPrivileges") ? "1" : "0",
                inside.value("status.NoNewPrivs"));
    }

    private void namespaces() {
        Json.Obj all = announced.object("namespaces");
        String[][] names = {
            {"network", "net"},
            {"pid", "pid"},
            {"ipc", "ipc"},
            {"uts", "uts"},
            {"cgroup", "cgroup"},
            {"time", "time"}
        };
        for (String[] name : names) {
            same(name[0] + " namespace", all.text(name[0]), owner(name[1]));
        }
        same(
                "user namespace",
                explained.text("isolation").equals("root") ? "host" : "private",
                owner("user"));
        same("mount namespace", "private", owner("mnt"));
    }

    private String owner(String name) {
        return inside.value("ns." + name).equals(caller.value("ns." + name)) ? "host" : "private";
    }

    private boolean pidIsPrivate() {
        return announced.object("namespaces").text("pid").equals("private");
    }

    private void mounts() {
        same(
                "read-only root",
                announced.object("root").bool("readonly"),
                inside.mount("/").orElseThrow().readOnly());
        for (Json.Obj mount : announced.objects("mounts")) {
            String target = mount.text("destination");
            Probe.Mount found = inside.mount(target).orElse(null);
            if (found == null) {
                differences.add("nothing is mounted at " + target);
                continue;
            }
            same(
                    "access of " + target,
                    mount.bool("readonly") || mount.strings("options").contains("ro"),
                    found.readOnly());
            if (mount.text("type").equals("tmpfs")) {
                same("type of " + target, "tmpfs", found.type());
                long size = mount.number("size").orElse(0L);
                same(
                        "size of " + target,
                        true,
                        size == 0
                                || found.fileSystem()
                                        .contains("size=" + (size + 1023) / 1024 + "k"));
            }
        }
        for (String file : announced.object("files").fields().keySet()) {
            same("mount of " + file, true, inside.mount(file).isPresent());
        }
        if (announced.object("namespaces").text("ipc").equals("private")
                && announced.objects("mounts").stream()
                        .noneMatch(mount -> mount.text("destination").equals("/dev/shm"))) {
            String size = "size=" + announced.number("sharedMemory").orElse(0L) / 1024 + "k";
            same(
                    "size of /dev/shm",
                    true,
                    inside.mount("/dev/shm").orElseThrow().fileSystem().contains(size));
        }
    }

    private void paths() {
        Json.Obj protection = announced.object("protection");
        List<String> masked = protection.strings("maskedPaths");
        for (String path : masked) {
            same(
                    "mask of " + path,
                    true,
                    inside.mount(path)
                            .filter(mount ->
                                    mount.type().equals("tmpfs") || mount.root().endsWith("/null"))
                            .isPresent());
        }
        for (String path : protection.strings("readonlyPaths")) {
            same(
                    "protection of " + path,
                    true,
                    inside.mount(path).filter(Probe.Mount::readOnly).isPresent());
        }
        same(
                "mask of /proc/keys",
                masked.contains("/proc/keys"),
                inside.mount("/proc/keys").isPresent());
        for (Json.Obj device : announced.objects("devices")) {
            String kind = device.text("type").equals("b") ? "block " : "character ";
            String number =
                    kind
                            + device.number("major").orElse(-1L)
                            + ":"
                            + device.number("minor").orElse(-1L);
            same(
                    "device " + device.text("path"),
                    true,
                    inside.find("dev." + device.text("path")).orElse("").startsWith(number));
        }
    }

    private void resources() {
        Json.Obj limits = announced.object("resources");
        cgroup("memory", limits.number("memory").orElse(-1L), "memory/memory.limit_in_bytes");
        cgroup(
                "memory and swap",
                limits.number("memorySwap").orElse(-1L),
                "memory/memory.memsw.limit_in_bytes");
        cgroup(
                "memory reservation",
                limits.number("memoryReservation").orElse(-1L),
                "memory/memory.soft_limit_in_bytes");
        cgroup("processes", limits.number("pids").orElse(-1L), "pids/pids.max");
        announced
                .object("sysctl")
                .fields()
                .forEach((name, value) -> {
                    if (inside.find("sysctl." + name).isPresent()) {
                        same(
                                "sysctl " + name,
                                ((Json.Str) value).value(),
                                inside.value("sysctl." + name).replace("\\x09", " "));
                    }
                });
    }

    private void cgroup(String what, long limit, String file) {
        if (limit >= 0 && inside.find("cgroup." + file).isPresent()) {
            same(what, Long.toString(limit), inside.value("cgroup." + file));
        }
    }

    /// Numbers as text, in an order of their own.
    private static TreeSet<String> sorted(List<Json> numbers) {
        TreeSet<String> found = new TreeSet<>();
        for (Json number : numbers) {
            found.add(((Json.Num) number).literal());
        }
        return found;
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.trim().split(" "));
    }

    private void same(String what, Object wanted, Object found) {
        if (!wanted.equals(found)) {
            differences.add(what + " was announced as " + wanted + " and is " + found);
        }
    }
}
