package dev.jong.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// One line of the script: which requests, and what goes wrong with them. Without [#nth] or [#first], every matching
/// request is meant. Several steps may be combined: `.status(429).header("Retry-After: 1")`.
public final class Rule {
    private final ScriptedRegistry registry;
    private final String method;
    private final Pattern target;
    private final AtomicInteger seen = new AtomicInteger();
    private int from = 1;
    private int to = Integer.MAX_VALUE;
    private UnaryOperator<Answer> edit = answer -> answer;
    private Delivery delivery = Delivery.WHOLE;
    private long requestBytes = Long.MAX_VALUE;

    Rule(ScriptedRegistry registry, String method, String target) {
        this.registry = registry;
        this.method = method;
        this.target = Pattern.compile(target);
    }

    /// How an answer goes out.
    ///
    /// @param at body bytes that are sent normally
    /// @param then what happens after these
    record Delivery(long at, Then then, Duration pause, byte[] raw) {
        static final Delivery WHOLE =
                new Delivery(Long.MAX_VALUE, Then.NOTHING, Duration.ZERO, new byte[0]);

        /// What can happen.
        enum Then {
            NOTHING,
            CUT,
            STALL,
            TRICKLE,
            SILENCE,
            RAW
        }
    }

    /// Only the nth matching request, from 1.
    public Rule nth(int number) {
        from = number;
        to = number;
        return this;
    }

    /// Only the first matching requests.
    public Rule first(int count) {
        to = count;
        return this;
    }

    /// Only matching requests after the first ones.
    public Rule after(int count) {
        from = count + 1;
        return this;
    }

    /// The connection ends after so many bytes of the body.
    public ScriptedRegistry cutAt(long bytes) {
        return deliver(bytes, Delivery.Then.CUT, Duration.ZERO);
    }

    /// Nothing more comes after so many bytes of the body, but the connection stays.
    public ScriptedRegistry stallAt(long bytes) {
        return deliver(bytes, Delivery.Then.STALL, Duration.ZERO);
    }

    /// One byte of the body at a time, with a pause after each.
    public ScriptedRegistry trickle(Duration pause) {
        return deliver(0, Delivery.Then.TRICKLE, pause);
    }

    /// No answer at all, but the connection stays.
    public ScriptedRegistry silence() {
        return deliver(0, Delivery.Then.SILENCE, Duration.ZERO);
    }

    /// The connection ends without an answer.
    public ScriptedRegistry hangUp() {
        return raw("");
    }

    /// These bytes instead of an answer, and then the end of the connection.
    public ScriptedRegistry raw(String bytes) {
        delivery =
                new Delivery(
                        0,
                        Delivery.Then.RAW,
                        Duration.ZERO,
                        bytes.getBytes(StandardCharsets.ISO_8859_1));
        return registry;
    }

    /// The connection ends when so many bytes of the request's body were read.
    public ScriptedRegistry cutRequestAt(long bytes) {
        requestBytes = bytes;
        return registry;
    }

    /// Another status, with the body of an error; nothing is carried out.
    public Rule status(int status) {
        return edit(answer -> Answer.error(status, "SCRIPTED"));
    }

    /// Another header field: `Name: value`.
    public Rule header(String line) {
        return edit(answer -> answer.header(line));
    }

    /// One header field less.
    public Rule dropHeader(String name) {
        return edit(answer -> answer.without(name));
    }

    /// Another body.
    public Rule body(byte[] bytes) {
        return edit(answer -> answer.body(bytes));
    }

    /// Another body.
    public Rule body(String bytes) {
        return body(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// As many bytes as there should be, all of them wrong.
    public Rule wrongBytes() {
        return edit(answer -> {
            byte[] wrong = answer.body().clone();
            for (int i = 0; i < wrong.length; i++) {
                wrong[i] ^= 0x55;
            }
            return answer.body(wrong);
        });
    }

    /// Sends the client somewhere else.
    public ScriptedRegistry redirect(String location) {
        edit(answer -> Answer.of(307, "Location: " + location));
        return registry;
    }

    boolean matches(Incoming request) {
        if (!method.equals("*") && !method.equals(request.method())
                || !target.matcher(request.target()).matches()) {
            return false;
        }
        int number = seen.incrementAndGet();
        return number >= from && number <= to;
    }

    Answer apply(Answer answer) {
        return edit.apply(answer);
    }

    Delivery delivery() {
        return delivery;
    }

    long requestBytes() {
        return requestBytes;
    }

    private Rule edit(UnaryOperator<Answer> more) {
        UnaryOperator<Answer> before = edit;
        edit = answer -> more.apply(before.apply(answer));
        return this;
    }

    private ScriptedRegistry deliver(long at, Delivery.Then then, Duration pause) {
        delivery = new Delivery(at, then, pause, new byte[0]);
        return registry;
    }
}
