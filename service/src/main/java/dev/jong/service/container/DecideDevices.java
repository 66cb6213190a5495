package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.spec.Spec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Finds the devices that were asked for on the host; a directory stands for all devices in it, and a
/// privileged container gets what the host has.
final class DecideDevices {
    private static final int S_IFMT = 0170000;
    private static final int PERMISSIONS = 07777;
    private static final int S_IFCHR = 0020000;
    private static final int S_IFBLK = 0060000;
    private static final Set<String> OWN =
            Set.of(
                    "null", "zero", "full", "random", "urandom", "tty", "console", "ptmx", "pts",
                    "shm", "mqueue", "fd", "stdin", "stdout", "stderr", "core");

    private DecideDevices() {}

    static List<Spec.Device> decide(RunOptions options) {
        List<Spec.Device> devices = new ArrayList<>();
        if (options.security().privileged()) {
            everything(Path.of("/dev"), devices);
        }
        for (RunOptions.Device asked : options.storage().devices()) {
            Path path = Text.path(asked.host());
            if (Files.isDirectory(path)) {
                directory(path, asked, devices);
            } else {
                devices.add(device(path, asked.container(), asked.permissions()));
            }
        }
        return devices;
    }

    private static void directory(Path path, RunOptions.Device asked, List<Spec.Device> devices) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                String target = asked.container() + "/" + Text.of(child.getFileName());
                if (isDevice(child)) {
                    devices.add(device(child, target, asked.permissions()));
                }
            }
        } catch (IOException e) {
            throw missing(path, e);
        }
    }

    private static void everything(Path directory, List<Spec.Device> devices) {
        Set<String> own = directory.equals(Path.of("/dev")) ? OWN : new HashSet<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                if (own.contains(Text.of(child.getFileName())) || Files.isSymbolicLink(child)) {
                    continue;
                }
                if (Files.isDirectory(child)) {
                    everything(child, devices);
                } else if (isDevice(child)) {
                    devices.add(device(child, Text.of(child), "rwm"));
                }
            }
        } catch (IOException e) {
            // A directory that this user can't read holds no device that this user can use.
            return;
        }
    }

    private static boolean isDevice(Path path) {
        try {
            int kind = (int) Files.getAttribute(path, "unix:mode") & S_IFMT;
            return kind == S_IFCHR || kind == S_IFBLK;
        } catch (IOException e) {
            return false;
        }
    }

    private static Spec.Device device(Path path, String target, String access) {
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(path, "unix:mode,rdev,uid,gid", new LinkOption[0]);
            int mode = (int) Objects.requireNonNull(attributes.get("mode"));
            int kind = mode & S_IFMT;
            long number = (long) Objects.requireNonNull(attributes.get("rdev"));
            if (kind != S_IFCHR && kind != S_IFBLK) {
                throw JongException.of(
                                ErrorKind.INVALID_ARGUMENT,
                                "error gathering device information: \""
                                        + path
                                        + "\" is not a device")
                        .hint("--device takes HOST[:CONTAINER[:rwm]]; use -v for ordinary files");
            }
            int major = (int) (number >>> 8 & 0xfff | number >>> 32 & ~0xfff);
            int minor = (int) (number & 0xff | number >>> 12 & ~0xff);
            Spec.Node node =
                    new Spec.Node(
                            mode & PERMISSIONS,
                            (int) Objects.requireNonNull(attributes.get("uid")),
                            (int) Objects.requireNonNull(attributes.get("gid")));
            return new Spec.Device(
                    kind == S_IFBLK ? 'b' : 'c', major, minor, Text.of(path), target, access, node);
        } catch (IOException e) {
            throw missing(path, e);
        }
    }

    private static JongException missing(Path path, IOException cause) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "error gathering device information while adding device \""
                                + path
                                + "\": no such device")
                .causedBy(cause);
    }
}
