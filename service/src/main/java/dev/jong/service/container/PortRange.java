package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;

/// Ports as filters name them: `80`, `8000-8010`, `53/udp`.
///
/// @param protocol of both, tcp unless it was said
record PortRange(int first, int last, String protocol) {
    /// @throws JongException INVALID_ARGUMENT when the text is something else
    static PortRange parse(String text) {
        int slash = text.indexOf('/');
        String numbers = slash < 0 ? text : text.substring(0, slash);
        int dash = numbers.indexOf('-');
        try {
            int first = Integer.parseInt(dash < 0 ? numbers : numbers.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(numbers.substring(dash + 1));
            return new PortRange(first, last, slash < 0 ? "tcp" : text.substring(slash + 1));
        } catch (NumberFormatException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "invalid port in filter '" + Text.printable(text) + "'")
                    .hint("write PORT, PORT/PROTOCOL or FIRST-LAST");
        }
    }

    boolean has(int port, String of) {
        return port >= first && port <= last && of.equals(protocol);
    }
}
