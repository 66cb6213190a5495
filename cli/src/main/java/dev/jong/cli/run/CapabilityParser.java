package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import java.util.ArrayList;
import java.util.List;

/// `--cap-add` and `--cap-drop`.
public final class CapabilityParser {
    /// Of capability.h, in the order of their numbers.
    private static final String NAMES =
            " ALL CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE"
                    + " NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO"
                    + " SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME"
                    + " SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG"
                    + " WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE ";

    private CapabilityParser() {}

    /// A capability in upper case without `CAP_`, or `ALL`.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when there is no such capability
    public static String parse(OptionValue value) {
        String name = Chars.upper(value.text());
        if (name.startsWith("CAP_")) {
            name = name.substring(4);
        }
        if (!Chars.areLettersDigitsOr("_", name) || !NAMES.contains(" " + name + " ")) {
            throw value.invalid(
                    "unknown capability",
                    "use a name of capabilities(7), such as NET_ADMIN, or ALL");
        }
        return name;
    }

    static List<String> parse(List<OptionValue> values) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String name = parse(values.get(i));
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }
}
