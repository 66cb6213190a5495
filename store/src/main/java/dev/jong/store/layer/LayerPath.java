package dev.jong.store.layer;

/// Where a member of a layer belongs: its directory and its name there, both byte strings, cleaned of leading
/// slashes, doubled slashes and `.`. A name with a `..` component is refused, as GNU tar refuses it: no
/// honest archiver writes one, and what it would mean depends on symbolic links.
///
/// @param parent components joined by `/`, empty for the root
/// @param name one component; empty for the root directory itself
public record LayerPath(String parent, String name) {
    /// The kernel's PATH_MAX, which counts a closing NUL.
    private static final int LONGEST = 4095;

    private static final int LONGEST_COMPONENT = 255;

    /// Parses the name of a member, or the target of a hard link.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for a name that is too long or has a `..`
    public static LayerPath parse(String raw) {
        if (raw.length() > LONGEST) {
            throw LayerErrors.refused(raw, "is too long: ENAMETOOLONG");
        }
        StringBuilder clean = new StringBuilder(raw.length());
        int nameAt = 0;
        int at = 0;
        while (at < raw.length()) {
            int slash = raw.indexOf('/', at);
            int end = slash < 0 ? raw.length() : slash;
            if (isName(raw, at, end)) {
                if (clean.length() > 0) {
                    clean.append('/');
                }
                nameAt = clean.length();
                clean.append(raw, at, end);
            }
            at = end + 1;
        }
        String parent = nameAt == 0 ? "" : clean.substring(0, nameAt - 1);
        return new LayerPath(parent, clean.substring(nameAt));
    }

    private static boolean isName(String raw, int from, int to) {
        int length = to - from;
        if (length > LONGEST_COMPONENT) {
            throw LayerErrors.refused(raw, "has a component that is too long: ENAMETOOLONG");
        }
        if (length == 2 && raw.startsWith("..", from)) {
            throw LayerErrors.refused(raw, "leads upwards");
        }
        return length > 0 && !(length == 1 && raw.charAt(from) == '.');
    }

    /// Whether it is the root directory itself.
    public boolean isRoot() {
        return name.isEmpty();
    }

    /// The whole path, without a leading slash.
    public String full() {
        return parent.isEmpty() ? name : parent + "/" + name;
    }
}
