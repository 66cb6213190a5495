package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.RunOptions.Security;
import dev.jong.service.container.RunOptions.Ulimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// `--security-opt` and the other protections. Options are `KEY=VALUE`; a colon in place of the `=` is old and
/// still met.
final class SecurityParser {
    private final Surroundings around;
    private final List<String> labels = new ArrayList<>();
    private Optional<String> seccomp = Optional.empty();
    private Optional<String> appArmor = Optional.empty();
    private boolean noNewPrivileges;
    private boolean maskPaths = true;

    private SecurityParser(Surroundings around) {
        this.around = around;
    }

    static Security parse(ParsedCommand command, Surroundings around) {
        SecurityParser parser = new SecurityParser(around);
        List<OptionValue> options = command.all("security-opt");
        for (int i = 0; i < options.size(); i++) {
            parser.add(options.get(i));
        }
        Optional<OptionValue> score = command.value("oom-score-adj");
        return new Security(
                CapabilityParser.parse(command.all("cap-add")),
                CapabilityParser.parse(command.all("cap-drop")),
                parser.seccomp,
                parser.noNewPrivileges,
                parser.appArmor,
                parser.labels,
                parser.maskPaths,
                command.flag("privileged"),
                sysctls(command.all("sysctl")),
                ulimits(command.all("ulimit")),
                score.isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of((int) NumberParser.between(-1000, 1000, score.get())));
    }

    private void add(OptionValue option) {
        String text = option.text();
        int separator = text.indexOf('=');
        if (separator < 0) {
            separator = text.indexOf(':');
        }
        String key = separator < 0 ? text : text.substring(0, separator);
        String value = separator < 0 ? "" : text.substring(separator + 1);
        if (separator < 0 && !key.equals("no-new-privileges") && !key.equals("writable-cgroups")) {
            throw unknown(option);
        }
        if (separator >= 0 && value.isEmpty()) {
            throw option.invalid("the value is empty", "write KEY=VALUE");
        }
        switch (key) {
            case "no-new-privileges" -> noNewPrivileges = separator < 0 || bool(option, value);
            case "seccomp" -> seccomp = seccomp(value);
            case "apparmor" -> appArmor = Optional.of(word(option, value));
            case "label" -> labels.add(word(option, value));
            case "systempaths" -> maskPaths = systemPaths(option, value);
            case "writable-cgroups", "mask", "unmask", "proc-opts" ->
                    throw option.unsupported("leave it out");
            default -> throw unknown(option);
        }
    }

    private Optional<String> seccomp(String value) {
        return switch (value) {
            // Not the same as nothing: it holds for a privileged container too.
            case "builtin", "unconfined" -> Optional.of(value);
            default -> Optional.of(around.resolve(value));
        };
    }

    /// Profiles and labels are written to files of /proc/self/attr as they are.
    private static String word(OptionValue option, String value) {
        if (Chars.hasControl(value)) {
            throw option.invalid("control characters are not allowed", "write the name only");
        }
        return value;
    }

    private static boolean systemPaths(OptionValue option, String value) {
        if (!value.equals("unconfined")) {
            throw option.invalid("no such value", "use systempaths=unconfined");
        }
        return false;
    }

    private static boolean bool(OptionValue option, String value) {
        return switch (value) {
            case "true", "1", "t", "T", "TRUE", "True" -> true;
            case "false", "0", "f", "F", "FALSE", "False" -> false;
            default -> throw option.invalid("not a boolean", "use no-new-privileges=true");
        };
    }

    private static dev.jong.base.JongException unknown(OptionValue option) {
        return option.invalid(
                "unknown security option",
                "use seccomp=, no-new-privileges, apparmor=, label= or systempaths=unconfined");
    }

    private static Map<String, String> sysctls(List<OptionValue> options) {
        Map<String, String> sysctls = new LinkedHashMap<>();
        for (int i = 0; i < options.size(); i++) {
            sysctls.put(SysctlParser.name(options.get(i)), SysctlParser.value(options.get(i)));
        }
        return sysctls;
    }

    /// Of two limits with one name the later one counts.
    private static List<Ulimit> ulimits(List<OptionValue> options) {
        Map<String, Ulimit> limits = new LinkedHashMap<>();
        for (int i = 0; i < options.size(); i++) {
            Ulimit limit = UlimitParser.parse(options.get(i));
            limits.put(limit.name(), limit);
        }
        return new ArrayList<>(limits.values());
    }
}
