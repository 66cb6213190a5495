package dev.jong.cli.option;

import java.util.ArrayList;
import java.util.List;

/// Commands that other engines have and Jong has not, or not yet: known, so that they are refused by name with
/// a way out where there is one.
final class LaterCommands {
    /// Full name, short name or nothing, summary, hint.
    private static final String[][] COMMANDS = {
        {"image build", "build", "Build an image", "build with another tool and use jong load"},
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
