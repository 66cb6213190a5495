package dev.jong.build.dockerfile;

import java.util.List;

/// A stage: a `FROM` and what follows it.
///
/// @param index from 0
/// @param instructions without the `FROM`
public record Stage(int index, Instruction.From from, List<Instruction> instructions) {
    public Stage {
        instructions = List.copyOf(instructions);
    }

    /// Its name in lower case, or its number.
    public String name() {
        return from.name().isEmpty() ? Integer.toString(index) : from.name();
    }
}
