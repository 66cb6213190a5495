package dev.jong.service.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// A line that somebody types on a terminal which edits nothing itself: backspace and ^U take back, ^C and ^D give up.
final class TypedLine {
    private static final int LONGEST = 16 << 10;

    private final InputStream keys;
    private final Consumer<String> screen;
    private final boolean shown;
    private final StringBuilder line = new StringBuilder();

    /// @param screen shows byte strings
    /// @param shown whether what is typed is shown
    TypedLine(InputStream keys, Consumer<String> screen, boolean shown) {
        this.keys = keys;
        this.screen = screen;
        this.shown = shown;
    }

    /// Reads up to the end of the line; a byte string.
    ///
    /// @throws JongException CANCELLED when the user gives up
    String read() {
        try {
            for (int key = keys.read(); key != '\n' && key != '\r'; key = keys.read()) {
                take(key);
            }
        } catch (IOException e) {
            throw gaveUp().causedBy(e);
        } finally {
            screen.accept("\n");
        }
        return line.toString();
    }

    private void take(int key) {
        switch (key) {
            case -1, 3, 4 -> throw gaveUp();
            case 8, 0x7f -> takeBack();
            case 0x15 -> {
                while (!line.isEmpty()) {
                    takeBack();
                }
            }
            default -> {
                if (key >= ' ' && line.length() < LONGEST) {
                    line.append((char) key);
                    show(Character.toString((char) key));
                }
            }
        }
    }

    /// One character, which may be several bytes of UTF-8.
    private void takeBack() {
        boolean rest = true;
        while (rest && !line.isEmpty()) {
            rest = (line.charAt(line.length() - 1) & 0xc0) == 0x80;
            line.setLength(line.length() - 1);
            if (!rest) {
                show("\b \b");
            }
        }
    }

    private void show(String text) {
        if (shown) {
            screen.accept(text);
        }
    }

    private static JongException gaveUp() {
        return JongException.of(ErrorKind.CANCELLED, "login was given up");
    }
}
