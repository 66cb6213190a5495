package dev.jong.build.context;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.http.Network;
import dev.jong.image.registry.http.Zone;
import java.io.IOException;
import java.net.InetAddress;
import java.util.EnumSet;

/// To which hosts git may go: public and private ones, but not to this one and its link unless the user allows it (B09).
/// git looks names up once more by itself, and follows no redirects.
public final class GitHosts {
    private final Network network;
    private final FetchUrl.Reach reach;

    public GitHosts(Network network, FetchUrl.Reach reach) {
        this.network = network;
        this.reach = reach;
    }

    /// Looks a host up.
    ///
    /// @throws JongException PERMISSION_DENIED when one of its addresses may not be asked. A name that cannot be looked up
    ///     passes, since a proxy or ssh may know it; so does none, which is no address of a network
    void check(String host) {
        if (reach == FetchUrl.Reach.EVERYWHERE || host.isEmpty()) {
            return;
        }
        if (Zone.isLoopbackName(host)) {
            throw refused(host);
        }
        try {
            for (InetAddress address : network.lookUp(host)) {
                if (!Zone.of(address).isOpenTo(EnumSet.of(Zone.PRIVATE))) {
                    throw refused(host);
                }
            }
        } catch (IOException unknown) {
            return;
        }
    }

    private static JongException refused(String host) {
        return JongException.of(
                        ErrorKind.PERMISSION_DENIED,
                        "will not read a repository of \""
                                + Text.printable(host)
                                + "\": it is this host or on its link")
                .hint("check it out yourself and use the directory as build context");
    }
}
