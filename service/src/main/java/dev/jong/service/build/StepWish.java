package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.step.RunStep;
import dev.jong.runtime.host.Host;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.RunOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns a step into what is asked of a container. A step gets nothing that its build does not allow (B15), and no
/// variable but its own and those that every container has (B25).
final class StepWish {
    private final StepOptions options;
    private final Host.Isolation rung;

    StepWish(StepOptions options, Host.Isolation rung) {
        this.options = options;
        this.rung = rung;
    }

    /// @param variables `NAME=value`, besides those of the step
    RunOptions of(RunStep step, List<String> variables) {
        if (step.insecure() && !options.mayBeInsecure()) {
            throw notAllowed("--security=insecure", "security.insecure");
        }
        return new RunOptions(
                new RunOptions.ImageSource.Directory(""),
                step.command(),
                new RunOptions.Identity(
                        Optional.empty(), Optional.empty(), Map.of(), Map.of(), true),
                new RunOptions.Streams(false, false, false, Optional.empty(), false),
                process(step, variables),
                new RunOptions.Storage(
                        List.of(), List.of(), false, options.sharedMemory(), List.of()),
                new RunOptions.Namespaces(network(step), "", "", "", "", ""),
                options.security(step.insecure()),
                options.resources(),
                names(),
                NetworkOptions.NONE);
    }

    private static RunOptions.Process process(RunStep step, List<String> variables) {
        List<RunOptions.Variable> environment = new ArrayList<>();
        for (String text : step.environment()) {
            environment.add(variable(text));
        }
        for (String text : variables) {
            environment.add(variable(text));
        }
        return new RunOptions.Process(
                environment,
                Optional.of(step.workingDirectory().isEmpty() ? "/" : step.workingDirectory()),
                Optional.of(step.user()),
                List.of(),
                Optional.of(List.of()),
                false,
                Optional.empty(),
                java.util.OptionalInt.empty(),
                "false");
    }

    private static RunOptions.Variable variable(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new RunOptions.Variable(text, "", "build")
                : new RunOptions.Variable(
                        text.substring(0, equals), text.substring(equals + 1), "build");
    }

    private String network(RunStep step) {
        String wanted = step.network().equals("default") ? options.network() : step.network();
        if (wanted.equals("host") && !options.mayUseHost()) {
            throw notAllowed("--network=host", "network.host");
        }
        boolean chroot = rung == Host.Isolation.CHROOT;
        return chroot && wanted.isEmpty() ? "host" : wanted;
    }

    private RunOptions.Names names() {
        boolean own = rung != Host.Isolation.CHROOT;
        return new RunOptions.Names(
                own ? Optional.of(options.hostname()) : Optional.empty(),
                Optional.empty(),
                options.hosts(),
                options.dns(),
                options.dnsSearch(),
                options.dnsOptions());
    }

    private static JongException notAllowed(String what, String entitlement) {
        return JongException.of(
                        ErrorKind.PERMISSION_DENIED,
                        "a step asks for " + Text.printable(what) + ", which was not allowed")
                .hint("allow it with --allow " + entitlement + " if you trust the build");
    }
}
