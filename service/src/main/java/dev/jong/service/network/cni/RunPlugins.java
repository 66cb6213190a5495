package dev.jong.service.network.cni;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.linux.HostProgram;
import dev.jong.network.cni.PluginFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs the plugins of a network: specification 1.0.0, section 3.
public final class RunPlugins {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String NETWORK = "CNI_NETNS";

    /// Connects a container: each plugin gets the result of the one before.
    ///
    /// @return the attachment with the last one's result
    /// @throws JongException PRECONDITION with the plugin's reason
    public Attachment add(Attachment attachment) {
        Optional<Json.Obj> result = Optional.empty();
        for (Attachment.Step step : attachment.steps()) {
            HostProgram.Outcome outcome =
                    run(step, attachment.environment("ADD"), step.after(result));
            if (outcome.exitCode() != 0) {
                PluginFailure failure = PluginFailure.of(outcome.exitCode(), outcome.output());
                throw failed(attachment, step, failure.text())
                        .hint(failure.hint(Text.printable(attachment.file())));
            }
            result = Optional.of(result(attachment, step, outcome.output()));
        }
        Attachment made = attachment.with(result.orElse(Json.EMPTY));
        check(made);
        return made;
    }

    private static Json.Obj result(Attachment attachment, Attachment.Step step, String output) {
        try {
            return JsonParser.parseObject(Text.bytes(output));
        } catch (JongException e) {
            throw failed(attachment, step, "what it says is no result: " + e.text());
        }
    }

    private static void check(Attachment made) {
        try {
            made.known();
        } catch (JongException e) {
            throw failed(made, made.steps().getLast(), "what it says is no result: " + e.text());
        }
    }

    private static JongException failed(
            Attachment attachment, Attachment.Step step, String reason) {
        return JongException.of(
                ErrorKind.PRECONDITION,
                "cannot connect the container to CNI network "
                        + attachment.network()
                        + ": plugin "
                        + step.type()
                        + ": "
                        + reason);
    }

    /// Disconnects a container, the last plugin first. What one of them complains about keeps nobody from going on: all that
    /// can be taken away is.
    ///
    /// @param there whether its network is there still
    public void remove(Attachment attachment, boolean there) {
        Map<String, String> environment = new LinkedHashMap<>(attachment.environment("DEL"));
        if (!there) {
            environment.remove(NETWORK);
        }
        for (Attachment.Step step : attachment.steps().reversed()) {
            try {
                run(step, environment, step.after(attachment.result()));
            } catch (JongException e) {
                continue; // It is not there any more, or hangs.
            }
        }
    }

    private static HostProgram.Outcome run(
            Attachment.Step step, Map<String, String> environment, Json.Obj input) {
        return HostProgram.at(Text.path(step.program()), environment, LONGEST)
                .run(List.of(), JsonPrinter.compact(input));
    }
}
