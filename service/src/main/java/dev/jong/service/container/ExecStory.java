package dev.jong.service.container;

import java.util.List;

/// The events of one command in a container. What runs in the background has no end that anybody would hear of.
final class ExecStory {
    private final LifeStory story;
    private final ContainerRecord record;
    private final String command;
    private final String id = ContainerIds.fresh();

    ExecStory(LifeStory story, ContainerRecord record, List<String> command) {
        this.story = story;
        this.record = record;
        this.command = String.join(" ", command);
    }

    /// While it begins.
    void begin() {
        story.journal()
                .locked(() -> {
                    story.tell(record, "exec_create: " + command, "execID", id);
                    story.tell(record, "exec_start: " + command, "execID", id);
                });
    }

    /// When its outcome is known: told when nobody waits any more.
    Outcome over(Outcome outcome, Front front) {
        if (outcome instanceof Outcome.Exited exited) {
            String code = Integer.toString(exited.code());
            front.afterwards(() -> story.tell(record, "exec_die", "execID", id, "exitCode", code));
        }
        return outcome;
    }
}
