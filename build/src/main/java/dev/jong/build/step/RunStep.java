package dev.jong.build.step;

import java.util.List;

/// A program to be run in the files of a stage.
///
/// @param name what it is called where steps are shown, such as `stage 3/7`
/// @param command words
/// @param environment `NAME=value`, all there is
/// @param user as `USER` says it; empty for root
/// @param network `default`, `none` or `host`
/// @param insecure whether it runs with all privileges that the engine can give; asked for and allowed
public record RunStep(
        String name,
        Tree tree,
        List<String> command,
        List<String> environment,
        String workingDirectory,
        String user,
        List<StepMount> mounts,
        String network,
        boolean insecure) {
    public RunStep {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        mounts = List.copyOf(mounts);
    }
}
