package dev.jong.linux;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// The processor this JVM runs on: numbers of system calls differ.
final class Arch {
    /// True on x86-64, false on aarch64; nothing else is supported.
    static final boolean X86_64 = detect(System.getProperty("os.arch", ""));

    private Arch() {}

    private static boolean detect(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> true;
            case "aarch64" -> false;
            default ->
                    throw JongException.of(
                            ErrorKind.UNSUPPORTED, "cannot run on the processor " + name);
        };
    }
}
