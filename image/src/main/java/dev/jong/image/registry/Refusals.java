package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.image.registry.http.Response;
import java.io.IOException;
import java.util.Optional;

/// What registries say when they do not do what was asked, in the words of the distribution specification or in
/// others, as errors that a user can act on.
final class Refusals {
    /// As much of what a registry says is looked at.
    private static final int BODY = 64 << 10;

    private static final int SHOWN = 300;

    private Refusals() {}

    /// The error for an answer.
    static JongException of(Call call, Endpoint endpoint, Response response) {
        String said = said(response);
        int status = response.status();
        String what = "cannot " + call.doing() + ": ";
        String host = endpoint.shown();
        return switch (status) {
            case 401 ->
                    JongException.of(
                                    ErrorKind.UNAUTHENTICATED,
                                    what + host + " wants other credentials" + said)
                            .hint("log in with: jong login " + host);
            case 403 ->
                    JongException.of(ErrorKind.UNAUTHENTICATED, what + host + " denies it" + said)
                            .hint("log in as somebody who may: jong login " + host);
            case 404 ->
                    JongException.of(ErrorKind.NOT_FOUND, what + host + " does not have it" + said);
            case 405 ->
                    JongException.of(
                            ErrorKind.UNSUPPORTED, what + host + " does not do that" + said);
            case 429 ->
                    JongException.of(
                                    ErrorKind.UNAVAILABLE,
                                    what
                                            + host
                                            + " limits how much may be asked"
                                            + limits(response)
                                            + said)
                            .hint("wait, or log in for a higher limit: jong login " + host);
            default ->
                    JongException.of(
                            status >= 500 ? ErrorKind.UNAVAILABLE : ErrorKind.INVALID_ARGUMENT,
                            what + host + " answered with status " + status + said);
        };
    }

    /// The error for no answer.
    static JongException of(Call call, Endpoint endpoint, IOException e) {
        Optional<JongException> distrust =
                Distrust.of(call, endpoint.shown(), endpoint.authority(), e);
        if (distrust.isPresent()) {
            return distrust.get().causedBy(e);
        }
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        ErrorKind kind = ErrorKind.UNAVAILABLE;
        JongException error =
                JongException.of(
                        kind,
                        "cannot "
                                + call.doing()
                                + ": no answer of "
                                + endpoint.shown()
                                + ": "
                                + Text.printable(Text.utf8(why)));
        String hint = Advice.on(e);
        return (hint.isEmpty() ? error : error.hint(hint)).causedBy(e);
    }

    private static String limits(Response response) {
        Optional<String> limit = response.headers().first("ratelimit-limit");
        Optional<String> left = response.headers().first("ratelimit-remaining");
        String text =
                limit.map(l -> ", limit " + l).orElse("") + left.map(l -> ", left " + l).orElse("");
        return text.isEmpty() ? "" : " (" + Text.printable(text.substring(2)) + ")";
    }

    /// What the body says, for the end of a message; empty when it says nothing.
    private static String said(Response response) {
        byte[] body;
        try {
            body = response.text(BODY);
        } catch (IOException e) {
            return "";
        }
        String text = Text.of(body).strip();
        try {
            text = ofJson(JsonParser.parseObject(body));
        } catch (JongException e) {
            // Not what the specification wants: shown as it is.
            text = text.startsWith("<") ? "" : text;
        }
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return cut.isEmpty() ? "" : " (" + Text.printable(cut) + ")";
    }

    private static String ofJson(Json.Obj body) {
        StringBuilder out = new StringBuilder();
        for (Json.Obj error : body.objects("errors")) {
            String code = error.text("code");
            String message = error.text("message");
            out.append(out.isEmpty() ? "" : "; ").append(code);
            out.append(code.isEmpty() || message.isEmpty() ? "" : ": ").append(message);
        }
        return out.isEmpty() ? body.text("message") + body.text("details") : out.toString();
    }
}
