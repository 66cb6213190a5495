package dev.jong.service.container;

import dev.jong.service.user.UserNamespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What the user asked of `run` or `create`: parsed and typed, but nothing resolved yet. No image was
/// read and no path looked at. All text is byte strings ([dev.jong.base.Text]).
///
/// @param image where the root file system comes from
/// @param command arguments after the image, replacing the image's CMD; empty when none were given
/// @param networks what is asked of networks where it has its own
public record RunOptions(
        ImageSource image,
        List<String> command,
        Identity identity,
        Streams streams,
        Process process,
        Storage storage,
        Namespaces namespaces,
        Security security,
        Resources resources,
        Names names,
        NetworkOptions networks) {

    public RunOptions {
        command = List.copyOf(command);
    }

    /// Without any wishes about networks.
    public RunOptions(
            ImageSource image,
            List<String> command,
            Identity identity,
            Streams streams,
            Process process,
            Storage storage,
            Namespaces namespaces,
            Security security,
            Resources resources,
            Names names) {
        this(
                image,
                command,
                identity,
                streams,
                process,
                storage,
                namespaces,
                security,
                resources,
                names,
                NetworkOptions.NONE);
    }

    /// Whether its output goes to the host's journal.
    boolean isInJournal() {
        return streams.log().isPresent() && streams.log().get().isInJournal();
    }

    /// The same with a name, unless the user chose one.
    RunOptions named(String name) {
        Identity known =
                new Identity(
                        Optional.of(identity.name().orElse(name)),
                        identity.cidFile(),
                        identity.labels(),
                        identity.annotations(),
                        identity.remove(),
                        identity.duties());
        return with(image, known, streams);
    }

    /// The same for a container that is only made: nobody is attached to it.
    public RunOptions detached() {
        Streams unattached =
                new Streams(
                        true,
                        streams.interactive(),
                        streams.tty(),
                        streams.detachKeys(),
                        streams.signalProxy(),
                        streams.log(),
                        streams.inputOnce());
        return with(image, identity, unattached);
    }

    /// The same after the image was fetched, or could not be: what the store has now is what there is.
    public RunOptions pulled() {
        ImageSource here =
                image instanceof ImageSource.Named named
                        ? new ImageSource.Named(named.reference(), named.platform(), Pull.NEVER)
                        : image;
        return with(here, identity, streams);
    }

    private RunOptions with(ImageSource otherImage, Identity otherIdentity, Streams otherStreams) {
        return new RunOptions(
                otherImage,
                command,
                otherIdentity,
                otherStreams,
                process,
                storage,
                namespaces,
                security,
                resources,
                names,
                networks);
    }

    /// When to fetch an image: `--pull`.
    public enum Pull {
        ALWAYS,
        /// When the registry has another one than the store.
        NEWER,
        MISSING,
        NEVER
    }

    /// Where the root file system comes from.
    public sealed interface ImageSource {
        /// An image of the store, by name, digest or id.
        record Named(String reference, Optional<String> platform, Pull pull)
                implements ImageSource {}

        /// `oci:DIR[:TAG]`: an OCI image layout.
        record OciLayout(String directory, Optional<String> tag, Optional<String> platform)
                implements ImageSource {}

        /// `docker-archive:FILE[:REFERENCE]`: what `docker save` writes.
        record DockerArchive(String file, Optional<String> reference, Optional<String> platform)
                implements ImageSource {}

        /// `--rootfs DIR`: a directory used as it is, without a writable layer.
        record Directory(String directory) implements ImageSource {}
    }

    /// Who the container is. `remove`: delete it when it ends. `cidFile`: a new file that gets the id. `duties`: what is
    /// to be done for it, when somebody says so.
    public record Identity(
            Optional<String> name,
            Optional<String> cidFile,
            Map<String, String> labels,
            Map<String, String> annotations,
            boolean remove,
            Optional<DutyOptions> duties) {
        /// Without any duties.
        public Identity(
                Optional<String> name,
                Optional<String> cidFile,
                Map<String, String> labels,
                Map<String, String> annotations,
                boolean remove) {
            this(name, cidFile, labels, annotations, remove, Optional.empty());
        }
    }

    /// How it is connected. `detachKeys` are the decoded bytes: `ctrl-p,ctrl-q` is 0x10 0x11. `log`: how its output is
    /// kept, when somebody says so. `inputOnce`: standard input ends with the front that had it.
    public record Streams(
            boolean detach,
            boolean interactive,
            boolean tty,
            Optional<String> detachKeys,
            boolean signalProxy,
            Optional<LogOptions> log,
            boolean inputOnce) {
        /// With the usual log.
        public Streams(
                boolean detach,
                boolean interactive,
                boolean tty,
                Optional<String> detachKeys,
                boolean signalProxy) {
            this(
                    detach,
                    interactive,
                    tty,
                    detachKeys,
                    signalProxy,
                    Optional.empty(),
                    interactive && !detach);
        }
    }

    /// One variable. `origin` says where it came from: `-e`, or `--env-file FILE:LINE`. `removed`: the user named
    /// it without a value and the caller has none, so the image's variable of that name goes; `value` is then empty.
    public record Variable(String name, String value, String origin, boolean removed) {
        /// A variable with a value.
        public Variable(String name, String value, String origin) {
            this(name, value, origin, false);
        }
    }

    /// What runs. `user` is `USER[:GROUP]` by name or number; `entrypoint` present and empty clears the image's.
    /// `systemd`: `true`, `always` or `false`.
    public record Process(
            List<Variable> environment,
            Optional<String> workingDirectory,
            Optional<String> user,
            List<String> additionalGroups,
            Optional<List<String>> entrypoint,
            boolean init,
            Optional<String> stopSignal,
            OptionalInt stopTimeout,
            String systemd) {
        /// One that may be systemd.
        public Process(
                List<Variable> environment,
                Optional<String> workingDirectory,
                Optional<String> user,
                List<String> additionalGroups,
                Optional<List<String>> entrypoint,
                boolean init,
                Optional<String> stopSignal,
                OptionalInt stopTimeout) {
            this(
                    environment,
                    workingDirectory,
                    user,
                    additionalGroups,
                    entrypoint,
                    init,
                    stopSignal,
                    stopTimeout,
                    "true");
        }
    }

    /// One mount.
    public sealed interface Mount {
        /// Absolute path in the container.
        String target();

        /// The option as it was typed, for `explain` and for errors.
        String origin();

        /// A directory or file of the host. `createSource`: make a missing source (`-v` does, `--mount` does not).
        /// `propagation`: private, rprivate, shared, rshared, slave, rslave. `recursive`: with submounts.
        record Bind(
                String source,
                String target,
                boolean readOnly,
                boolean createSource,
                boolean recursive,
                String propagation,
                Owners owners,
                String origin)
                implements Mount {
            /// One whose files stay whose they are.
            public Bind(
                    String source,
                    String target,
                    boolean readOnly,
                    boolean createSource,
                    boolean recursive,
                    String propagation,
                    String origin) {
                this(
                        source,
                        target,
                        readOnly,
                        createSource,
                        recursive,
                        propagation,
                        Owners.KEPT,
                        origin);
            }
        }

        /// Whose the files of a bind are in the container.
        enum Owners {
            /// Whose they are on the host.
            KEPT,
            /// The container's user's: given to it on the disk (`U`).
            GIVEN,
            /// Of those whose numbers they have on the disk, as the container counts them (`idmap`).
            MAPPED
        }

        /// Memory. `size` in bytes; `mode` permission bits; `options` others of `--tmpfs` such as noexec, uid=5.
        record Tmpfs(
                String target,
                OptionalLong size,
                OptionalInt mode,
                List<String> options,
                String origin)
                implements Mount {}

        /// The files of an image of the store, read-only. `subpath`: the part of it, relative, empty for all of it.
        record Image(String image, String subpath, String target, String origin) implements Mount {}

        /// A named volume, or an anonymous one when `name` is empty. `subpath`: the part of it that is mounted,
        /// relative, empty for all of it. `labels`: of the volume, if it is made for this. `options`: of its driver.
        record Volume(
                Optional<String> name,
                String subpath,
                String target,
                boolean readOnly,
                boolean noCopy,
                Map<String, String> labels,
                Map<String, String> options,
                String origin)
                implements Mount {
            /// A whole volume without labels.
            public Volume(
                    Optional<String> name,
                    String target,
                    boolean readOnly,
                    boolean noCopy,
                    String origin) {
                this(name, "", target, readOnly, noCopy, Map.of(), Map.of(), origin);
            }
        }
    }

    /// `--volumes-from`: the volumes and binds of another container, perhaps read-only.
    public record VolumesFrom(String container, boolean readOnly) {}

    /// A device of the host. `permissions` out of r, w, m.
    public record Device(String host, String container, String permissions) {}

    /// What it sees of the disk. `sharedMemory`: bytes of /dev/shm.
    public record Storage(
            List<Mount> mounts,
            List<VolumesFrom> volumesFrom,
            boolean readOnly,
            OptionalLong sharedMemory,
            List<Device> devices) {}

    /// Namespaces as typed, empty for the default: `none`, `host`, `private`, `container:NAME` and so on. `network` is `bridge`
    /// when networks are named.
    /// `users`: a user namespace of its own, which `user` names.
    public record Namespaces(
            String network,
            String pid,
            String ipc,
            String uts,
            String user,
            String cgroup,
            Optional<UserNamespace> users) {
        /// Those of a container in the engine's user namespace.
        public Namespaces(
                String network, String pid, String ipc, String uts, String user, String cgroup) {
            this(network, pid, ipc, uts, user, cgroup, Optional.empty());
        }
    }

    /// A resource limit; -1 is unlimited.
    public record Ulimit(String name, long soft, long hard) {}

    /// Protections. Capability names without `CAP_`, upper case, or ALL. `seccomp`: empty for the default
    /// profile, `unconfined`, or the path of a JSON profile. `maskPaths`: false with `systempaths=unconfined`.
    public record Security(
            List<String> capabilitiesToAdd,
            List<String> capabilitiesToDrop,
            Optional<String> seccomp,
            boolean noNewPrivileges,
            Optional<String> appArmor,
            List<String> labels,
            boolean maskPaths,
            boolean privileged,
            Map<String, String> sysctls,
            List<Ulimit> ulimits,
            OptionalInt oomScoreAdjustment) {}

    /// Limits; absent where not asked for. Bytes; `memorySwap` is memory plus swap, -1 unlimited; `nanoCpus` is
    /// billionths of a CPU; `pids` -1 or 0 for unlimited; `cpuPeriod` and `cpuQuota` in microseconds.
    public record Resources(
            OptionalLong memory,
            OptionalLong memorySwap,
            OptionalLong memoryReservation,
            OptionalLong nanoCpus,
            OptionalLong cpuShares,
            OptionalLong cpuPeriod,
            OptionalLong cpuQuota,
            Optional<String> cpusetCpus,
            Optional<String> cpusetMems,
            OptionalLong pids) {
        /// Whether anything was asked for that only a cgroup can give.
        public boolean asked() {
            return memory.isPresent()
                    || memorySwap.isPresent()
                    || memoryReservation.isPresent()
                    || nanoCpus.isPresent()
                    || cpuShares.isPresent()
                    || cpuPeriod.isPresent()
                    || cpuQuota.isPresent()
                    || cpusetCpus.isPresent()
                    || cpusetMems.isPresent()
                    || pids.isPresent();
        }
    }

    /// One line of /etc/hosts from `--add-host`; `address` may be `host-gateway`.
    public record Host(String name, String address) {}

    /// Names and name service.
    public record Names(
            Optional<String> hostname,
            Optional<String> domainname,
            List<Host> hosts,
            List<String> dns,
            List<String> dnsSearch,
            List<String> dnsOptions) {}
}
