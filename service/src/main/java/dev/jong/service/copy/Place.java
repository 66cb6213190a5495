package dev.jong.service.copy;

import java.util.ArrayList;
import java.util.List;

/// One side of a copy.
///
/// @param container its name; empty for the host
/// @param path absolute, cleaned of `.`, `..` and doubled slashes; a byte string
/// @param directory whether it was typed so that it can only be a directory, with `/` or `/.` at its end
/// @param contents whether what is in the directory is meant and not itself
public record Place(String container, String path, boolean directory, boolean contents) {
    /// Reads a path.
    ///
    /// @param typed absolute
    public static Place of(String container, String typed) {
        List<String> parts = new ArrayList<>();
        for (String part : typed.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
                parts.add(part);
            }
        }
        boolean dot = typed.endsWith("/.") || parts.isEmpty();
        return new Place(
                container,
                "/" + String.join("/", parts),
                dot || typed.endsWith("/") || typed.endsWith("/.."),
                dot);
    }

    /// Whether it is on the host.
    public boolean isLocal() {
        return container.isEmpty();
    }

    /// The last component; empty for the root.
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// The directory that it is in.
    public String parent() {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }

    /// As it was typed, but cleaned.
    @Override
    public String toString() {
        return isLocal() ? path : container + ":" + path;
    }
}
