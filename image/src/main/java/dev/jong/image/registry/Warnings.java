package dev.jong.image.registry;

import dev.jong.base.Text;
import dev.jong.image.registry.http.Headers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// What a registry has to say to people: `Warning: 299 - "this registry goes away"` (distribution specification,
/// "Warnings"). Each text is shown once.
final class Warnings {
    private static final String PREFIX = "299 - \"";
    private static final int LONGEST = 400;
    private static final int MOST = 10;

    private final String registry;
    private final Consumer<String> notices;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    Warnings(String registry, Consumer<String> notices) {
        this.registry = registry;
        this.notices = notices;
    }

    void take(Headers headers) {
        for (String value : headers.all("Warning")) {
            boolean meant =
                    value.startsWith(PREFIX)
                            && value.endsWith("\"")
                            && value.length() > PREFIX.length();
            if (meant && shown.size() < MOST && shown.add(value)) {
                String text =
                        value.substring(PREFIX.length(), value.length() - 1).replace("\\\"", "\"");
                String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
                notices.accept(registry + " says: " + Text.printable(cut));
            }
        }
    }
}
