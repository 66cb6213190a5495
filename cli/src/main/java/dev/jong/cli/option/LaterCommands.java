package dev.jong.cli.option;

import java.util.ArrayList;
import java.util.List;

/// Commands that other engines have and Jong has not, or not yet: known, so that they are refused by name with
/// a way out where there is one.
final class LaterCommands {
    private static final String FILES = "jong cp and jong export get at them";
    private static final String VOLUME = "jong volume inspect says where its files are";

    /// Full name, short name or nothing, summary, hint.
    private static final String[][] COMMANDS = {
        {
            "container checkpoint",
            "",
            "Save the state of running processes",
            "jong pause stops them, jong commit keeps their files"
        },
        {
            "container restore",
            "",
            "Let saved processes go on",
            "jong start starts the container afresh"
        },
        {"container init", "init", "Prepare a container to start", "jong start does all of it"},
        {
            "container cleanup",
            "",
            "Clean up behind containers",
            "leave it out; Jong does it by itself"
        },
        {
            "container clone",
            "",
            "Copy a container",
            "jong commit makes an image of it, to run again"
        },
        {
            "container runlabel",
            "",
            "Run what a label of an image says",
            "jong image inspect shows the label"
        },
        {"container mount", "mount", "Mount the files of a container", FILES},
        {"container unmount", "unmount", "Unmount the files of a container", FILES},
        {"container umount", "umount", "Unmount the files of a container", FILES},
        {"image mount", "", "Mount the files of an image", "jong create and jong cp get at them"},
        {
            "image unmount",
            "",
            "Unmount the files of an image",
            "jong create and jong cp get at them"
        },
        {"image sign", "", "Sign an image", LaterGroups.SIGN},
        {"image trust", "", "Say whose images are trusted", LaterGroups.SIGN},
        {"auto-update", "", "Update containers with their images", "jong pull, then run --replace"},
        {
            "unshare",
            "",
            "Enter the user namespace of the store",
            "unshare --map-auto of util-linux"
        },
        {"system service", "", "Serve an API", "call jong itself"},
        {"system dial-stdio", "", "Pass an API on", "call jong itself over ssh"},
        {"system connection", "", "Manage connections", LaterGroups.LOCAL},
        {"system reset", "", "Remove everything", "jong system prune -a removes what is not used"},
        {"system check", "", "Look for damage", "commands name what is damaged when they meet it"},
        {"system migrate", "", "Bring a store up to date", "leave it out; there is nothing to do"},
        {"system renumber", "", "Number locks anew", "leave it out; there is nothing to do"},
        {"volume mount", "", "Mount a volume", VOLUME},
        {"volume unmount", "", "Unmount a volume", VOLUME},
        {"volume reload", "", "Ask plugins for volumes", "leave it out; there are no plugins"},
        {"volume update", "", "Change a volume of a cluster", LaterGroups.ONE_HOST},
    };

    private LaterCommands() {}

    static String pathOf(String word) {
        for (String[] command : COMMANDS) {
            if (command[1].equals(word) || command[1].isEmpty() && command[0].equals(word)) {
                return command[0];
            }
        }
        return "";
    }

    static boolean exists(String path) {
        for (String[] command : COMMANDS) {
            if (command[0].equals(path)) {
                return true;
            }
        }
        return false;
    }

    static CommandSpec spec(String path) {
        for (String[] command : COMMANDS) {
            if (command[0].equals(path)) {
                return CommandSpec.later(path, command[1], command[2], command[3]);
            }
        }
        throw new IllegalArgumentException("no command " + path);
    }

    static List<String> words() {
        List<String> words = new ArrayList<>();
        for (String[] command : COMMANDS) {
            String word = command[1].isEmpty() ? command[0] : command[1];
            if (word.indexOf(' ') < 0) {
                words.add(word);
            }
        }
        return words;
    }

    /// Those of a group, without the group's name.
    static List<String> words(String group) {
        List<String> words = new ArrayList<>();
        for (String[] command : COMMANDS) {
            if (command[0].startsWith(group + " ")) {
                words.add(command[0].substring(group.length() + 1));
            }
        }
        return words;
    }
}
