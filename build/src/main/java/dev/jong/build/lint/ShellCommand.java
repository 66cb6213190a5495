package dev.jong.build.lint;

import java.util.ArrayList;
import java.util.List;

/// A command in a shell text.
///
/// @param words the program and its arguments, without quotes, assignments and redirections; at least one
/// @param piped whether its output goes into a pipe
record ShellCommand(List<String> words, boolean piped) {
    ShellCommand {
        words = List.copyOf(words);
    }

    /// The program, without its directory.
    String name() {
        String first = words.getFirst();
        return first.substring(first.lastIndexOf('/') + 1);
    }

    boolean is(String program) {
        return name().equals(program);
    }

    /// Whether it is a program with this among its arguments, flags aside.
    boolean is(String program, String... subcommands) {
        return is(program)
                && arguments().stream().anyMatch(word -> List.of(subcommands).contains(word));
    }

    /// All words after the program that are no flags.
    List<String> arguments() {
        return words.stream().skip(1).filter(word -> !word.startsWith("-")).toList();
    }

    /// Whether it has a flag: `-y` also among others in one word, `--yes` also with a value.
    boolean has(String... flags) {
        return words.stream().skip(1).anyMatch(word -> isOne(word, flags));
    }

    private static boolean isOne(String word, String... flags) {
        for (String flag : flags) {
            boolean isShort = flag.length() == 2 && flag.charAt(1) != '-';
            boolean bundle =
                    isShort
                            && word.length() > 2
                            && word.charAt(0) == '-'
                            && word.charAt(1) != '-'
                            && word.indexOf(flag.charAt(1)) > 0;
            if (bundle || word.equals(flag) || word.startsWith(flag + "=")) {
                return true;
            }
        }
        return false;
    }

    /// What follows a subcommand and is no flag, nor the value of one of these flags.
    List<String> after(String subcommand, String... withValue) {
        List<String> values = new ArrayList<>();
        boolean begun = false;
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (List.of(withValue).contains(word)) {
                i++;
            } else if (begun && !word.startsWith("-") && !word.isEmpty()) {
                values.add(word);
            } else {
                begun |= word.equals(subcommand);
            }
        }
        return values;
    }
}
