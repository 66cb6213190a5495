package dev.jong.oci;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The name of content: an algorithm and the hash in lower-case hex, as the image specification's
/// descriptor chapter defines it. A value of this type has a known algorithm and exactly the right length, so
/// it is safe as part of a path or URL.
public record Digest(Algorithm algorithm, String hex) implements Comparable<Digest> {
    private static final int SMALL = 64 << 10;

    public Digest {
        if (hex.length() != algorithm.hexLength || !isLowerHex(hex)) {
            throw bad(algorithm.label + ":" + hex);
        }
    }

    /// The registered algorithms.
    public enum Algorithm {
        SHA256("sha256", "SHA-256", 64),
        SHA512("sha512", "SHA-512", 128);

        private final String label;
        private final String javaName;
        private final int hexLength;

        Algorithm(String label, String javaName, int hexLength) {
            this.label = label;
            this.javaName = javaName;
            this.hexLength = hexLength;
        }

        /// The word before the colon.
        public String label() {
            return label;
        }

        /// A hasher to feed a stream through; finish it with [#finish]. Costly at its first use in a cold JVM.
        public MessageDigest hasher() {
            try {
                return MessageDigest.getInstance(javaName);
            } catch (NoSuchAlgorithmException e) {
                throw JongException.of(ErrorKind.INTERNAL, "this Java runtime has no " + javaName)
                        .causedBy(e);
            }
        }

        /// The digest of what the hasher has seen; resets the hasher.
        public Digest finish(MessageDigest hasher) {
            return new Digest(this, hex(hasher.digest()));
        }
    }

    /// Parses `sha256:` and 64, or `sha512:` and 128 lower-case hex digits, and nothing else.
    ///
    /// @throws JongException INVALID_ARGUMENT for any other text
    public static Digest parse(String text) {
        for (Algorithm algorithm : Algorithm.values()) {
            int colon = algorithm.label.length();
            if (text.length() > colon
                    && text.startsWith(algorithm.label)
                    && text.charAt(colon) == ':') {
                return new Digest(algorithm, text.substring(colon + 1));
            }
        }
        throw bad(text);
    }

    /// The SHA-256 digest of a document in memory.
    public static Digest of(byte[] bytes) {
        return of(Algorithm.SHA256, bytes);
    }

    /// The digest of a document in memory.
    public static Digest of(Algorithm algorithm, byte[] bytes) {
        if (algorithm == Algorithm.SHA256 && bytes.length <= SMALL) {
            return new Digest(algorithm, hex(Sha256.hash(bytes)));
        }
        return new Digest(algorithm, hex(algorithm.hasher().digest(bytes)));
    }

    /// The first twelve hex digits, as people read them.
    public String shortHex() {
        return hex.substring(0, 12);
    }

    /// True when the text could be the beginning of a digest's hex part: 1 to 128 lower-case hex digits.
    public static boolean isHexPrefix(String text) {
        return !text.isEmpty() && text.length() <= 128 && isLowerHex(text);
    }

    @Override
    public int compareTo(Digest other) {
        int byAlgorithm = algorithm.compareTo(other.algorithm);
        return byAlgorithm != 0 ? byAlgorithm : hex.compareTo(other.hex);
    }

    // By hand: a record's generated methods cost milliseconds at a cold start.
    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && algorithm == that.algorithm && hex.equals(that.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public String toString() {
        return algorithm.label + ":" + hex;
    }

    private static String hex(byte[] bytes) {
        char[] out = new char[bytes.length * 2];
        for (int i = 0; i < bytes.length; i++) {
            out[2 * i] = "0123456789abcdef".charAt(bytes[i] >> 4 & 15);
            out[2 * i + 1] = "0123456789abcdef".charAt(bytes[i] & 15);
        }
        return new String(out);
    }

    private static boolean isLowerHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static JongException bad(String text) {
        String shown = text.length() > 160 ? text.substring(0, 160) + "..." : text;
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                "invalid digest \""
                        + Text.printable(shown)
                        + "\": not sha256 or sha512 and its lower-case hex digits");
    }
}
