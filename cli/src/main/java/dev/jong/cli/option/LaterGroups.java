package dev.jong.cli.option;

/// Groups of commands that other engines have and Jong has not: known, so that they are refused by name with a way out.
final class LaterGroups {
    static final String LOCAL = "leave it out; Jong has no daemon to connect to";
    static final String ONE_HOST = "Jong runs containers on one host";
    static final String SIGN = "sign with another tool, such as cosign";
    private static final String UNIT = "write a service unit with jong run in ExecStart";

    private LaterGroups() {}

    /// What to do instead of the commands of a group; empty when there is no such group.
    static String hint(String group) {
        return switch (group) {
            case "pod", "kube", "play" ->
                    "run each container with jong run, the second one with --network container:NAME";
            case "checkpoint" -> "jong commit keeps the files of a container";
            case "compose" -> "run each service with jong run";
            case "farm" -> ONE_HOST;
            case "generate", "quadlet" -> UNIT;
            case "secret" -> "give it as a file: -v FILE:/run/secrets/NAME:ro";
            case "context" -> LOCAL;
            case "config", "node", "service", "stack", "swarm" -> ONE_HOST;
            case "plugin" -> "leave it out; what plugins do is done on the host";
            case "trust" -> SIGN;
            case "artifact" -> "use another tool, such as oras";
            case "machine" -> "leave it out; Jong runs on Linux itself";
            default -> "";
        };
    }
}
