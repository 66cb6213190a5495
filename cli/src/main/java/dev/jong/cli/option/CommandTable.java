package dev.jong.cli.option;

import java.util.ArrayList;
import java.util.List;

/// All commands. A spec is built when it is asked for, so that a command pays for its own options only.
public final class CommandTable {
    private static final List<String> GROUPS =
            List.of(
                    "container",
                    "image",
                    "network",
                    "volume",
                    "system",
                    "builder",
                    "buildx",
                    "compose",
                    "context",
                    "manifest",
                    "registry",
                    "checkpoint",
                    "engine",
                    "healthcheck",
                    "explain",
                    "trust",
                    "config",
                    "node",
                    "plugin",
                    "secret",
                    "service",
                    "stack",
                    "swarm");
    private static final List<String> PATHS =
            List.of(
                    "container run",
                    "container create",
                    "container start",
                    "container stop",
                    "container kill",
                    "container wait",
                    "container rm",
                    "container exec",
                    "container attach",
                    "container ls",
                    "container inspect",
                    "container logs",
                    "container restart",
                    "container rename",
                    "container exists",
                    "container port",
                    "container top",
                    "container stats",
                    "container why",
                    "container pause",
                    "container unpause",
                    "container update",
                    "image build",
                    "builder prune",
                    "builder du",
                    "lint",
                    "image load",
                    "image import",
                    "image pull",
                    "image push",
                    "image ls",
                    "image rm",
                    "image inspect",
                    "image tag",
                    "image untag",
                    "image exists",
                    "image save",
                    "image history",
                    "image tree",
                    "image copy",
                    "image scp",
                    "login",
                    "logout",
                    "search",
                    "tags",
                    "delete",
                    "registry serve",
                    "registry gc",
                    "image waste",
                    "image squash",
                    "container export",
                    "container diff",
                    "container cp",
                    "container commit",
                    "inspect",
                    "explain run",
                    "explain user",
                    "doctor",
                    "version",
                    "completion",
                    "clean_up",
                    "duty",
                    "healthcheck run",
                    "engine status",
                    "engine stop",
                    "container prune",
                    "image prune",
                    "image pin",
                    "manifest create",
                    "manifest add",
                    "manifest annotate",
                    "manifest inspect",
                    "manifest push",
                    "manifest rm",
                    "manifest remove",
                    "manifest exists",
                    "image unpin",
                    "system df",
                    "system events",
                    "system info",
                    "system prune",
                    "system start-all",
                    "system boot-units",
                    "volume create",
                    "volume ls",
                    "volume inspect",
                    "volume exists",
                    "volume rm",
                    "volume prune",
                    "volume export",
                    "volume import",
                    "volume clone",
                    "network create",
                    "network ls",
                    "network inspect",
                    "network exists",
                    "network rm",
                    "network prune",
                    "network connect",
                    "network disconnect",
                    "network update",
                    "network reload");

    private CommandTable() {}

    /// The full names of the commands that work, in the order of help.
    public static List<String> paths() {
        return PATHS;
    }

    /// Whether a word is the name of a group of commands, such as `image`.
    static boolean isGroup(String word) {
        return GROUPS.contains(word) || !LaterGroups.hint(word).isEmpty();
    }

    /// The full name behind a word that is a command by itself, such as `container ls` for `ps`; empty when it
    /// is not one.
    static String pathOf(String word) {
        return switch (word) {
            case "export",
                    "run",
                    "create",
                    "start",
                    "attach",
                    "exec",
                    "stop",
                    "kill",
                    "wait",
                    "rm" ->
                    "container " + word;
            case "ps" -> "container ls";
            case "diff", "cp", "commit", "why", "update" -> "container " + word;
            case "logs", "restart", "rename", "port", "top", "stats", "pause", "unpause" ->
                    "container " + word;
            case "build", "bud" -> "image build";
            case "tag", "untag", "save", "history", "load", "import", "pull", "push" ->
                    "image " + word;
            case "copy" -> "image copy";
            case "login", "logout", "search", "tags", "delete", "lint" -> word;
            case "images" -> "image ls";
            case "rmi" -> "image rm";
            case "df", "events", "info" -> "system " + word;
            case "inspect", "doctor", "version", "completion", "clean_up", "duty" -> word;
            default -> LaterCommands.pathOf(word);
        };
    }

    /// The full name of a command of a group; empty when the group has no such command.
    static String pathOf(String group, String word) {
        String name =
                switch (word) {
                    case "list" -> "ls";
                    case "ps" -> group.equals("container") ? "ls" : word;
                    // Podman's word for taking an image out of a list.
                    case "remove" -> group.equals("manifest") ? word : "rm";
                    default -> word;
                };
        String path = BuildTable.isGroup(group) ? BuildTable.pathOf(name) : group + " " + name;
        return PATHS.contains(path) || LaterCommands.exists(path) ? path : "";
    }

    /// The table of one command; of the global options for an empty path.
    ///
    /// @throws IllegalArgumentException when there is no such command: a bug of the caller
    public static CommandSpec spec(String path) {
        return switch (path) {
            case "" -> SystemTable.global();
            case "container run" -> RunTable.run();
            case "container create" -> RunTable.create();
            case "explain run" -> RunTable.explain();
            case "explain user" -> UserTable.explain();
            case "container exec" -> EnterTable.exec();
            case "container why" -> WhyTable.why();
            case "container attach" -> EnterTable.attach();
            case "container ls" -> ContainerTable.ls();
            case "container rm" -> ContainerTable.rm();
            case "container inspect" -> ContainerTable.inspect();
            case "container start" -> ContainerTable.start();
            case "container stop" -> ContainerTable.stop();
            case "container kill" -> ContainerTable.kill();
            case "container wait" -> WaitTable.waiting();
            case "container logs",
                    "container restart",
                    "container rename",
                    "container exists",
                    "container port",
                    "container top",
                    "container stats",
                    "container pause",
                    "container unpause" ->
                    LifeTable.spec(path);
            case "image build", "builder prune", "builder du" -> BuildTable.spec(path);
            case "lint" -> LintTable.lint();
            case "image load" -> ImageTable.load();
            case "image import" -> ImageTable.importing();
            case "image pull" -> PullTable.pull();
            case "image push" -> PullTable.push();
            case "image ls" -> ImageTable.ls();
            case "image rm" -> ImageTable.rm();
            case "image inspect" -> ImageTable.inspect();
            case "image tag" -> LocalImageTable.tag();
            case "image untag" -> LocalImageTable.untag();
            case "image exists" -> LocalImageTable.exists();
            case "image save" -> LocalImageTable.save();
            case "image history" -> LocalImageTable.history();
            case "image tree" -> LocalImageTable.tree();
            case "image copy" -> CopyTable.copy();
            case "image scp" -> CopyTable.scp();
            case "login", "logout", "search", "tags", "delete" -> RegistryTable.spec(path);
            case "registry serve" -> ServerTable.serve();
            case "registry gc" -> ServerTable.gc();
            case "image waste" -> LocalImageTable.waste();
            case "image squash" -> LocalImageTable.squash();
            case "container export" -> LocalImageTable.export();
            case "container diff", "container cp", "container commit" -> FilesTable.spec(path);
            case "inspect" -> SystemTable.inspect();
            case "version" -> SystemTable.version();
            case "completion" -> SystemTable.completion();
            case "doctor" -> SystemTable.doctor();
            case "engine status" -> SystemTable.engineStatus();
            case "engine stop" -> SystemTable.engineStop();
            case "clean_up" -> SystemTable.cleanUp();
            case "container update" -> UpdateTable.update();
            case "system events" -> EventTable.events();
            case "duty", "healthcheck run", "system start-all", "system boot-units" ->
                    DutyTable.spec(path);
            case "container prune",
                    "image prune",
                    "image pin",
                    "image unpin",
                    "system df",
                    "system info",
                    "system prune" ->
                    SpaceTable.spec(path);
            case "volume create",
                    "volume ls",
                    "volume inspect",
                    "volume exists",
                    "volume rm",
                    "volume prune",
                    "volume export",
                    "volume import",
                    "volume clone" ->
                    VolumeTable.spec(path);
            case "network create",
                    "network ls",
                    "network inspect",
                    "network exists",
                    "network rm",
                    "network prune",
                    "network connect",
                    "network disconnect",
                    "network update",
                    "network reload" ->
                    NetworkTable.spec(path);
            case "manifest create",
                    "manifest add",
                    "manifest annotate",
                    "manifest inspect",
                    "manifest push",
                    "manifest rm",
                    "manifest remove",
                    "manifest exists" ->
                    ManifestTable.spec(path);
            default -> LaterCommands.spec(path);
        };
    }

    /// Every word that can stand first, for suggestions and completion.
    static List<String> words() {
        List<String> words = new ArrayList<>(List.of("container", "image", "help"));
        for (String path : PATHS) {
            CommandSpec spec = spec(path);
            if (!spec.hidden() && spec.title().indexOf(' ') < 0) {
                words.add(spec.title());
            }
        }
        words.addAll(LaterCommands.words());
        return words;
    }

    /// Every command of a group, without the group's name.
    static List<String> words(String group) {
        List<String> words = new ArrayList<>();
        for (String path : PATHS) {
            if (path.startsWith(group + " ")) {
                words.add(path.substring(group.length() + 1));
            }
        }
        return words;
    }
}
