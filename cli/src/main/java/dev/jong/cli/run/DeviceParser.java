package dev.jong.cli.run;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.Quoted;
import dev.jong.service.container.RunOptions.Device;
import java.util.List;

/// `--device HOST[:CONTAINER][:PERMISSIONS]`.
public final class DeviceParser {
    private static final String HINT =
            "write /dev/NAME, /dev/NAME:/dev/INSIDE or /dev/NAME:/dev/INSIDE:rwm";

    private DeviceParser() {}

    /// One device. Its place in the container is its place on the host when none is given, its permissions are
    /// `rwm`.
    ///
    /// @throws JongException INVALID_ARGUMENT when a path is not absolute or the permissions are not out of r, w
    ///     and m
    public static Device parse(OptionValue value) {
        List<String> parts = Split.at(':', value.text());
        if (parts.size() > 3) {
            throw invalid(value, "too many colons");
        }
        String host = path(value, parts.getFirst());
        String container = host;
        String permissions = "rwm";
        if (parts.size() == 2 && !parts.get(1).startsWith("/")) {
            permissions = permissions(value, parts.get(1));
        } else if (parts.size() > 1) {
            container = path(value, parts.get(1));
        }
        if (parts.size() == 3) {
            permissions = permissions(value, parts.get(2));
        }
        return new Device(host, container, permissions);
    }

    /// The option form of a device.
    public static String print(Device device) {
        return device.host() + ":" + device.container() + ":" + device.permissions();
    }

    private static String path(OptionValue value, String path) {
        if (!path.startsWith("/")) {
            throw invalid(
                    value,
                    path.isEmpty()
                            ? "a path is empty"
                            : "the path " + Quoted.of(path) + " is not absolute");
        }
        return Paths.clean(path);
    }

    private static String permissions(OptionValue value, String letters) {
        for (int i = 0; i < letters.length(); i++) {
            if ("rwm".indexOf(letters.charAt(i)) < 0 || letters.indexOf(letters.charAt(i)) < i) {
                throw invalid(value, "bad permissions " + Quoted.of(letters));
            }
        }
        if (letters.isEmpty()) {
            throw invalid(value, "the permissions are empty");
        }
        return letters;
    }

    private static JongException invalid(OptionValue value, String why) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "invalid device specification " + Quoted.of(value.text()) + ": " + why)
                .hint(HINT);
    }
}
