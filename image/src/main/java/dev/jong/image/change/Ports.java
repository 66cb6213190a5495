package dev.jong.image.change;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;

/// Ports as EXPOSE takes them: `80`, `80/udp`, `8000-8010/tcp`.
public final class Ports {
    private static final int HIGHEST = 65_535;

    private Ports() {}

    /// Each port with its protocol, such as `80/tcp`.
    ///
    /// @throws JongException INVALID_ARGUMENT for what is no port
    public static List<String> expand(String word) {
        int slash = word.indexOf('/');
        String protocol = slash < 0 ? "tcp" : word.substring(slash + 1);
        String range = slash < 0 ? word : word.substring(0, slash);
        int dash = range.indexOf('-');
        int from = number(word, dash < 0 ? range : range.substring(0, dash));
        int to = dash < 0 ? from : number(word, range.substring(dash + 1));
        if (from > to || !List.of("tcp", "udp", "sctp").contains(protocol)) {
            throw invalid(word);
        }
        List<String> out = new ArrayList<>();
        for (int port = from; port <= to; port++) {
            out.add(port + "/" + protocol);
        }
        return out;
    }

    private static int number(String word, String digits) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9' || value > HIGHEST) {
                throw invalid(word);
            }
            value = value * 10 + c - '0';
        }
        if (value < 1 || value > HIGHEST) {
            throw invalid(word);
        }
        return value;
    }

    private static JongException invalid(String word) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT, "\"" + Text.printable(word) + "\" is not a port");
    }
}
