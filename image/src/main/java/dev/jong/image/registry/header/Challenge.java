package dev.jong.image.registry.header;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a server wants to see before it answers: one part of a `WWW-Authenticate` header (RFC 9110, section 11).
///
/// @param scheme in lower case: `basic`, `bearer`
/// @param parameters names in lower case, values without their quotes
public record Challenge(String scheme, Map<String, String> parameters) {
    /// Most challenges that are looked at.
    private static final int LIMIT = 16;

    public Challenge {
        parameters = Map.copyOf(parameters);
    }

    /// The challenges of one header value, in order; what breaks the grammar ends the list.
    public static List<Challenge> parse(String header) {
        return new Parser(header).all();
    }

    /// The value of a parameter, or the empty string.
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /// Never goes back.
    private static final class Parser {
        private final String in;
        private int at;

        Parser(String in) {
            this.in = in;
        }

        List<Challenge> all() {
            List<Challenge> out = new ArrayList<>();
            separators();
            String scheme = token();
            while (!scheme.isEmpty() && out.size() < LIMIT) {
                Map<String, String> parameters = new LinkedHashMap<>();
                String next = parameters(parameters);
                out.add(new Challenge(scheme.toLowerCase(Locale.ROOT), parameters));
                scheme = next;
            }
            return out;
        }

        /// Reads `name=value` pairs up to a token without one, which is the next scheme; empty at the end.
        private String parameters(Map<String, String> out) {
            while (true) {
                separators();
                String name = token();
                space();
                if (name.isEmpty() || !accept('=')) {
                    return name;
                }
                space();
                boolean quoted = accept('"');
                String value = quoted ? quotedString() : token();
                if (quoted && !accept('"')) {
                    return "";
                }
                // The first counts: a second realm cannot replace it.
                out.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
            }
        }

        private String quotedString() {
            StringBuilder out = new StringBuilder();
            while (at < in.length() && in.charAt(at) != '"') {
                if (in.charAt(at) == '\\' && at + 1 < in.length()) {
                    at++;
                }
                out.append(in.charAt(at++));
            }
            return out.toString();
        }

        private String token() {
            int start = at;
            while (at < in.length() && isToken(in.charAt(at))) {
                at++;
            }
            return in.substring(start, at);
        }

        private void separators() {
            while (at < in.length() && (in.charAt(at) == ',' || isSpace(in.charAt(at)))) {
                at++;
            }
        }

        private void space() {
            while (at < in.length() && isSpace(in.charAt(at))) {
                at++;
            }
        }

        private boolean accept(char c) {
            if (at < in.length() && in.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private static boolean isSpace(char c) {
            return c == ' ' || c == '\t';
        }

        private static boolean isToken(char c) {
            return c > ' ' && c < 0x7f && "\"(),;<=>@[\\]{}".indexOf(c) < 0;
        }
    }
}
