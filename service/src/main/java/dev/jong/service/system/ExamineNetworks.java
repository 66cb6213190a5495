package dev.jong.service.system;

import dev.jong.runtime.host.Host;
import dev.jong.service.network.UserNetworks;
import java.util.Optional;

/// Which networks containers can have on this host.
///
/// @param firewall whether the program `nft` is there
/// @param changes whether this engine may change networks of the host
/// @param users what there is for ordinary users
public record ExamineNetworks(boolean firewall, boolean changes, UserNetworks users) {
    private static final String AREA = "network";
    private static final String LITTLE = "none, host";

    /// The finding.
    Doctor.Finding examine(Host.Isolation isolation) {
        return switch (isolation) {
            case ROOT -> changes ? bridges() : unprivileged();
            case ROOTLESS -> helped();
            case CHROOT, NONE ->
                    new Doctor.Finding(
                            AREA,
                            "host",
                            "without namespaces the host's network is shared",
                            "see isolation");
        };
    }

    private Doctor.Finding bridges() {
        return firewall
                ? new Doctor.Finding(
                        AREA, "bridge", "bridges of this host, with rules of nftables", "")
                : new Doctor.Finding(
                        AREA,
                        LITTLE,
                        "the program nft is missing, which bridges need for their rules",
                        "apt-get install nftables");
    }

    private static Doctor.Finding unprivileged() {
        return new Doctor.Finding(
                AREA,
                LITTLE,
                "no CAP_NET_ADMIN: networks of the host cannot be changed",
                "inside a container: start it with --cap-add NET_ADMIN");
    }

    private Doctor.Finding helped() {
        String usual = users.usual();
        Optional<UserNetworks.Missing> missing = users.missing(UserNetworks.PASTA);
        if (usual.equals(UserNetworks.PASTA)) {
            return new Doctor.Finding(
                    AREA,
                    usual,
                    "pasta passes on what containers send, with your own sockets"
                            + (firewall ? "" : "; networks with names need the program nft"),
                    firewall ? "" : "apt-get install nftables");
        }
        boolean slirp = usual.equals(UserNetworks.SLIRP);
        return new Doctor.Finding(
                AREA,
                slirp ? usual : LITTLE,
                slirp
                        ? "slirp4netns passes on what containers send, without published ports: "
                                + missing.orElseThrow().why()
                        : users.missing("none").orElseThrow().why(),
                missing.orElseThrow().better());
    }
}
