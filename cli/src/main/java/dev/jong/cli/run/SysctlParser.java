package dev.jong.cli.run;

import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;

/// `--sysctl NAME=VALUE`. Only parameters that belong to a namespace of the container are accepted, by a closed
/// list: any other would change the host. The value is one plain word or list of words: engines that passed it
/// on unread were tricked into a second assignment (CVE-2022-0811).
public final class SysctlParser {
    private static final String IPC =
            " kernel.msgmax kernel.msgmnb kernel.msgmni kernel.sem kernel.shmall kernel.shmmax kernel.shmmni"
                    + " kernel.shm_rmid_forced ";

    private SysctlParser() {}

    /// Which namespace a parameter belongs to.
    public enum Namespace {
        /// System V and POSIX messages and shared memory.
        IPC,
        /// Everything below `net`.
        NETWORK,
        /// The NIS domain name.
        UTS
    }

    /// The parameter's name.
    ///
    /// @throws JongException INVALID_ARGUMENT when name or value are not allowed
    public static String name(OptionValue value) {
        int equals = equals(value);
        String name = value.text().substring(0, equals);
        if (name.equals("kernel.hostname")) {
            throw value.invalid("the host name has an option of its own", "use --hostname");
        }
        if (!isPlainName(name) || !isNamespaced(name)) {
            throw value.invalid(
                    "this parameter does not belong to a namespace of the container",
                    "use net.*, fs.mqueue.*, kernel.msg*, kernel.sem, kernel.shm* or kernel.domainname");
        }
        return name;
    }

    /// The parameter's value.
    ///
    /// @throws JongException INVALID_ARGUMENT when it holds anything but letters, digits, spaces, tabs and
    ///     `, . : / _ -`
    public static String value(OptionValue value) {
        String text = value.text().substring(equals(value) + 1);
        if (!Chars.areLettersDigitsOr(" \t,.:/_-", text)) {
            throw value.invalid(
                    text.isEmpty()
                            ? "the value is empty"
                            : "the value holds a character that is not allowed",
                    "use letters, digits, spaces and , . : / _ -");
        }
        return text;
    }

    /// The option form of a parameter.
    public static String print(String name, String value) {
        return name + "=" + value;
    }

    /// The namespace that must be the container's own for this parameter, one that [#name] accepts.
    public static Namespace namespace(String name) {
        if (name.startsWith("net.")) {
            return Namespace.NETWORK;
        }
        return name.equals("kernel.domainname") ? Namespace.UTS : Namespace.IPC;
    }

    private static boolean isNamespaced(String name) {
        return name.startsWith("net.")
                || name.startsWith("fs.mqueue.")
                || name.equals("kernel.domainname")
                || IPC.contains(" " + name + " ");
    }

    /// Words with single dots between them: `..` would lead out of /proc/sys once dots become slashes.
    private static boolean isPlainName(String name) {
        return Chars.areLettersDigitsOr("._-", name)
                && !name.contains("..")
                && !name.startsWith(".")
                && !name.endsWith(".");
    }

    private static int equals(OptionValue value) {
        int equals = value.text().indexOf('=');
        if (equals <= 0) {
            throw value.invalid(
                    "not an assignment", "write NAME=VALUE, such as net.ipv4.ip_forward=1");
        }
        return equals;
    }
}
