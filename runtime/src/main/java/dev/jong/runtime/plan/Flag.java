package dev.jong.runtime.plan;

/// Families of named bits, so that a printed plan reads like the manual.
public enum Flag {
    MOUNT(
            "MS_RDONLY",
            1,
            "MS_NOSUID",
            2,
            "MS_NODEV",
            4,
            "MS_NOEXEC",
            8,
            "MS_REMOUNT",
            32,
            "MS_BIND",
            4096,
            "MS_REC",
            16384,
            "MS_PRIVATE",
            1 << 18,
            "MS_SLAVE",
            1 << 19,
            "MS_SHARED",
            1 << 20),
    MOUNT_ATTR(
            "MOUNT_ATTR_RDONLY",
            1,
            "MOUNT_ATTR_NOSUID",
            2,
            "MOUNT_ATTR_NODEV",
            4,
            "MOUNT_ATTR_NOEXEC",
            8),
    OPEN(
            "O_WRONLY",
            1,
            "O_RDWR",
            2,
            "O_CREAT",
            0x40,
            "O_TRUNC",
            0x200,
            "O_NONBLOCK",
            0x800,
            "O_CLOEXEC",
            0x80000,
            "O_PATH",
            0x200000),
    OPEN_TREE(
            "OPEN_TREE_CLONE",
            1,
            "OPEN_TREE_CLOEXEC",
            0x80000,
            "AT_RECURSIVE",
            0x8000,
            "AT_EMPTY_PATH",
            0x1000),
    AT("AT_EMPTY_PATH", 0x1000, "AT_RECURSIVE", 0x8000),
    CLONE(
            "CLONE_NEWTIME",
            0x80,
            "CLONE_NEWNS",
            0x20000,
            "CLONE_NEWCGROUP",
            0x2000000,
            "CLONE_NEWUTS",
            0x4000000,
            "CLONE_NEWIPC",
            0x8000000,
            "CLONE_NEWUSER",
            0x10000000,
            "CLONE_NEWPID",
            0x20000000,
            "CLONE_NEWNET",
            0x40000000),
    OCTAL;

    private final Object[] table;

    Flag(Object... table) {
        this.table = table;
    }

    /// The value as names joined by `|`; bits without a name in hexadecimal.
    public String show(long value) {
        if (this == OCTAL) {
            return value == 0 ? "0" : "0" + Long.toOctalString(value);
        }
        StringBuilder out = new StringBuilder();
        long rest = value;
        for (int i = 0; i < table.length; i += 2) {
            long bit = ((Number) table[i + 1]).longValue();
            if ((rest & bit) != 0) {
                out.append(out.isEmpty() ? "" : "|").append(table[i]);
                rest &= ~bit;
            }
        }
        if (rest != 0 || out.isEmpty()) {
            out.append(out.isEmpty() ? "" : "|")
                    .append(rest == 0 ? "0" : "0x" + Long.toHexString(rest));
        }
        return out.toString();
    }
}
