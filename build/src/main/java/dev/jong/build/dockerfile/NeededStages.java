package dev.jong.build.dockerfile;

import dev.jong.base.JongException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/// Orders stages by what they need. Has a stack of its own: chains may be as long as a file has stages.
final class NeededStages {
    private enum State {
        NEW,
        OPEN,
        DONE
    }

    private record Visit(Stage stage, Iterator<Stage> left) {}

    private final Dockerfile file;
    private final Stages stages;
    private final State[] states;
    private final Deque<Visit> open = new ArrayDeque<>();
    private final List<Stage> order = new ArrayList<>();

    NeededStages(Dockerfile file, Stages stages) {
        this.file = file;
        this.stages = stages;
        this.states = new State[file.stages().size()];
        Arrays.fill(states, State.NEW);
    }

    List<Stage> of(Stage target) {
        begin(target);
        while (!open.isEmpty()) {
            Visit visit = open.peek();
            if (!visit.left().hasNext()) {
                states[visit.stage().index()] = State.DONE;
                order.add(open.pop().stage());
                continue;
            }
            Stage next = visit.left().next();
            if (states[next.index()] == State.OPEN) {
                throw circle(visit.stage(), next);
            }
            if (states[next.index()] == State.NEW) {
                begin(next);
            }
        }
        return List.copyOf(order);
    }

    private void begin(Stage stage) {
        states[stage.index()] = State.OPEN;
        open.push(new Visit(stage, stages.needs(stage).iterator()));
    }

    private JongException circle(Stage stage, Stage needed) {
        Origin at =
                stage.instructions().stream()
                        .filter(i -> stages.needs(i).contains(needed))
                        .findFirst()
                        .map(Instruction::origin)
                        .orElse(stage.from().origin());
        String message =
                stage.index() == needed.index()
                        ? "the stage " + stage.name() + " needs itself"
                        : "the stages "
                                + stage.name()
                                + " and "
                                + needed.name()
                                + " need each other";
        return Located.error(file, at, message);
    }
}
