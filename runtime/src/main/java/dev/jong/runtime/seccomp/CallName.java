package dev.jong.runtime.seccomp;

import java.util.OptionalLong;

/// Names of this machine's system calls by their numbers, as the kernel's audit log has them.
public final class CallName {
    private CallName() {}

    /// The name; the number itself when it is none, or not known.
    ///
    /// @param number digits
    public static String of(String number) {
        SyscallTable table = SyscallTable.load();
        for (String name : table.names()) {
            OptionalLong known = table.number(name, Architecture.host());
            if (known.isPresent() && Long.toString(known.getAsLong()).equals(number)) {
                return name;
            }
        }
        return number.isEmpty() ? "" : "number " + dev.jong.base.Text.printable(number);
    }
}
