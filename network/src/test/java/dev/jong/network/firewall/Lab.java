package dev.jong.network.firewall;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs shell commands in a network namespace of their own, where they find functions for a host with bridges,
/// containers and a client outside. All of it is gone when they are done.
final class Lab {
    /// With a namespace of processes, servers end with the commands.
    private static final List<String> ALONE =
            List.of(
                    "unshare",
                    "--net",
                    "--pid",
                    "--fork",
                    "--kill-child",
                    "--mount-proc",
                    "sh",
                    "commands");

    private static final String FUNCTIONS =
            """
            ip link set lo up
            echo 1 > /proc/sys/net/ipv4/ip_forward
            # namespace NAME: $NAME is a process in it
            namespace() {
                unshare -n sleep 50 & pid=$!
                here=$(readlink /proc/self/ns/net)
                while [ "$(readlink /proc/$pid/ns/net)" = "$here" ]; do sleep 0.02; done
                eval "$1=$pid"
            }
            # plug NAME ADDRESS GATEWAY NETWORK DEVICE...: a device of the host's with eth0 of a new namespace behind it
            plug() {
                namespace "$1"; name=$1 address=$2 gateway=$3 network=$4
                shift 4
                ip link add "$@" up type veth peer name eth0 netns $pid
                at $name ip link set lo up
                at $name ip addr add $address/24 dev eth0
                at $name ip link set eth0 up
                at $name ip route add $network via $gateway
            }
            # container NAME ADDRESS GATEWAY BRIDGE
            container() { plug $1 $2 $3 default v$1 master $4; }
            # outside NAME ADDRESS HOST: knows the way to containers
            outside() { plug $1 $2 $3 10.0.0.0/8 wan; ip addr add $3/24 dev wan; }
            # bridge NAME ADDRESS
            bridge() {
                ip link add $1 type bridge
                ip addr add $2/24 dev $1
                ip link set $1 up
                echo 1 > /proc/sys/net/ipv4/conf/$1/route_localnet
            }
            # at NAME COMMAND...
            at() { eval "to=\\$$1"; shift; nsenter -t $to -n "$@"; }
            # serve NAME PORT [ADDRESS]; the host is $host
            serve() { at $1 nc -nlkv $3 $2 >/dev/null 2>>seen.$1.$2 & sleep 0.1; }
            # ask NAME ADDRESS PORT
            ask() {
                if at $1 nc -nz -w1 $2 $3; then echo "$1 reaches $2 $3"; else echo "$1 misses $2 $3"; fi
            }
            # seen NAME PORT: whom the server has seen
            seen() { sleep 0.1; sed -n 's/.* received on \\([^ ]*\\) .*/\\1/p' seen.$1.$2; }
            host=$$
            """;

    private final Path folder;

    Lab(Path folder) {
        this.folder = folder;
    }

    /// A file that commands find where they run.
    Lab with(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content, StandardCharsets.ISO_8859_1);
        return this;
    }

    /// What commands write, errors too.
    String run(String commands) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        with("commands", FUNCTIONS + commands);
        Process process =
                new ProcessBuilder(ALONE)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try {
            if (!process.waitFor(50, TimeUnit.SECONDS)) {
                throw new AssertionError("not done in time: " + Files.readString(out));
            }
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(out, StandardCharsets.ISO_8859_1);
    }

    /// Whether this host can do it.
    boolean works() throws IOException, InterruptedException {
        String tried =
                "namespace a && ip link add x type veth && nft list ruleset && nc -h 2>&1 |"
                        + " grep -q OpenBSD && echo yes";
        return run(tried).equals("yes\n");
    }
}
