package dev.jong.cli.progress;

import dev.jong.base.Text;
import dev.jong.build.solver.BuildProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Shows the steps of a build: on a terminal a line for each, drawn anew in place, with the last line of what its
/// program printed; else everything as it comes, each line with the number of its step. Threads of the build bring
/// news, the one that draws asks for them.
public final class BuildDisplay implements BuildProgress {
    /// How steps are shown.
    public enum Kind {
        /// Lines that are drawn anew.
        TERMINAL,
        /// Everything.
        PLAIN,
        /// Nothing but what failed.
        QUIET,
        /// A JSON object a line.
        JSON
    }

    private final Kind kind;
    private final Redrawn redrawn;

    /// Guards all below, and the steps themselves.
    private final Object stateLock = new Object();

    private final List<BuildStep> steps = new ArrayList<>();
    private final StringBuilder pending = new StringBuilder();
    private boolean news;

    /// @param columns of the terminal, 0 when it does not say
    /// @param rows of it
    public BuildDisplay(Kind kind, int columns, int rows) {
        this.kind = kind;
        this.redrawn = new Redrawn(columns, rows);
    }

    @Override
    public Shown begin(String name) {
        synchronized (stateLock) {
            BuildStep step = new BuildStep(steps.size() + 1, Text.printable(name));
            steps.add(step);
            tell(step.begun(), step.event("started", ""));
            return new Told(step);
        }
    }

    @Override
    public void warn(String text) {
        tell("WARNING: " + Text.printable(text));
    }

    @Override
    public void tell(String text) {
        synchronized (stateLock) {
            pending.append(text).append('\n');
            news = true;
        }
    }

    private void tell(String plain, String json) {
        news = true;
        if (kind == Kind.PLAIN) {
            pending.append(plain);
        } else if (kind == Kind.JSON) {
            pending.append(json);
        }
    }

    /// What is to be printed now; empty when nothing has changed.
    public String tick() {
        synchronized (stateLock) {
            String text = pending.toString();
            pending.setLength(0);
            if (kind != Kind.TERMINAL || !text.isEmpty()) {
                return text;
            }
            boolean moving = steps.stream().anyMatch(step -> !step.isOver());
            if (!news && !moving) {
                return "";
            }
            news = false;
            return redrawn.draw(steps);
        }
    }

    private final class Told implements Shown {
        private final BuildStep step;

        Told(BuildStep step) {
            this.step = step;
        }

        @Override
        public void output(byte[] bytes) {
            synchronized (stateLock) {
                tell(step.printed(bytes), step.event("output", Text.of(bytes)));
            }
        }

        @Override
        public void cached() {
            synchronized (stateLock) {
                tell(step.over("CACHED"), step.event("cached", ""));
            }
        }

        @Override
        public void done(Duration took) {
            synchronized (stateLock) {
                tell(step.over("DONE " + BuildStep.seconds(took)), step.event("done", ""));
            }
        }

        @Override
        public void failed(String why) {
            synchronized (stateLock) {
                tell(step.over("ERROR"), step.event("failed", why));
                if (kind == Kind.TERMINAL || kind == Kind.QUIET) {
                    pending.append(kind == Kind.TERMINAL ? redrawn.draw(steps) : "");
                    pending.append(step.tail());
                }
            }
        }
    }
}
