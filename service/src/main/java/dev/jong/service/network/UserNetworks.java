package dev.jong.service.network;

import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// What this host has that connects containers of ordinary users.
///
/// @param pasta absolute path of that program, which `slirp4netns` may stand for
/// @param tun whether this user can make devices with /dev/net/tun, which both of them do
public record UserNetworks(Optional<String> pasta, Optional<String> slirp4netns, boolean tun) {
    /// The mode of a container that `pasta` connects.
    public static final String PASTA = "pasta";

    /// The mode of a container that `slirp4netns` connects.
    public static final String SLIRP = "slirp4netns";

    private static final Path TUN = Path.of("/dev/net/tun");

    /// Looks.
    ///
    /// @param path absolute directories with colons between them
    public static UserNetworks find(String path) {
        return new UserNetworks(program(PASTA, path), program(SLIRP, path), opens(TUN));
    }

    private static Optional<String> program(String name, String path) {
        return HostProgram.locate(name, path).map(Text::of);
    }

    /// A device node may be there whose driver is not.
    private static boolean opens(Path device) {
        try (FileChannel channel =
                FileChannel.open(device, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.isOpen();
        } catch (IOException e) {
            return false;
        }
    }

    /// The best that works here: a mode, `none` where nothing does.
    public String usual() {
        if (!tun) {
            return "none";
        }
        return pasta.isPresent() ? PASTA : slirp4netns.isPresent() ? SLIRP : "none";
    }

    /// The program of a mode.
    Optional<String> program(String mode) {
        return mode.equals(PASTA) ? pasta : slirp4netns;
    }

    /// What is missing for a mode: a reason, and what helps; empty when nothing is.
    ///
    /// @param mode a mode, or `none` for whichever is usual
    public Optional<Missing> missing(String mode) {
        boolean any = mode.equals(PASTA) || mode.equals(SLIRP);
        boolean found =
                any ? program(mode).isPresent() : pasta.isPresent() || slirp4netns.isPresent();
        if (!found) {
            return Optional.of(
                    new Missing(
                            (any ? mode : PASTA) + " is not installed",
                            mode.equals(SLIRP)
                                    ? "apt-get install slirp4netns"
                                    : "apt-get install passt"));
        }
        return tun
                ? Optional.empty()
                : Optional.of(
                        new Missing(
                                "this user cannot open /dev/net/tun",
                                "as root: modprobe tun; chmod 0666 /dev/net/tun"));
    }

    /// @param why what is missing
    /// @param better a command of root
    public record Missing(String why, String better) {}
}
