package dev.jong.cli.progress;

import dev.jong.image.pull.PullProgress.State;
import dev.jong.oci.Descriptor;

/// Where one layer is, and how that looks. Docker's words.
final class BlobLine implements Redrawn.Line {
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

    @Override
    public boolean isOver() {
        return state == State.COMPLETE || state == State.EXISTS;
    }

    /// The line without a terminal; empty for what is not told there.
    String plain() {
        return switch (state) {
            case WANTED, EXTRACTING -> "";
            case WAITING, DOWNLOADING, RETRYING, DOWNLOADED, EXISTS, COMPLETE -> id() + words();
        };
    }

    @Override
    public String drawn(int columns) {
        return switch (state) {
            case DOWNLOADING -> bar("Downloading", bytes, columns);
            case EXTRACTING -> bar("Extracting", extracted, columns);
            case WANTED, WAITING, RETRYING, DOWNLOADED, EXISTS, COMPLETE ->
                    Bar.cut(id() + words(), columns);
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
        return Bar.of(id() + word + " ", done, blob.size(), columns);
    }
}
