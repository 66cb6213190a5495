package dev.jong.build.step;

import dev.jong.base.Text;
import dev.jong.oci.Digest;
import java.util.ArrayList;
import java.util.List;

/// Everything a step's result depends on, as names and values: what it is found again by, and what is compared when
/// somebody asks why it was not. Equal lists have equal digests, and others have others.
public record StepInputs(List<Input> inputs) {
    public StepInputs {
        inputs = List.copyOf(inputs);
    }

    /// One of them.
    ///
    /// @param name such as `base`, `command`, `env PATH`, `file src/Main.java`
    public record Input(String name, String value) {}

    /// Collects inputs.
    public static final class Collector {
        private final List<Input> inputs = new ArrayList<>();

        /// Adds one.
        public Collector add(String name, String value) {
            inputs.add(new Input(name, value));
            return this;
        }

        /// All of them.
        public StepInputs done() {
            return new StepInputs(inputs);
        }
    }

    /// The key: the digest of all names and values, each with its length.
    public Digest key() {
        StringBuilder all = new StringBuilder();
        for (Input input : inputs) {
            all.append(input.name().length()).append(':').append(input.name());
            all.append(input.value().length()).append(':').append(input.value());
        }
        return Digest.of(Text.bytes(all.toString()));
    }
}
