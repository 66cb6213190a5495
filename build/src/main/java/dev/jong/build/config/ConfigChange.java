package dev.jong.build.config;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.build.dockerfile.Expansion;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.ParseDockerfile;
import java.util.List;
import java.util.Optional;

/// Applies instructions to the `config` object of an image's config, as `--change` of `commit` and `import` takes them. They do
/// what they do in a Dockerfile; variables are those of the image.
public final class ConfigChange {
    private static final char ESCAPE = '\\';

    private ConfigChange() {}

    /// The config after some changes; equal arguments give equal results.
    ///
    /// @param changes one instruction each, or several on lines of their own
    /// @throws JongException INVALID_ARGUMENT naming the instruction
    public static Json.Obj apply(Json.Obj config, List<String> changes) {
        ConfigDraft draft = ConfigDraft.of(config);
        for (String text : changes) {
            for (Instruction instruction : parse(text)) {
                apply(draft, instruction);
            }
        }
        return draft.json();
    }

    private static List<Instruction> parse(String text) {
        try {
            return ParseDockerfile.instructions("--change", text);
        } catch (JongException e) {
            throw invalid(text.strip(), e);
        }
    }

    private static void apply(ConfigDraft draft, Instruction instruction) {
        try {
            if (instruction.origin().text().strip().length() == instruction.keyword().length()) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT, instruction.keyword() + " needs a value");
            }
            Expansion expansion =
                    new Expansion(
                            ESCAPE, name -> Optional.ofNullable(draft.environment().get(name)));
            if (!new ConfigInstructions(draft, expansion).apply(instruction)) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT, "this instruction can't be a change");
            }
        } catch (JongException e) {
            throw invalid(instruction.origin().text(), e);
        }
    }

    private static JongException invalid(String text, JongException why) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "invalid change \"" + Text.printable(text) + "\": " + why.text())
                .hint(why.hint())
                .causedBy(why);
    }
}
