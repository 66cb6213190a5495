package dev.jong.service.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Options of `run` as they are when nobody gives any, and one step away from it.
final class Options {
    static final OptionalLong NO_NUMBER = OptionalLong.empty();
    private static final Optional<String> NO_TEXT = Optional.empty();

    private Options() {}

    static RunOptions none() {
        return with(resources(NO_NUMBER, NO_NUMBER), names());
    }

    static RunOptions with(RunOptions.Resources resources, RunOptions.Names names) {
        return new RunOptions(
                new RunOptions.ImageSource.Named("alpine", NO_TEXT, RunOptions.Pull.MISSING),
                List.of(),
                new RunOptions.Identity(NO_TEXT, NO_TEXT, Map.of(), Map.of(), true),
                new RunOptions.Streams(false, false, false, NO_TEXT, true),
                process(Optional.empty()),
                storage(),
                namespaces("", "", "", "", ""),
                security(),
                resources,
                names);
    }

    static RunOptions with(RunOptions.Identity identity) {
        RunOptions o = none();
        return new RunOptions(
                o.image(),
                o.command(),
                identity,
                o.streams(),
                o.process(),
                o.storage(),
                o.namespaces(),
                o.security(),
                o.resources(),
                o.names());
    }

    static RunOptions capabilities(List<String> add) {
        return security(add, none().security().seccomp());
    }

    static RunOptions seccomp(String profile) {
        return security(none().security().capabilitiesToAdd(), Optional.of(profile));
    }

    private static RunOptions security(List<String> add, Optional<String> seccomp) {
        RunOptions o = none();
        RunOptions.Security s = o.security();
        RunOptions.Security adding =
                new RunOptions.Security(
                        add,
                        s.capabilitiesToDrop(),
                        seccomp,
                        s.noNewPrivileges(),
                        s.appArmor(),
                        s.labels(),
                        s.maskPaths(),
                        s.privileged(),
                        s.sysctls(),
                        s.ulimits(),
                        s.oomScoreAdjustment());
        return new RunOptions(
                o.image(),
                o.command(),
                o.identity(),
                o.streams(),
                o.process(),
                o.storage(),
                o.namespaces(),
                adding,
                o.resources(),
                o.names());
    }

    static RunOptions command(List<String> command, Optional<List<String>> entrypoint) {
        RunOptions o = none();
        return new RunOptions(
                o.image(),
                command,
                o.identity(),
                o.streams(),
                process(entrypoint),
                o.storage(),
                o.namespaces(),
                o.security(),
                o.resources(),
                o.names());
    }

    static RunOptions.Process process(Optional<List<String>> entrypoint) {
        return new RunOptions.Process(
                List.of(),
                NO_TEXT,
                NO_TEXT,
                List.of(),
                entrypoint,
                false,
                NO_TEXT,
                OptionalInt.empty());
    }

    static RunOptions.Storage storage(RunOptions.Mount... mounts) {
        return new RunOptions.Storage(List.of(mounts), List.of(), false, NO_NUMBER, List.of());
    }

    static RunOptions.Namespaces namespaces(
            String network, String pid, String ipc, String uts, String cgroup) {
        return new RunOptions.Namespaces(network, pid, ipc, uts, "", cgroup);
    }

    static RunOptions.Security security() {
        return new RunOptions.Security(
                List.of(),
                List.of(),
                NO_TEXT,
                false,
                NO_TEXT,
                List.of(),
                true,
                false,
                Map.of(),
                List.of(),
                OptionalInt.empty());
    }

    static RunOptions.Resources resources(OptionalLong memory, OptionalLong swap) {
        return resources(memory, swap, NO_NUMBER, NO_NUMBER, NO_NUMBER);
    }

    static RunOptions.Resources resources(
            OptionalLong memory,
            OptionalLong swap,
            OptionalLong nanoCpus,
            OptionalLong quota,
            OptionalLong pids) {
        return new RunOptions.Resources(
                memory, swap, NO_NUMBER, nanoCpus, NO_NUMBER, NO_NUMBER, quota, NO_TEXT, NO_TEXT,
                pids);
    }

    static RunOptions.Names names() {
        return names(Optional.empty(), List.of(), List.of(), List.of());
    }

    static RunOptions.Names names(
            Optional<String> hostname,
            List<RunOptions.Host> hosts,
            List<String> dns,
            List<String> search) {
        return new RunOptions.Names(hostname, NO_TEXT, hosts, dns, search, List.of());
    }
}
