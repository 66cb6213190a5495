package dev.jong.network.cni;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;

/// Why a plugin failed: specification 1.0.0, section 5.
///
/// @param code of the specification, or of the plugin from 100 on; 0 when it did not say one
/// @param text one line
public record PluginFailure(long code, String text) {
    private static final int LONGEST = 1000;
    private static final int INCOMPATIBLE = 1;
    private static final int INVALID = 7;
    private static final int AGAIN = 11;

    /// What a plugin that has failed said on standard output.
    public static PluginFailure of(int exitCode, String output) {
        try {
            Json.Obj json = JsonParser.parseObject(Text.bytes(output));
            String details = json.text("details");
            String message = json.text("msg");
            String text =
                    message.isEmpty() || details.isEmpty()
                            ? message + details
                            : message + ": " + details;
            if (!text.isBlank()) {
                return new PluginFailure(json.number("code").orElse(0L), line(text));
            }
        } catch (JongException notJson) {
            // Programs that are no plugins say anything.
        }
        String said = output.isBlank() ? "" : ": " + line(output);
        return new PluginFailure(0, "it ended with " + exitCode + " and no reason" + said);
    }

    private static String line(String text) {
        String stripped = text.strip();
        String cut = stripped.length() > LONGEST ? stripped.substring(0, LONGEST) : stripped;
        return Text.printable(cut.replace('\n', ' ').replace('\t', ' '));
    }

    /// What can be done.
    ///
    /// @param file of the network's configuration
    public String hint(String file) {
        return switch (Math.clamp(code, 0, Integer.MAX_VALUE)) {
            case INCOMPATIBLE -> "choose another cniVersion in " + file;
            case INVALID -> "mend " + file;
            case AGAIN -> "try again";
            default -> "the network is described in " + file;
        };
    }
}
