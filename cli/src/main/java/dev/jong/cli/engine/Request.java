package dev.jong.cli.engine;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.plan.Contract;
import dev.jong.service.container.Caller;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The first message of a front: a command line and where it was typed.
///
/// @param build which build the front belongs to
/// @param flags `Contract.REQUEST_*`
/// @param umask of the caller
/// @param arguments without the program's name
record Request(String build, int flags, int umask, Caller caller, List<String> arguments) {

    /// Decodes the message.
    ///
    /// @throws JongException INVALID_ARGUMENT when it is not one
    static Request of(Wire.Message message) {
        if (message.tag() != Contract.MSG_REQUEST) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "the first message of a front has the tag " + message.tag());
        }
        return new Reader(message).request();
    }

    /// Takes the fields off the payload, in order.
    private static final class Reader {
        private final Wire.Message message;
        private int at;

        Reader(Wire.Message message) {
            this.message = message;
        }

        Request request() {
            String build = string();
            int flags = word();
            int uid = word();
            int gid = word();
            int umask = word();
            int columns = word();
            int rows = word();
            String program = string();
            String directory = string();
            List<String> arguments = list();
            Map<String, String> environment = environment(list());
            Caller caller =
                    new Caller(
                            directory,
                            environment,
                            uid,
                            gid,
                            (flags & Contract.REQUEST_STDIN_TTY) != 0,
                            (flags & Contract.REQUEST_STDOUT_TTY) != 0,
                            (flags & Contract.REQUEST_STDERR_TTY) != 0,
                            columns,
                            rows,
                            program);
            return new Request(build, flags, umask, caller, arguments);
        }

        private static Map<String, String> environment(List<String> texts) {
            Map<String, String> out = new LinkedHashMap<>();
            for (String text : texts) {
                int equals = text.indexOf('=');
                if (equals > 0) {
                    out.put(text.substring(0, equals), text.substring(equals + 1));
                }
            }
            return out;
        }

        private List<String> list() {
            int count = word();
            // Each string takes four bytes at least, so this bounds the list by the message.
            require(count);
            List<String> out = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                out.add(string());
            }
            return out;
        }

        private String string() {
            int length = word();
            require(length);
            String text = Text.of(java.util.Arrays.copyOfRange(message.payload(), at, at + length));
            at += length;
            return text;
        }

        private int word() {
            try {
                int value = message.word(at);
                at += 4;
                return value;
            } catch (EOFException e) {
                throw cutShort();
            }
        }

        private void require(int bytes) {
            if (bytes < 0 || bytes > message.payload().length - at) {
                throw cutShort();
            }
        }

        private static JongException cutShort() {
            return JongException.of(
                    ErrorKind.INVALID_ARGUMENT, "the request of a front is cut short");
        }
    }
}
