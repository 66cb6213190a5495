package dev.jong.runtime.spec;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.Map;

/// Reads the options of a volume: `type`, `device` and `o` of Docker's driver `local`. What is not known is refused by
/// name, because the kernel would be handed it as root (V07).
public final class VolumeOptions {
    /// The kernel takes no longer text for an option of a file system.
    static final int LONGEST = 255;

    private static final int LONGEST_PATH = 4095;

    /// File systems of disks and of servers. Those by which the kernel shows itself (proc, sysfs, cgroup2, debugfs...)
    /// would undo a container's protections, and others need a helper program.
    private static final String DISKS =
            " ext2 ext3 ext4 xfs btrfs f2fs vfat exfat ntfs3 iso9660 udf squashfs erofs ";

    private static final String SERVERS = " nfs nfs4 cifs smb3 ceph virtiofs ";

    private final Map<String, String> options;
    private final MountWords words = new MountWords();

    private VolumeOptions(Map<String, String> options) {
        this.options = options;
    }

    /// What a volume with options is.
    ///
    /// @param options not empty
    /// @throws JongException INVALID_ARGUMENT when one is missing or is not what it should be, UNSUPPORTED for what Jong
    ///     does not do
    public static VolumeSource parse(Map<String, String> options) {
        VolumeOptions parser = new VolumeOptions(options);
        parser.check();
        parser.words.read(parser.option(VolumeSource.WORDS));
        return parser.source();
    }

    /// Whether a user who is not root can have it mounted.
    ///
    /// @throws JongException PRECONDITION when only root can
    public static void checkUser(VolumeSource source) {
        if (source instanceof VolumeSource.FileSystem) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot mount "
                                    + Text.printable(source.title())
                                    + ": the kernel lets only root do it")
                    .hint("have it mounted on the host, and use --opt type=none --opt o=bind");
        }
    }

    private void check() {
        for (Map.Entry<String, String> option : options.entrySet()) {
            switch (option.getKey()) {
                case VolumeSource.TYPE, VolumeSource.DEVICE, VolumeSource.WORDS ->
                        plain(option.getKey(), option.getValue());
                case "size" ->
                        throw refused("size", "limit the size of")
                                .hint(
                                        "the disk's blocks are not counted; for memory: --opt type=tmpfs --opt device=tmpfs --opt o=size=64m");
                default ->
                        throw invalid("there is no option " + Text.printable(option.getKey()))
                                .hint("the options are type, device and o");
            }
        }
        require(VolumeSource.TYPE);
        require(VolumeSource.DEVICE);
    }

    private void require(String name) {
        if (option(name).isEmpty()) {
            throw invalid("the option " + name + " is missing")
                    .hint("write --opt type=tmpfs --opt device=tmpfs --opt o=size=64m");
        }
    }

    private String option(String name) {
        return options.getOrDefault(name, "");
    }

    private static void plain(String name, String text) {
        boolean device = name.equals(VolumeSource.DEVICE);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f || !device && (c > '~' || c == ' ')) {
                throw invalid("the option " + name + " is not plain text: " + Text.printable(text))
                        .hint("leave control characters out");
            }
        }
        if (text.length() > LONGEST_PATH) {
            throw invalid("the option " + name + " is longer than " + LONGEST_PATH + " bytes");
        }
    }

    private VolumeSource source() {
        String type = option(VolumeSource.TYPE);
        if (words.bind()) {
            return directory(type);
        }
        if (type.equals("tmpfs")) {
            MemorySettings.check(words.settings());
            return new VolumeSource.Memory(words.flags(), words.settings());
        }
        String device = device();
        boolean onDisk = DISKS.contains(" " + type + " ");
        if (!onDisk && !SERVERS.contains(" " + type + " ")) {
            throw refused(VolumeSource.TYPE, "mount the type \"" + Text.printable(type) + "\" for")
                    .hint("mount it on the host, and use --opt type=none --opt o=bind");
        }
        if (onDisk && !device.startsWith("/")) {
            throw invalid("the device " + Text.printable(device) + " is not an absolute path")
                    .hint("write one such as /dev/sdb1");
        }
        if (device.length() > LONGEST) {
            throw invalid("the option device is longer than " + LONGEST + " bytes");
        }
        if (type.startsWith("nfs")) {
            address();
        }
        return new VolumeSource.FileSystem(type, device, words.flags(), words.settings());
    }

    private VolumeSource directory(String type) {
        String path = device();
        if (!type.equals("none") && !type.equals("bind")) {
            throw invalid("type=" + Text.printable(type) + " does not go with o=bind")
                    .hint("write --opt type=none --opt o=bind --opt device=/srv/data");
        }
        if (!path.startsWith("/")) {
            throw invalid("the device " + Text.printable(path) + " is not an absolute path")
                    .hint("write --opt type=none --opt o=bind --opt device=/srv/data");
        }
        words.checkBind();
        if (isSystem(path)) {
            throw invalid("the device " + Text.printable(path) + " is the host itself")
                    .hint("mount it where it can be seen, with -v");
        }
        return new VolumeSource.Directory(path, words.recursive(), words.flags());
    }

    /// The root and what the kernel shows of itself.
    private static boolean isSystem(String path) {
        String first = "";
        int components = 0;
        for (String component : path.split("/", -1)) {
            if (!component.isEmpty() && !component.equals(".")) {
                first = components++ == 0 ? component : first;
            }
        }
        return components == 0
                || first.equals("proc")
                || first.equals("sys")
                || first.equals("dev");
    }

    private String device() {
        String device = option(VolumeSource.DEVICE);
        if (("/" + device + "/").contains("/../")) {
            throw invalid("the device " + Text.printable(device) + " goes up with ..")
                    .hint("write the path that is meant");
        }
        return device;
    }

    /// The kernel asks nobody for addresses of servers.
    private void address() {
        for (String setting : words.settings()) {
            if (setting.startsWith("addr=")) {
                String address = setting.substring(5);
                boolean number = !address.isEmpty();
                for (int i = 0; number && i < address.length(); i++) {
                    number = "0123456789abcdefABCDEF.:".indexOf(address.charAt(i)) >= 0;
                }
                if (number) {
                    return;
                }
            }
        }
        throw invalid("the server's address is missing")
                .hint("write it as numbers: --opt o=addr=192.0.2.7,rw");
    }

    static JongException invalid(String why) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT, "invalid options of a volume (--opt): " + why);
    }

    static JongException refused(String option, String what) {
        return JongException.of(
                ErrorKind.UNSUPPORTED,
                "cannot " + what + " a volume (--opt " + Text.printable(option) + ")");
    }
}
