package dev.jong.cli.progress;

import dev.jong.cli.output.HumanSize;
import dev.jong.image.pull.PullProgress.State;
import dev.jong.oci.Descriptor;

/// Where one layer is, and how that looks. Docker's words.
final class BlobLine {
    private static final int WIDEST_BAR = 50;
    private static final int NARROWEST_BAR = 5;

    private final Descriptor blob;
    private State state = State.WANTED;
    private long bytes;
    private long extracted;

    BlobLine(Descriptor blob) {
        this.blob = blob;
    }

    /// Takes news in.
    ///
    /// @return whether the words have changed
    boolean at(State now, long count) {
        State before = state;
        if (now == State.EXTRACTING) {
            extracted = count;
            // It is unpacked while it comes; people want to know first when it has come.
            state = before == State.DOWNLOADED ? now : before;
        } else if (now == State.DOWNLOADED && extracted > 0) {
            state = now;
        } else {
            state = now;
            bytes = count;
        }
        return state != before;
    }

    boolean isOver() {
        return state == State.COMPLETE || state == State.EXISTS;
    }

    /// The line without a terminal; empty for what is not told there.
    String plain() {
        return switch (state) {
            case WANTED, EXTRACTING -> "";
            case WAITING, DOWNLOADING, RETRYING, DOWNLOADED, EXISTS, COMPLETE -> id() + words();
        };
    }

    /// The line on a terminal so wide, without an end.
    String drawn(int columns) {
        return switch (state) {
            case DOWNLOADING -> bar("Downloading", bytes, columns);
            case EXTRACTING -> bar("Extracting", extracted, columns);
            case WANTED, WAITING, RETRYING, DOWNLOADED, EXISTS, COMPLETE ->
                    cut(id() + words(), columns);
        };
    }

    private String id() {
        return blob.digest().shortHex() + ": ";
    }

    private String words() {
        return switch (state) {
            case WANTED, WAITING -> "Waiting";
            case DOWNLOADING -> "Pulling fs layer";
            case RETRYING -> "Retrying";
            case DOWNLOADED -> "Download complete";
            case EXTRACTING -> "Extracting";
            case EXISTS -> "Already exists";
            case COMPLETE -> "Pull complete";
        };
    }

    private String bar(String word, long done, int columns) {
        String sizes = " " + HumanSize.of(done) + "/" + HumanSize.of(blob.size());
        String head = id() + word + " ";
        int width = Math.min(WIDEST_BAR, columns - head.length() - sizes.length() - 2);
        if (width < NARROWEST_BAR) {
            return cut(head + sizes.substring(1), columns);
        }
        int filled = blob.size() == 0 ? width : (int) (done * width / blob.size());
        int shown = Math.clamp(filled, 0, width);
        String arrow = shown == width ? "=".repeat(width) : "=".repeat(shown) + ">";
        return head + "[" + arrow + " ".repeat(width - arrow.length()) + "]" + sizes;
    }

    private static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, Math.max(columns, 0));
    }
}
