package dev.jong.api.http;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Names and bcrypt hashes of passwords, one `NAME:HASH` in each line, as `htpasswd -B` of Apache writes them. Hashes
/// of other kinds are refused when the file is read: they are cheap to guess.
public final class Htpasswd {
    private static final int FILE_BYTES = 4 << 20;
    private static final int HASH_LENGTH = 60;

    /// More would let every try take seconds of a processor.
    private static final int DEAREST = 14;

    /// Checked for names that do not exist, so that these take as long as a wrong password.
    private static final String NOBODY =
            "$2y$10$abcdefghijklmnopqrstuuOMvQoaV4NvH9B/xsyMIHHSEyT0W5l6e";

    private final Map<String, String> hashes;

    private Htpasswd(Map<String, String> hashes) {
        this.hashes = hashes;
    }

    /// Reads the file.
    ///
    /// @throws JongException INVALID_ARGUMENT naming file and line
    public static Htpasswd read(Path file) {
        Map<String, String> hashes = new HashMap<>();
        int number = 0;
        for (String line : Text.of(bytes(file)).split("\n", -1)) {
            number++;
            String entry = line.strip();
            if (!entry.isEmpty() && !entry.startsWith("#")) {
                int colon = entry.indexOf(':');
                String hash = entry.substring(colon + 1);
                check(file, number, colon, hash);
                hashes.put(entry.substring(0, colon), hash);
            }
        }
        return new Htpasswd(hashes);
    }

    /// Whether this is the password of that user. Costs as much for a user who does not exist.
    ///
    /// @param password byte string; bcrypt looks at its first 72 bytes
    public boolean accepts(String user, String password) {
        String hash = hashes.get(user);
        boolean fits =
                BCrypt.verifyer(
                                BCrypt.Version.VERSION_2Y,
                                LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y))
                        .verify(Text.bytes(password), Text.bytes(hash == null ? NOBODY : hash))
                        .verified;
        return fits && hash != null;
    }

    private static void check(Path file, int number, int colon, String hash) {
        boolean bcrypt =
                hash.length() == HASH_LENGTH
                        && (hash.startsWith("$2y$")
                                || hash.startsWith("$2b$")
                                || hash.startsWith("$2a$"));
        if (colon <= 0 || !bcrypt) {
            throw bad(
                    file,
                    "line " + number + " is not NAME: and a bcrypt hash",
                    "make it with: htpasswd -nB NAME");
        }
        String cost = hash.substring(4, 6);
        if (cost.compareTo("04") < 0 || cost.compareTo(Integer.toString(DEAREST)) > 0) {
            throw bad(
                    file,
                    "the cost in line " + number + " is not 4 to " + DEAREST,
                    "make it with: htpasswd -nBC 10 NAME");
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return SmallFile.read(file, FILE_BYTES)
                    .orElseThrow(() -> bad(file, "no such file", "make it with: htpasswd -cB"));
        } catch (JongException e) {
            throw e.kind() == ErrorKind.INVALID_ARGUMENT ? e : bad(file, e.text(), "").causedBy(e);
        }
    }

    private static JongException bad(Path file, String why, String hint) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "cannot use the passwords in " + Text.printable(Text.of(file)) + ": " + why)
                .hint(hint);
    }
}
