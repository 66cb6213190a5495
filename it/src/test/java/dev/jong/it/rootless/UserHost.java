package dev.jong.it.rootless;

import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Run;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A host that is made for each try: a network with a way out, at whose other end a neighbour is, and a /dev/net/tun for
/// everybody.
final class UserHost {
    private static final String HOST =
            """
            ip link set lo up
            unshare -n sleep 50 </dev/null >/dev/null 2>&1 &
            neighbour=$!
            sleep 0.3
            ip link add v0 type veth peer name v1
            ip link set v1 netns $neighbour
            ip addr add 192.0.2.2/24 dev v0
            ip link set v0 up
            outside() { nsenter -t $neighbour -n "$@"; }
            outside ip addr add 192.0.2.1/24 dev v1
            outside ip link set v1 up
            ip route add default via 192.0.2.1
            mount -t tmpfs -o mode=755 none /mnt
            mknod /mnt/tun c 10 200
            chmod 666 /mnt/tun
            mount --bind /mnt/tun /dev/net/tun
            user() { timeout -s KILL 20 setpriv --reuid=$uid --regid=$gid --clear-groups "$@" </dev/null; }
            jong() { user "$program" "$@"; }
            left() { sleep 0.3; ps -o args= -u $uid | grep -c '^/usr/bin/pasta '; }
            """;

    private UserHost() {}

    static void needs() {
        Needs.root();
        Needs.program("/usr/bin/pasta");
        Needs.program("/usr/bin/busybox");
        Needs.that(Files.exists(Path.of("/dev/net/tun")), "/dev/net/tun");
    }

    /// Tries it where `$program` is Jong, which the user runs with `jong`.
    static Result tried(Site site, String script) throws Exception {
        site.jong("engine", "stop");
        String end = "jong engine stop >/dev/null 2>&1; kill $neighbour\n";
        return Run.of(
                        List.of(
                                "/usr/bin/timeout",
                                "-s",
                                "KILL",
                                "90",
                                "/usr/bin/unshare",
                                "-mn",
                                "/bin/bash",
                                "-c",
                                HOST + script + end),
                        site.work())
                .with("program", site.program())
                .with("uid", Integer.toString(site.account().uid()))
                .with("gid", Integer.toString(site.account().gid()))
                .with("HOME", site.folder().toString())
                .with("JONG_ROOT", site.store().toString())
                .with("JONG_RUN", site.folder().resolve("run").toString())
                .finish();
    }
}
