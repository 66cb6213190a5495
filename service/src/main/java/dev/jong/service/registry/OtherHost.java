package dev.jong.service.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.List;
import java.util.Optional;

/// A host that is reached over ssh: `[USER@]HOST`, where HOST is what ssh and its configuration know.
///
/// @param user empty for what ssh takes
public record OtherHost(Optional<String> user, String host) {
    private static final int LONGEST = 255;

    /// An image at a host, or here; or just a host.
    ///
    /// @param host empty for here
    /// @param image empty for none
    public record Place(Optional<OtherHost> host, Optional<String> image) {
        /// Reads `IMAGE`, `HOST::` or `HOST::IMAGE`.
        public static Place parse(String text) {
            int colons = text.indexOf("::");
            if (colons < 0) {
                return new Place(Optional.empty(), Optional.of(text));
            }
            String rest = text.substring(colons + 2);
            return new Place(
                    Optional.of(OtherHost.parse(text.substring(0, colons))),
                    rest.isEmpty() ? Optional.empty() : Optional.of(rest));
        }
    }

    /// Reads `[USER@]HOST`. A host or user that begins with a dash could be taken for an option of ssh, one of which runs
    /// a command here.
    ///
    /// @throws JongException INVALID_ARGUMENT for anything but letters, digits, dots, dashes, underscores and colons
    public static OtherHost parse(String text) {
        int at = text.lastIndexOf('@');
        String user = at < 0 ? "" : text.substring(0, at);
        String host = text.substring(at + 1);
        boolean good = isWord(host, ":[]") && (at < 0 || isWord(user, ""));
        if (!good) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "invalid host \"" + Text.printable(text) + "\"")
                    .hint("write HOST or USER@HOST, with a host that ssh knows");
        }
        return new OtherHost(at < 0 ? Optional.empty() : Optional.of(user), host);
    }

    /// The arguments for ssh to run a command there, without ever asking anything.
    ///
    /// @param command for the shell there
    List<String> ssh(String command) {
        // Nobody is at the engine's terminal, because it has none.
        return List.of("-o", "BatchMode=yes", "-T", "--", toString(), command);
    }

    @Override
    public String toString() {
        return user.map(name -> name + "@").orElse("") + host;
    }

    private static boolean isWord(String text, String more) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || ("._-" + more).indexOf(c) >= 0;
            if (!plain) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST && text.charAt(0) != '-';
    }
}
