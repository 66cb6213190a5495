package dev.jong.runtime.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What a container is, with every question answered: image and options merged, users looked up, defaults
/// filled in. The terms are those of the OCI runtime-spec. A spec says nothing of this host; a
/// [dev.jong.runtime.launch.PlanLaunch] turns it into a launch plan. All text is byte strings.
public record Spec(
        String id,
        Root root,
        Process process,
        List<Mount> mounts,
        Namespaces namespaces,
        Protection protection,
        Resources resources,
        List<Device> devices,
        Map<String, String> sysctls,
        Names names) {

    public Spec {
        mounts = List.copyOf(mounts);
        devices = List.copyOf(devices);
    }

    /// The same container with another process in it.
    public Spec with(Process other) {
        return new Spec(
                id,
                root,
                other,
                mounts,
                namespaces,
                protection,
                resources,
                devices,
                sysctls,
                names);
    }

    /// The same container with other limits.
    public Spec with(Resources other) {
        return new Spec(
                id, root, process, mounts, namespaces, protection, other, devices, sysctls, names);
    }

    /// The same container with other protections.
    public Spec with(Protection other) {
        return new Spec(
                id, root, process, mounts, namespaces, other, resources, devices, sysctls, names);
    }

    /// The root file system.
    public sealed interface Root {
        /// True when the container can't write to it.
        boolean readOnly();

        /// Immutable layers under a writable one. `layers` are names below `STORE/layers`, topmost first;
        /// `volatile`: nothing of the writable layer needs to survive the container, so it is never synced.
        record Layers(List<String> layers, boolean discard, boolean readOnly) implements Root {}

        /// A directory of the host, used as it is.
        record Directory(String path, boolean readOnly) implements Root {}
    }

    /// One variable and where its value came from: `image`, `-e`, `default`...
    public record Variable(String name, String value, String origin) {}

    /// Ids inside the container.
    public record User(int uid, int gid, List<Integer> groups) {}

    /// A resource limit; -1 is unlimited. `required`: asked for, so it must be applied; a default is left out
    /// where the host's hard limit is lower.
    public record Rlimit(String name, long soft, long hard, boolean required) {}

    /// The program and its surroundings.
    public record Process(
            List<String> args,
            List<Variable> environment,
            String workingDirectory,
            User user,
            List<Rlimit> rlimits,
            OptionalInt oomScoreAdjustment,
            boolean init,
            boolean terminal) {}

    /// One mount on top of the root file system, besides the kernel's own.
    public sealed interface Mount {
        /// Absolute, normalised path in the container.
        String target();

        /// The option or image field that asks for it.
        String origin();

        /// A file or directory of the host; `propagation` as in mount(8): private, rprivate, slave ...
        /// `idMapped`: ids on the disk are those that the container sees.
        record Bind(
                String source,
                String target,
                boolean readOnly,
                boolean recursive,
                String propagation,
                boolean idMapped,
                String origin)
                implements Mount {
            /// One whose files belong to whom they belong on the host.
            public Bind(
                    String source,
                    String target,
                    boolean readOnly,
                    boolean recursive,
                    String propagation,
                    String origin) {
                this(source, target, readOnly, recursive, propagation, false, origin);
            }
        }

        /// Memory; `options` are tmpfs options as `key=value` or flags such as noexec.
        record Tmpfs(
                String target,
                OptionalLong size,
                OptionalInt mode,
                List<String> options,
                String origin)
                implements Mount {}

        /// A volume of the store.
        ///
        /// @param name a name of a volume
        /// @param subpath the part of it that is mounted, relative; empty for all of it
        /// @param copy what the image has at the target goes into it while it is new and empty
        /// @param anonymous made for this container, and gone with it
        /// @param options of the driver, see [VolumeOptions]; empty for a directory of the store
        record Volume(
                String name,
                String subpath,
                String target,
                boolean readOnly,
                boolean copy,
                boolean anonymous,
                Map<String, String> options,
                String origin)
                implements Mount {
            public Volume {
                options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
            }

            /// A directory of the store.
            public Volume(
                    String name,
                    String subpath,
                    String target,
                    boolean readOnly,
                    boolean copy,
                    boolean anonymous,
                    String origin) {
                this(name, subpath, target, readOnly, copy, anonymous, Map.of(), origin);
            }

            /// What it is instead of a directory of the store.
            ///
            /// @throws dev.jong.base.JongException INVALID_ARGUMENT or UNSUPPORTED when its options say nothing of use
            public Optional<VolumeSource> source() {
                return options.isEmpty()
                        ? Optional.empty()
                        : Optional.of(VolumeOptions.parse(options));
            }
        }

        /// The files of an image, read-only.
        ///
        /// @param image as the user named it
        /// @param layers names below `STORE/layers`, topmost first
        /// @param subpath the part of it that is mounted, relative; empty for all of it
        /// @param scratch a directory of the container's folder with `upper` and `work`: what is written goes there; empty
        ///     where nobody can write. A record never has it
        record Image(
                String image,
                List<String> layers,
                String subpath,
                String scratch,
                String target,
                String origin)
                implements Mount {
            public Image {
                layers = List.copyOf(layers);
            }

            /// One that nobody can write to.
            public Image(
                    String image,
                    List<String> layers,
                    String subpath,
                    String target,
                    String origin) {
                this(image, layers, subpath, "", target, origin);
            }
        }

        /// A small file, read-only, which is in memory only: a secret. In the spec of no container that has a record.
        ///
        /// @param file what it begins with; the caller does not change it
        record Given(byte[] file, int mode, int uid, int gid, String target, String origin)
                implements Mount {}

        /// A directory of the container's own layer that stays writable when the root is read-only.
        record Writable(String target, String origin) implements Mount {}
    }

    /// How one namespace is chosen.
    public sealed interface Namespace {
        /// A new one.
        record Private() implements Namespace {}

        /// The host's (more exactly: the engine's).
        record Host() implements Namespace {}

        /// That of a living container's first process.
        record Of(String container, long pid, long startTime) implements Namespace {}
    }

    /// The namespaces of the container; mount is always private. `users`: the ids of a user namespace of its own; without
    /// them it is in the engine's.
    public record Namespaces(
            Namespace network,
            Namespace pid,
            Namespace ipc,
            Namespace uts,
            Namespace cgroup,
            Namespace time,
            Optional<IdMap> users) {
        /// Those of a container in the engine's user namespace.
        public Namespaces(
                Namespace network,
                Namespace pid,
                Namespace ipc,
                Namespace uts,
                Namespace cgroup,
                Namespace time) {
            this(network, pid, ipc, uts, cgroup, time, Optional.empty());
        }
    }

    /// What the program may not do. Capabilities are numbers of `linux/capability.h`; inheritable and ambient are
    /// always empty. `seccomp`: instructions of the filter, empty for unconfined.
    public record Protection(
            Set<Integer> capabilities,
            boolean noNewPrivileges,
            Optional<byte[]> seccomp,
            String seccompName,
            Optional<String> appArmor,
            List<String> maskedPaths,
            List<String> readOnlyPaths,
            boolean privileged) {}

    /// Limits; absent where the host's apply. Bytes, microseconds; `memorySwap` is memory plus swap, -1 unlimited;
    /// `pids` -1 for unlimited. `pidsRequired`: asked for by the user, not our default. `delegated`: the container may make
    /// groups of its own below its group, as systemd does.
    public record Resources(
            OptionalLong memory,
            OptionalLong memorySwap,
            OptionalLong memoryReservation,
            OptionalLong cpuShares,
            OptionalLong cpuPeriod,
            OptionalLong cpuQuota,
            Optional<String> cpusetCpus,
            Optional<String> cpusetMems,
            long pids,
            boolean pidsRequired,
            boolean delegated) {
        /// Those of a container that makes no groups.
        public Resources(
                OptionalLong memory,
                OptionalLong memorySwap,
                OptionalLong memoryReservation,
                OptionalLong cpuShares,
                OptionalLong cpuPeriod,
                OptionalLong cpuQuota,
                Optional<String> cpusetCpus,
                Optional<String> cpusetMems,
                long pids,
                boolean pidsRequired) {
            this(
                    memory,
                    memorySwap,
                    memoryReservation,
                    cpuShares,
                    cpuPeriod,
                    cpuQuota,
                    cpusetCpus,
                    cpusetMems,
                    pids,
                    pidsRequired,
                    false);
        }

        /// The same, with groups of its own.
        public Resources delegating() {
            return new Resources(
                    memory,
                    memorySwap,
                    memoryReservation,
                    cpuShares,
                    cpuPeriod,
                    cpuQuota,
                    cpusetCpus,
                    cpusetMems,
                    pids,
                    pidsRequired,
                    true);
        }

        /// True when the user asked for anything that only a cgroup can give.
        public boolean asked() {
            return memory.isPresent()
                    || memorySwap.isPresent()
                    || memoryReservation.isPresent()
                    || cpuShares.isPresent()
                    || cpuPeriod.isPresent()
                    || cpuQuota.isPresent()
                    || cpusetCpus.isPresent()
                    || cpusetMems.isPresent()
                    || pidsRequired;
        }
    }

    /// A device of the host: kind `b` or `c`, numbers, path on the host and in the container, access `rwm`.
    public record Device(
            char kind,
            int major,
            int minor,
            String source,
            String target,
            String access,
            Node node) {
        /// A device that everybody may open as far as the container may.
        public Device(
                char kind, int major, int minor, String source, String target, String access) {
            this(kind, major, minor, source, target, access, Node.OPEN);
        }
    }

    /// Who may open a device node: permission bits and ids of the owners as the container sees them.
    public record Node(int mode, int uid, int gid) {
        /// Everybody; owned by root.
        public static final Node OPEN = new Node(0666, 0, 0);
    }

    /// Names and the files that hold them. `files`: host paths of hostname, hosts and resolv.conf by name
    /// (`/etc/hosts` to path); `sharedMemory`: bytes of /dev/shm.
    public record Names(
            Optional<String> hostname,
            Optional<String> domainname,
            Map<String, String> files,
            long sharedMemory) {}
}
