package dev.jong.runtime.spec;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;

/// The words of mount(8) in the option `o` of a volume: attributes of the mount, and settings for the file system.
final class MountWords {
    /// What would take a descriptor of the engine's side, or another device than the one that was looked at (V07).
    private static final String NEVER =
            " source fd rfdno wfdno remount move loop offset sizelimit shared rshared slave rslave unbindable runbindable ";

    private final List<String> flags = new ArrayList<>();
    private final List<String> settings = new ArrayList<>();
    private boolean bind;
    private boolean recursive;

    /// Attributes of the mount.
    List<String> flags() {
        return flags;
    }

    /// What the file system is told.
    List<String> settings() {
        return settings;
    }

    /// Whether a directory of the host is meant.
    boolean bind() {
        return bind;
    }

    /// With what is mounted below it.
    boolean recursive() {
        return recursive;
    }

    /// Takes them all in.
    ///
    /// @param text with commas, perhaps empty
    /// @throws JongException INVALID_ARGUMENT or UNSUPPORTED
    void read(String text) {
        int at = 0;
        while (at <= text.length() && !text.isEmpty()) {
            int end = text.indexOf(',', at);
            end = end < 0 ? text.length() : end;
            word(text.substring(at, end));
            at = end + 1;
        }
    }

    private void word(String word) {
        switch (word) {
            case "bind" -> bind = true;
            case "rbind" -> {
                bind = true;
                recursive = true;
            }
            case "rw" -> flags.remove("ro");
            case "defaults",
                    "suid",
                    "exec",
                    "atime",
                    "diratime",
                    "relatime",
                    "norelatime",
                    "async",
                    "private",
                    "rprivate" -> {}
            case "ro", "nosuid", "nodev", "noexec", "noatime", "nodiratime", "strictatime" -> {
                if (!flags.contains(word)) {
                    flags.add(word);
                }
            }
            case "dev" ->
                    throw VolumeOptions.refused(word, "allow devices on")
                            .hint("name each device with --device when the container is made");
            default -> setting(word);
        }
    }

    private void setting(String word) {
        int equals = word.indexOf('=');
        String key = equals < 0 ? word : word.substring(0, equals);
        if (!isKey(key)) {
            throw VolumeOptions.invalid(
                            "\"" + Text.printable(word) + "\" in o is no option of a mount")
                    .hint("write options of mount(8) with commas between them");
        }
        if (NEVER.contains(" " + key + " ")) {
            throw VolumeOptions.refused(key, "mount with " + key + " for")
                    .hint("mount it on the host, and use --opt type=none --opt o=bind");
        }
        if (word.length() - equals - 1 > VolumeOptions.LONGEST) {
            throw VolumeOptions.invalid(
                    "the value of "
                            + key
                            + " in o is longer than "
                            + VolumeOptions.LONGEST
                            + " bytes");
        }
        settings.add(word);
    }

    private static boolean isKey(String key) {
        boolean fits = !key.isEmpty() && key.length() <= VolumeOptions.LONGEST;
        for (int i = 0; fits && i < key.length(); i++) {
            char c = key.charAt(i);
            fits =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '_'
                            || c == '-'
                            || c == '.';
        }
        return fits;
    }

    /// A directory has the settings of its own file system.
    ///
    /// @throws JongException INVALID_ARGUMENT when others are asked for
    void checkBind() {
        List<String> wrong = new ArrayList<>(settings);
        for (String word : flags) {
            if (word.endsWith("atime")) {
                wrong.add(word);
            }
        }
        if (!wrong.isEmpty()) {
            throw VolumeOptions.invalid(
                            Text.printable(wrong.getFirst()) + " does not go with o=bind")
                    .hint("leave it out: a directory has the options of its own file system");
        }
    }
}
