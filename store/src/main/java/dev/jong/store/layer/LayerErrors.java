package dev.jong.store.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;

/// The ways in which a layer can be bad, as exceptions. Names out of the archive are quoted safely and cut.
final class LayerErrors {
    private static final int SHOWN = 200;

    private LayerErrors() {}

    /// The archive breaks the tar format or the image specification.
    static JongException malformed(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, "malformed layer: " + why);
    }

    /// A member of the archive is not acceptable.
    static JongException refused(String name, String why) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT, "malformed layer: " + quote(name) + " " + why);
    }

    /// The archive ends too early or its bytes are damaged.
    static JongException damaged(String why) {
        return JongException.of(ErrorKind.DATA_LOSS, "damaged layer: " + why);
    }

    /// The archive asks for more than a limit.
    static JongException tooMuch(String what, long limit) {
        return JongException.of(
                ErrorKind.EXHAUSTED, "the layer has " + what + "; the limit is " + limit);
    }

    /// Jong doesn't do what the archive needs.
    static JongException unsupported(String name, String what) {
        return JongException.of(
                ErrorKind.UNSUPPORTED, "cannot unpack " + quote(name) + ": " + what);
    }

    /// A name for a message.
    static String quote(String name) {
        String shown = name.length() > SHOWN ? name.substring(0, SHOWN) + "..." : name;
        return "\"" + Text.printable(shown) + "\"";
    }
}
