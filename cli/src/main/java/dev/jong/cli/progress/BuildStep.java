package dev.jong.cli.progress;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// A step of a build as it is shown. Not for several threads.
final class BuildStep implements Redrawn.Line {
    private static final int KEPT = 20;
    private static final int LONGEST = 4096;

    private final int number;
    private final String name;
    private final long begun = System.nanoTime();
    private final Deque<String> lines = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private String end = "";

    /// @param number from 1
    /// @param name printable
    BuildStep(int number, String name) {
        this.number = number;
        this.name = name;
    }

    /// The line that says that it begins.
    String begun() {
        return "#" + number + " " + name + "\n";
    }

    /// Takes what its program has printed; returns the lines that are whole by it, with its number and the time.
    String printed(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (byte one : bytes) {
            if (one == '\n' || one == '\r' || line.length() >= LONGEST) {
                out.append(flush());
            }
            if (one != '\n' && one != '\r') {
                line.append((char) (one & 0xff));
            }
        }
        return out.toString();
    }

    private String flush() {
        if (line.isEmpty()) {
            return "";
        }
        // What a program prints must not draw on the terminal of who reads it.
        String text = Text.printable(line.toString());
        line.setLength(0);
        lines.addLast(text);
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
        return "#" + number + " " + time() + " " + text + "\n";
    }

    /// Ends it; returns the line that says so.
    String over(String how) {
        String rest = flush();
        String shown = "#" + number + " " + how + "\n\n";
        end = how.startsWith("DONE") ? time() + "s" : how;
        return rest + shown;
    }

    /// The last lines that its program has printed.
    String tail() {
        StringBuilder out = new StringBuilder("------\n > " + name + ":\n");
        for (String one : lines) {
            out.append(one).append('\n');
        }
        return out.append("------\n").toString();
    }

    /// The same as an object of JSON and a line end.
    ///
    /// @param text what was printed, or what went wrong; empty for neither
    String event(String event, String text) {
        Json.ObjectBuilder out =
                Json.object().put("step", number).put("name", name).put("event", event);
        if (!text.isEmpty()) {
            out.put("text", text);
        }
        return Text.of(JsonPrinter.bytes(out.build())) + "\n";
    }

    @Override
    public String drawn(int columns) {
        String right = end.isEmpty() ? time() + "s" : end;
        String left = " => " + name;
        if (end.isEmpty() && !lines.isEmpty()) {
            left = left + " | " + lines.getLast();
        }
        int room = Math.max(10, columns - right.length() - 2);
        String cut = left.length() > room ? left.substring(0, room) : left;
        return cut + " ".repeat(Math.max(1, room - cut.length() + 1)) + right;
    }

    @Override
    public boolean isOver() {
        return !end.isEmpty();
    }

    private String time() {
        return tenths(Duration.ofNanos(System.nanoTime() - begun));
    }

    /// A time as `1.2s`.
    static String seconds(Duration took) {
        return tenths(took) + "s";
    }

    private static String tenths(Duration took) {
        long tenths = took.toMillis() / 100;
        return tenths / 10 + "." + tenths % 10;
    }
}
