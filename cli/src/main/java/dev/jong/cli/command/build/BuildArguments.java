package dev.jong.cli.command.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.export.MakeImage;
import dev.jong.build.solver.BuildWishes;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.HostParser;
import dev.jong.cli.run.LabelParser;
import dev.jong.cli.run.NumberParser;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.service.build.BuildRequest;
import dev.jong.service.build.BuildRequest.Output;
import dev.jong.service.container.Caller;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What the command line of `build` asks for.
final class BuildArguments {
    private static final Set<String> PROXIES =
            Set.of(
                    "HTTP_PROXY",
                    "http_proxy",
                    "HTTPS_PROXY",
                    "https_proxy",
                    "FTP_PROXY",
                    "ftp_proxy",
                    "NO_PROXY",
                    "no_proxy",
                    "ALL_PROXY",
                    "all_proxy");
    private static final Set<String> ENTITLEMENTS = Set.of("network.host", "security.insecure");

    private final ParsedCommand line;
    private final Caller caller;

    private BuildArguments(ParsedCommand line, Caller caller) {
        this.line = line;
        this.caller = caller;
    }

    /// The request.
    ///
    /// @throws JongException INVALID_ARGUMENT for a value that cannot be
    static BuildRequest of(ParsedCommand line, Caller caller) {
        return new BuildArguments(line, caller).request();
    }

    private BuildRequest request() {
        List<Reference> names = new ArrayList<>();
        for (OptionValue tag : line.all("tag")) {
            names.add(Reference.parse(tag.text()));
        }
        List<Output> outputs = OutputParser.of(line, caller);
        for (Output output : outputs) {
            OutputParser.names(output).stream().filter(n -> !names.contains(n)).forEach(names::add);
        }
        checkIsolation();
        Map<String, String> ofIndex = AnnotationParser.of(line, "index");
        if (!ofIndex.isEmpty() && platforms().size() == 1) {
            throw line.conflict(
                    "--annotation index: and one platform", "a list needs several: --platform A,B");
        }
        return new BuildRequest(
                context(),
                line.text("file"),
                path("ignorefile"),
                pairs("build-context", "NAME=PLACE, such as src=../src"),
                wishes(),
                new MakeImage.Wishes(
                        pairs("label", "NAME=VALUE, such as team=web"),
                        AnnotationParser.of(line, ""),
                        ofIndex,
                        docker(),
                        words("unsetlabel"),
                        words("unsetenv")),
                names,
                outputs,
                CacheParser.of(line, caller));
    }

    /// Programs are never less apart than any of these asks for.
    private void checkIsolation() {
        if (!List.of("", "default", "oci", "rootless", "chroot").contains(line.text("isolation"))) {
            throw line.unknown("isolation", "default, or leave it out");
        }
    }

    private String context() {
        String place = line.arguments().isEmpty() ? "." : line.arguments().getFirst();
        boolean elsewhere = place.equals("-") || BuildRequest.isRemote(place);
        return elsewhere ? place : caller.absolute(place);
    }

    private String path(String option) {
        return line.value(option).map(value -> caller.absolute(value.text())).orElse("");
    }

    private Map<String, String> pairs(String option, String hint) {
        return LabelParser.pairs(line.all(option), hint);
    }

    private boolean docker() {
        return switch (line.text("format")) {
            case "", "oci" -> false;
            case "docker" -> true;
            // The format of findings.
            case "json", "sarif", "lines", "tty" -> {
                if (BuildCalls.areMeant(line)) {
                    yield false;
                }
                throw line.unknown("format", "oci or docker");
            }
            default -> throw line.unknown("format", "oci or docker");
        };
    }

    private BuildWishes wishes() {
        return new BuildWishes(
                line.text("target"),
                platforms(),
                arguments(),
                proxies(),
                fresh(),
                network(),
                line.all("add-host").stream()
                        .map(host -> HostParser.print(HostParser.added(host)))
                        .toList(),
                allowed(),
                epoch(),
                named("env", "write --env NAME=VALUE"),
                squash(),
                jobs());
    }

    /// Without layers between there is one at the end, too.
    private BuildWishes.Squash squash() {
        if (line.flag("squash-all")) {
            return BuildWishes.Squash.ALL;
        }
        boolean own = line.flag("squash") || !line.flag("layers", true);
        return own ? BuildWishes.Squash.OWN : BuildWishes.Squash.NOTHING;
    }

    private List<String> words(String option) {
        return line.all(option).stream().map(OptionValue::text).toList();
    }

    private List<Platform> platforms() {
        List<Platform> all = new ArrayList<>();
        boolean parts = !(line.text("os") + line.text("arch") + line.text("variant")).isEmpty();
        if (parts && !line.all("platform").isEmpty()) {
            throw line.conflict("--platform and --os, --arch or --variant", "use --platform alone");
        }
        if (parts) {
            return List.of(ofParts());
        }
        for (OptionValue value : line.all("platform")) {
            for (String one : value.text().split(",", -1)) {
                Platform platform =
                        one.equals("local") ? Platform.host() : Platform.parse(one.strip());
                if (!all.contains(platform)) {
                    all.add(platform);
                }
            }
        }
        if (all.isEmpty()) {
            all.add(
                    caller.variable("DOCKER_DEFAULT_PLATFORM")
                            .filter(text -> !text.isEmpty())
                            .map(Platform::parse)
                            .orElseGet(Platform::host));
        }
        return all;
    }

    private Platform ofParts() {
        Platform host = Platform.host();
        String os = line.text("os").isEmpty() ? "linux" : line.text("os");
        String arch = line.text("arch").isEmpty() ? host.architecture() : line.text("arch");
        String variant = line.text("variant");
        return Platform.parse(os + "/" + arch + (variant.isEmpty() ? "" : "/" + variant));
    }

    private int jobs() {
        return line.value("jobs")
                .map(value -> (int) NumberParser.between(0, 1024, value))
                .orElse(0);
    }

    private Map<String, String> arguments() {
        return named("build-arg", "write --build-arg NAME=VALUE");
    }

    /// One without a value is the caller's variable of that name, or nothing.
    private Map<String, String> named(String option, String hint) {
        Map<String, String> all = new TreeMap<>();
        for (OptionValue value : line.all(option)) {
            int equals = value.text().indexOf('=');
            String name = equals < 0 ? value.text() : value.text().substring(0, equals);
            if (name.isEmpty()) {
                throw value.invalid("a name is missing", hint);
            }
            if (equals >= 0) {
                all.put(name, value.text().substring(equals + 1));
            } else {
                caller.variable(name).ifPresent(text -> all.put(name, text));
            }
        }
        return all;
    }

    private Map<String, String> proxies() {
        Map<String, String> all = new TreeMap<>();
        if (line.flag("http-proxy", true)) {
            for (String name : PROXIES) {
                caller.variable(name)
                        .filter(text -> !text.isEmpty())
                        .ifPresent(text -> all.put(name, text));
            }
        }
        return all;
    }

    private Set<String> fresh() {
        Set<String> all = new HashSet<>();
        if (line.flag("no-cache")) {
            all.add("*");
        }
        for (OptionValue value : line.all("no-cache-filter")) {
            all.addAll(List.of(value.text().split(",", -1)));
        }
        return all;
    }

    private String network() {
        String mode = line.text("network");
        return switch (mode) {
            case "", "default", "bridge", "private" -> "default";
            case "none", "host" -> mode;
            default -> throw line.unknown("network", "default, none or host");
        };
    }

    private Set<String> allowed() {
        Set<String> all = new HashSet<>();
        for (OptionValue value : line.all("allow")) {
            for (String one : value.text().split(",", -1)) {
                if (!ENTITLEMENTS.contains(one)) {
                    throw value.invalid(
                            "no such entitlement", "use network.host or security.insecure");
                }
                all.add(one);
            }
        }
        return all;
    }

    private Optional<Long> epoch() {
        Optional<OptionValue> asked = line.value("timestamp");
        String text =
                asked.map(OptionValue::text)
                        .orElseGet(() -> caller.variable("SOURCE_DATE_EPOCH").orElse(""));
        if (text.isEmpty()) {
            return Optional.ofNullable(arguments().get("SOURCE_DATE_EPOCH")).map(this::seconds);
        }
        return Optional.of(seconds(text));
    }

    private long seconds(String text) {
        try {
            long seconds = Long.parseLong(text);
            if (seconds >= 0) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                "the time of the build is not a number of seconds since 1970");
    }
}
