package dev.jong.oci;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.Optional;

/// The grammar of image names, by hand: `[domain/]path[:tag][@digest]`. A regular expression would cost
/// milliseconds at a cold start and invite superlinear time.
final class ReferenceParser {
    /// Longest domain and path together.
    private static final int NAME_LENGTH = 255;

    private static final int TAG_LENGTH = 128;

    private final String text;

    ReferenceParser(String text) {
        this.text = text;
    }

    Reference parse() {
        int at = text.indexOf('@');
        Optional<Digest> digest =
                at < 0 ? Optional.empty() : Optional.of(Digest.parse(text.substring(at + 1)));
        String rest = at < 0 ? text : text.substring(0, at);
        int colon = rest.lastIndexOf(':');
        Optional<String> tag = Optional.empty();
        if (colon > rest.lastIndexOf('/')) {
            tag = Optional.of(tag(rest.substring(colon + 1)));
            rest = rest.substring(0, colon);
        } else if (digest.isEmpty()) {
            tag = Optional.of(Reference.DEFAULT_TAG);
        }
        return name(rest, tag, digest);
    }

    private Reference name(String name, Optional<String> tag, Optional<Digest> digest) {
        if (name.length() == 64 && Digest.isHexPrefix(name)) {
            throw bad("64 hex digits are an image id, not a name");
        }
        int slash = name.indexOf('/');
        boolean hasDomain = slash >= 0 && isDomain(name.substring(0, slash));
        String domain = hasDomain ? name.substring(0, slash) : Reference.DEFAULT_DOMAIN;
        String path = hasDomain ? name.substring(slash + 1) : name;
        if (domain.equals("index.docker.io")) {
            domain = Reference.DEFAULT_DOMAIN;
        }
        if (domain.equals(Reference.DEFAULT_DOMAIN) && path.indexOf('/') < 0) {
            path = Reference.OFFICIAL + path;
        }
        checkDomain(domain);
        checkPath(path);
        if (domain.length() + 1 + path.length() > NAME_LENGTH) {
            throw bad("it is longer than " + NAME_LENGTH + " bytes");
        }
        return new Reference(domain, path, tag, digest);
    }

    /// The first component is a host when it could not be a path component, or is `localhost`.
    private static boolean isDomain(String first) {
        if (first.equals("localhost") || first.indexOf('.') >= 0 || first.indexOf(':') >= 0) {
            return true;
        }
        for (int i = 0; i < first.length(); i++) {
            if (first.charAt(i) >= 'A' && first.charAt(i) <= 'Z') {
                return true;
            }
        }
        return false;
    }

    String tag(String tag) {
        boolean good =
                !tag.isEmpty()
                        && tag.length() <= TAG_LENGTH
                        && tag.charAt(0) != '.'
                        && tag.charAt(0) != '-';
        for (int i = 0; i < tag.length() && good; i++) {
            char c = tag.charAt(i);
            good = isAlphanumeric(c) || c == '_' || c == '.' || c == '-';
        }
        if (!good) {
            throw bad("the tag must be 1 to 128 letters, digits, dots, dashes and underscores");
        }
        return tag;
    }

    private void checkDomain(String domain) {
        String host = domain;
        int colon = domain.lastIndexOf(':');
        if (colon >= 0 && !domain.endsWith("]")) {
            host = domain.substring(0, colon);
            checkPort(domain.substring(colon + 1));
        }
        if (host.startsWith("[")) {
            checkAddress(host);
            return;
        }
        for (String label : host.split("\\.", -1)) {
            boolean good =
                    !label.isEmpty()
                            && label.charAt(0) != '-'
                            && label.charAt(label.length() - 1) != '-';
            for (int i = 0; i < label.length() && good; i++) {
                good = isAlphanumeric(label.charAt(i)) || label.charAt(i) == '-';
            }
            if (!good) {
                throw bad("the registry's host name is not valid");
            }
        }
    }

    private void checkPort(String port) {
        boolean good = !port.isEmpty() && port.length() <= 5;
        for (int i = 0; i < port.length() && good; i++) {
            good = port.charAt(i) >= '0' && port.charAt(i) <= '9';
        }
        if (!good || Integer.parseInt(port) > 65_535) {
            throw bad("the registry's port is not valid");
        }
    }

    private void checkAddress(String host) {
        boolean good = host.endsWith("]") && host.length() > 3 && host.length() <= 47;
        for (int i = 1; i < host.length() - 1 && good; i++) {
            good =
                    Character.digit(host.charAt(i), 16) >= 0 && host.charAt(i) < 0x80
                            || host.charAt(i) == ':';
        }
        if (!good) {
            throw bad("the registry's address is not valid");
        }
    }

    private void checkPath(String path) {
        int start = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                checkComponent(path.substring(start, i));
                start = i + 1;
            }
        }
    }

    /// Lower-case letters and digits, joined by one dot, one or two underscores, or any number of dashes.
    private void checkComponent(String part) {
        int i = 0;
        while (true) {
            int start = i;
            while (i < part.length() && isLowerAlphanumeric(part.charAt(i))) {
                i++;
            }
            if (i == start) {
                throw bad(
                        "each part must be lower-case letters and digits with single separators between them");
            }
            if (i == part.length()) {
                return;
            }
            i += separator(part, i);
        }
    }

    private static int separator(String part, int from) {
        if (part.charAt(from) == '.') {
            return 1;
        }
        int end = from;
        while (end < part.length()
                && part.charAt(end) == part.charAt(from)
                && "_-".indexOf(part.charAt(end)) >= 0) {
            end++;
        }
        return part.charAt(from) == '_' ? Math.min(2, end - from) : end - from;
    }

    private static boolean isLowerAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(char c) {
        return isLowerAlphanumeric(c) || c >= 'A' && c <= 'Z';
    }

    private JongException bad(String why) {
        String shown = text.length() > 300 ? text.substring(0, 300) + "..." : text;
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                "invalid image name \"" + Text.printable(shown) + "\": " + why);
    }
}
