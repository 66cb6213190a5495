package dev.jong.cli.engine;

import dev.jong.service.container.Front;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Does with a command what a test says.
final class ScriptedHandler implements Handler {
    final List<List<String>> commands = new ArrayList<>();
    int tidied;
    private final ToIntFunction<Front> action;
    private Runnable tidying = () -> {};

    ScriptedHandler(ToIntFunction<Front> action) {
        this.action = action;
    }

    ScriptedHandler tidying(Runnable work) {
        tidying = work;
        return this;
    }

    @Override
    public int handle(List<String> arguments, Front front) {
        commands.add(arguments);
        return action.applyAsInt(front);
    }

    @Override
    public boolean isHeavy(List<String> arguments) {
        return arguments.contains("heavy");
    }

    @Override
    public boolean waits(List<String> arguments) {
        return arguments.contains("wait");
    }

    @Override
    public void begin() {}

    @Override
    public void tidy() {
        tidied++;
        tidying.run();
    }
}
