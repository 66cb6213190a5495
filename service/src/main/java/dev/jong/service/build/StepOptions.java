package dev.jong.service.build;

import dev.jong.service.container.RunOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What holds for all steps of a build.
///
/// @param network of steps that do not say otherwise: as `run --network` takes it, empty for the usual one
/// @param mayUseHost whether steps may have the host's network
/// @param mayBeInsecure whether steps may have all privileges
/// @param hostname of every step, so that layers do not tell where they were made
/// @param sharedMemory bytes of /dev/shm
public record StepOptions(
        String network,
        boolean mayUseHost,
        boolean mayBeInsecure,
        String hostname,
        List<RunOptions.Host> hosts,
        List<String> dns,
        List<String> dnsSearch,
        List<String> dnsOptions,
        List<RunOptions.Ulimit> ulimits,
        RunOptions.Resources resources,
        OptionalLong sharedMemory,
        List<String> capabilitiesToAdd,
        List<String> capabilitiesToDrop) {
    /// What builds of others call it too.
    public static final String HOSTNAME = "buildkitsandbox";

    private static final RunOptions.Resources UNLIMITED =
            new RunOptions.Resources(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty());

    /// When nobody asked for anything.
    public static final StepOptions USUAL =
            new StepOptions(
                    "",
                    false,
                    false,
                    HOSTNAME,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    UNLIMITED,
                    OptionalLong.empty(),
                    List.of(),
                    List.of());

    public StepOptions {
        hosts = List.copyOf(hosts);
        dns = List.copyOf(dns);
        dnsSearch = List.copyOf(dnsSearch);
        dnsOptions = List.copyOf(dnsOptions);
        ulimits = List.copyOf(ulimits);
        capabilitiesToAdd = List.copyOf(capabilitiesToAdd);
        capabilitiesToDrop = List.copyOf(capabilitiesToDrop);
    }

    /// Protections of a step: those of any container.
    RunOptions.Security security(boolean insecure) {
        return new RunOptions.Security(
                capabilitiesToAdd,
                capabilitiesToDrop,
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                true,
                insecure,
                Map.of(),
                ulimits,
                OptionalInt.empty());
    }
}
