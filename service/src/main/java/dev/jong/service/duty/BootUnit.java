package dev.jong.service.duty;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The systemd unit that starts the containers of one store with the host: systemd.unit(5), systemd.service(5).
///
/// @param program absolute path of `jong`, a byte string
/// @param store the store's directory, a byte string
/// @param system of the host, and not of one user
public record BootUnit(String program, String store, boolean system) {
    /// Its text. Containers belong to no unit: stopping it leaves them alone.
    public String text() {
        return "[Unit]\n"
                + "Description=Containers of Jong in "
                + Text.printable(store).replace("%", "%%")
                + "\nDocumentation=man:systemd.service(5)\n"
                + (system ? "Wants=network-online.target\nAfter=network-online.target\n" : "")
                + "RequiresMountsFor="
                + quoted(store)
                + "\n\n[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart="
                + quoted(program)
                + " --root "
                + quoted(store).replace("$", "$$")
                + " system start-all\nKillMode=process\nTimeoutStartSec=infinity\n\n"
                + "[Install]\nWantedBy="
                + (system ? "multi-user.target" : "default.target")
                + "\n";
    }

    /// Writes it, instead of one that is there.
    ///
    /// @return where it lies
    /// @throws JongException PERMISSION_DENIED when the directory cannot be written to
    public Path write(Path directory, String name) {
        Path file = directory.resolve(name);
        try {
            Files.createDirectories(directory);
            AtomicFile.write(file, Text.bytes(text()));
            return file;
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.PERMISSION_DENIED,
                            "cannot write " + Text.printable(Text.of(file)) + ": " + e.getMessage())
                    .hint("--directory names another directory; without --write it is printed")
                    .causedBy(e);
        }
    }

    /// A file name for the unit of a store, made as systemd-escape(1) does.
    public static String name(String store) {
        StringBuilder name = new StringBuilder("jong-");
        String path = store.startsWith("/") ? store.substring(1) : store;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '_'
                            || c == ':'
                            || c == '.' && i > 0;
            if (c == '/') {
                name.append('-');
            } else if (plain) {
                name.append(c);
            } else {
                name.append("\\x")
                        .append(Character.forDigit(c >> 4 & 15, 16))
                        .append(Character.forDigit(c & 15, 16));
            }
        }
        return name.append(".service").toString();
    }

    /// A word of a unit file: in quotes, with C escapes, and no specifiers.
    private static String quoted(String word) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c < ' ' || c == 127) {
                text.append("\\x")
                        .append(Character.forDigit(c >> 4, 16))
                        .append(Character.forDigit(c & 15, 16));
            } else if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else {
                text.append(c == '%' ? "%%" : String.valueOf(c));
            }
        }
        return text.append('"').toString();
    }
}
