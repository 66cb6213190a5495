package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.spec.Spec;

/// Chooses the namespaces of a container: what was asked for, else the default of the rung.
final class DecideNamespaces {
    private static final Spec.Namespace PRIVATE = new Spec.Namespace.Private();
    private static final Spec.Namespace HOST = new Spec.Namespace.Host();

    private final Containers containers;
    private final Host host;

    DecideNamespaces(Containers containers, Host host) {
        this.containers = containers;
        this.host = host;
    }

    Spec.Namespaces decide(RunOptions.Namespaces asked) {
        boolean chroot = host.isolation() == Host.Isolation.CHROOT;
        Spec.Namespace usual = chroot ? HOST : PRIVATE;
        Spec.Namespace pid = choose("--pid", asked.pid(), usual);
        Spec.Namespace time = pid instanceof Spec.Namespace.Of ? HOST : usual;
        return new Spec.Namespaces(
                network(asked.network(), chroot),
                pid,
                choose("--ipc", asked.ipc(), usual),
                choose("--uts", asked.uts(), usual),
                choose("--cgroupns", asked.cgroup(), usual),
                time);
    }

    private Spec.Namespace network(String asked, boolean chroot) {
        return switch (asked) {
            case "" -> chroot ? HOST : PRIVATE;
            case "none" -> PRIVATE;
            case "host" -> HOST;
            default -> {
                if (asked.startsWith("container:")) {
                    yield other("--network", asked);
                }
                if (NetworkChoice.isConnected(asked) && !chroot) {
                    yield PRIVATE;
                }
                throw JongException.of(
                                ErrorKind.UNSUPPORTED,
                                "the network "
                                        + Text.printable(asked)
                                        + " is not there: this version has none and host")
                        .hint(
                                "--network host shares the host's network, --network none has only loopback");
            }
        };
    }

    private Spec.Namespace choose(String option, String asked, Spec.Namespace absent) {
        return switch (asked) {
            case "" -> absent;
            case "private" -> PRIVATE;
            case "host" -> HOST;
            // Docker's spellings for an IPC namespace that others may join, or whose /dev/shm is
            // not mounted.
            case "shareable", "none" -> {
                if (option.equals("--ipc")) {
                    yield PRIVATE;
                }
                throw invalid(option, asked);
            }
            default -> other(option, asked);
        };
    }

    private Spec.Namespace other(String option, String asked) {
        if (!asked.startsWith("container:") || option.equals("--cgroupns")) {
            throw invalid(option, asked);
        }
        ContainerRecord record = containers.find(asked.substring("container:".length()));
        if (containers.status(record) instanceof Status.Running running) {
            if (sharesHost(record, option)) {
                // The very same one; and an ordinary user may not join the host's by its number.
                return HOST;
            }
            return new Spec.Namespace.Of(record.name(), running.pid(), running.startTime());
        }
        throw JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot join container "
                                + record.name()
                                + " ("
                                + option
                                + "): it does not run")
                .hint("jong start " + record.name());
    }

    private static boolean sharesHost(ContainerRecord record, String option) {
        return record.spec()
                .object("namespaces")
                .string(option.substring("--".length()))
                .filter("host"::equals)
                .isPresent();
    }

    private static JongException invalid(String option, String asked) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "invalid value for " + option + ": \"" + Text.printable(asked) + "\"")
                .hint("use host, private or container:NAME");
    }
}
