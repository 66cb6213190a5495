package dev.jong.runtime.plan;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// The machines whose kernels Jong speaks to.
public enum Machine {
    X86_64,
    AARCH64;

    /// The machine of a JVM's `os.arch` value.
    ///
    /// @throws JongException UNSUPPORTED on any other
    public static Machine of(String osArch) {
        return switch (osArch) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default ->
                    throw JongException.of(
                            ErrorKind.UNSUPPORTED, "no launch plans for the machine " + osArch);
        };
    }
}
