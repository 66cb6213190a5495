package dev.jong.runtime.seccomp;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.util.Optional;

/// A set of system call numbers that a Linux kernel knows, and by which a filter tells them apart. A 64-bit
/// kernel also takes the calls of its 32-bit sibling, from the same process: `int 0x80` on x86.
public enum Architecture {
    X86_64(0, "x86_64", "SCMP_ARCH_X86_64", "amd64", 0xc000003e),
    I386(1, "i386", "SCMP_ARCH_X86", "x86", 0x40000003),
    AARCH64(2, "aarch64", "SCMP_ARCH_AARCH64", "arm64", 0xc00000b7),
    ARM(3, "arm", "SCMP_ARCH_ARM", "arm", 0x40000028);

    private final int column;
    private final String kernelName;
    private final String profileName;
    private final String shortName;
    private final int auditNumber;

    Architecture(
            int column, String kernelName, String profileName, String shortName, int auditNumber) {
        this.column = column;
        this.kernelName = kernelName;
        this.profileName = profileName;
        this.shortName = shortName;
        this.auditNumber = auditNumber;
    }

    /// The architecture of this JVM and so of the kernel.
    ///
    /// @throws JongException UNSUPPORTED on anything but x86-64 and aarch64
    public static Architecture host() {
        return ofJvm(System.getProperty("os.arch", ""));
    }

    static Architecture ofJvm(String name) {
        return switch (name) {
            case "amd64" -> X86_64;
            case "aarch64" -> AARCH64;
            default ->
                    throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "cannot make system call filters for the architecture \""
                                    + name
                                    + "\"");
        };
    }

    /// What `uname -m` says, or the usual name: x86_64, i386, aarch64, arm.
    public String kernelName() {
        return kernelName;
    }

    /// The name in `archMap` and `architectures` of a profile.
    String profileName() {
        return profileName;
    }

    /// The name in `includes.arches` and `excludes.arches` of a profile.
    String shortName() {
        return shortName;
    }

    /// Where its numbers stand in the table of system calls, from 0.
    int column() {
        return column;
    }

    /// AUDIT_ARCH of the kernel, as `seccomp_data.arch` holds it.
    int auditNumber() {
        return auditNumber;
    }

    /// The 32-bit sibling whose calls a kernel of this architecture may take as well.
    Optional<Architecture> sibling() {
        return switch (this) {
            case X86_64 -> Optional.of(I386);
            case AARCH64 -> Optional.of(ARM);
            case I386, ARM -> Optional.empty();
        };
    }

    static Optional<Architecture> ofProfile(String name) {
        for (Architecture architecture : values()) {
            if (architecture.profileName.equals(name)) {
                return Optional.of(architecture);
            }
        }
        return Optional.empty();
    }
}
