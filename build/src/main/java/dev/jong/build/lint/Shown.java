package dev.jong.build.lint;

import dev.jong.base.Text;

/// Text of a file in messages: printable, and not too long.
final class Shown {
    private Shown() {}

    static String of(String text) {
        return Text.printable(text.length() > 120 ? text.substring(0, 120) + "..." : text);
    }
}
