package dev.jong.build.context;

import dev.jong.image.registry.http.Headers;
import java.util.Optional;

/// What a file that was fetched is called.
final class RemoteName {
    private static final String UNKNOWN = "download";
    private static final int LONGEST = 255;

    private RemoteName() {}

    /// The name that the server gives it, else the last one of its URL.
    static String of(String url, Headers headers) {
        Optional<String> disposition = headers.first("Content-Disposition");
        if (disposition.isPresent()) {
            String given = parameter(disposition.get(), "filename=");
            if (isName(given)) {
                return given;
            }
        }
        return ofUrl(url);
    }

    /// The last name of a URL's path, or `download` when it has none.
    static String ofUrl(String url) {
        int from = url.indexOf("://") + 3;
        int end = from;
        while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') {
            end++;
        }
        String path = url.substring(from, end);
        int slash = path.lastIndexOf('/');
        String name = slash < 0 ? "" : decoded(path.substring(slash + 1));
        return isName(name) ? name : UNKNOWN;
    }

    private static String parameter(String header, String name) {
        int at = header.indexOf(name);
        if (at < 0) {
            return "";
        }
        String rest = header.substring(at + name.length());
        if (rest.startsWith("\"")) {
            int end = rest.indexOf('"', 1);
            return end < 0 ? "" : rest.substring(1, end);
        }
        int end = rest.indexOf(';');
        return (end < 0 ? rest : rest.substring(0, end)).strip();
    }

    private static String decoded(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (c == '%' && low >= 0) {
                out.append((char) (high << 4 | low));
                i += 2;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /// Whether it can be the name of a file: nothing that leads anywhere, no control bytes.
    private static boolean isName(String name) {
        boolean good = !name.isEmpty() && name.length() <= LONGEST;
        for (int i = 0; i < name.length() && good; i++) {
            char c = name.charAt(i);
            good = c > 0x1f && c != 0x7f && c != '/' && c != '\\';
        }
        return good && !name.equals(".") && !name.equals("..");
    }
}
