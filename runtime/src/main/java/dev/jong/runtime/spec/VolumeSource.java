package dev.jong.runtime.spec;

import java.util.List;

/// What a volume with options of the driver `local` is, instead of a directory of the store. Every container mounts it
/// for itself, in its own mount namespace, so nothing is left of it on the host however a container ends.
public sealed interface VolumeSource {
    /// Names of the options, which are Docker's.
    String TYPE = "type";

    /// What is mounted.
    String DEVICE = "device";

    /// Options of mount(8), with commas.
    String WORDS = "o";

    /// Attributes of the mount: `ro`, `nosuid`, `nodev`, `noexec`, and for a file system `noatime`, `nodiratime`,
    /// `strictatime`.
    List<String> flags();

    /// For people: what it is and on what.
    String title();

    /// A tmpfs, which lasts as long as the container that mounts it.
    ///
    /// @param settings for the kernel, `key=value` or a word
    record Memory(List<String> flags, List<String> settings) implements VolumeSource {
        public Memory {
            flags = List.copyOf(flags);
            settings = List.copyOf(settings);
        }

        @Override
        public String title() {
            return "memory";
        }
    }

    /// A directory or file of the host.
    ///
    /// @param path absolute
    /// @param recursive with what is mounted below it
    record Directory(String path, boolean recursive, List<String> flags) implements VolumeSource {
        public Directory {
            flags = List.copyOf(flags);
        }

        @Override
        public String title() {
            return path;
        }
    }

    /// A file system that only root can mount, of a disk or of a server.
    ///
    /// @param type as the kernel calls it
    /// @param settings for the kernel, `key=value` or a word
    record FileSystem(String type, String device, List<String> flags, List<String> settings)
            implements VolumeSource {
        public FileSystem {
            flags = List.copyOf(flags);
            settings = List.copyOf(settings);
        }

        @Override
        public String title() {
            return type + " on " + device;
        }
    }
}
