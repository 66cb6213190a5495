package dev.jong.runtime.seccomp;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.capability.Capability;
import java.io.IOException;
import java.io.InputStream;

/// Jong's own profile, `default.json`. A call that it does not name
/// fails with ENOSYS, so that programs fall back to an older one; a call that it knows and refuses fails with
/// EPERM. `docs/seccomp.md` gives the reasons.
final class DefaultProfile {
    /// How people call it.
    static final String NAME = "default";

    /// The capabilities that change anything in it. A test compares them with the profile.
    static final long CAPABILITIES =
            Capability.DAC_READ_SEARCH.bit()
                    | Capability.SYS_MODULE.bit()
                    | Capability.SYS_RAWIO.bit()
                    | Capability.SYS_CHROOT.bit()
                    | Capability.SYS_PTRACE.bit()
                    | Capability.SYS_PACCT.bit()
                    | Capability.SYS_ADMIN.bit()
                    | Capability.SYS_BOOT.bit()
                    | Capability.SYS_NICE.bit()
                    | Capability.SYS_TIME.bit()
                    | Capability.SYS_TTY_CONFIG.bit()
                    | Capability.SYSLOG.bit()
                    | Capability.PERFMON.bit()
                    | Capability.BPF.bit();

    /// Stored filters are those for kernels from here on; nothing in the profile asks for a later one.
    static final KernelVersion STORED_FROM = new KernelVersion(4, 8);

    private DefaultProfile() {}

    /// The text of the profile, to be shown or to start an own one from.
    static byte[] json() {
        try (InputStream in = DefaultProfile.class.getResourceAsStream("default.json")) {
            if (in == null) {
                throw JongException.of(
                        ErrorKind.INTERNAL, "the default seccomp profile is missing in this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw JongException.of(ErrorKind.INTERNAL, "cannot read the default seccomp profile")
                    .causedBy(e);
        }
    }
}
