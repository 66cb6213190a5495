package dev.jong.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.plan.Contract;
import dev.jong.service.container.Front;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/// One conversation: from the request to the exit code, whatever happens between.
class EngineTest {
    private final Peer peer = new Peer();
    private final Lifetime lifetime = new Lifetime(60, false);

    @Test
    void carries_out_a_command() throws Exception {
        ScriptedHandler handler =
                converse(front -> {
                    front.out("hello\n");
                    return 3;
                });
        assertThat(peer.heard()).containsExactly("accepted", "out:hello\n", "exit:3");
        assertThat(handler.commands).singleElement().asString().isEqualTo("[ps]");
        assertThat(handler.tidied).isEqualTo(1);
    }

    @Test
    void work_for_afterwards_is_done_behind_the_exit_code() throws Exception {
        assertThat(saidBeforeTheWork(lifetime)).containsExactly("accepted", "exit:0");
    }

    @Test
    void an_engine_for_one_command_leaves_no_work_to_be_seen_by_the_next() throws Exception {
        assertThat(saidBeforeTheWork(new Lifetime(60, true))).containsExactly("accepted");
        assertThat(peer.heard()).containsExactly("accepted", "exit:0");
    }

    private List<String> saidBeforeTheWork(Lifetime its) throws IOException {
        List<String> said = new ArrayList<>();
        ScriptedHandler handler =
                new ScriptedHandler(front -> {
                    front.afterwards(() -> said.addAll(soFar()));
                    return 0;
                });
        peer.sayBytes(Contract.MSG_REQUEST, Peer.request("b1", "ps"));
        its.enter();
        new Engine(handler, its).converse(peer.wire());
        return said;
    }

    private List<String> soFar() {
        try {
            return peer.heard();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tells_an_error_with_its_hint_and_exit_code() throws Exception {
        converse(front -> {
            throw JongException.of(ErrorKind.PERMISSION_DENIED, "cannot do it").hint("do this");
        });
        assertThat(peer.heard())
                .containsExactly("accepted", "err:jong: cannot do it\nhint: do this\n", "exit:126");
    }

    @Test
    void R7_a_bug_gets_a_number_and_shows_no_stack_trace() throws Exception {
        for (Throwable bug :
                new Throwable[] {
                    new IllegalStateException("odd\u001b[2J state"),
                    new NullPointerException(),
                    new StackOverflowError(),
                    new UncheckedIOException(new IOException("disk on fire")),
                    JongException.of(ErrorKind.INTERNAL, "impossible")
                }) {
            Peer user = new Peer();
            converse(
                    user,
                    front -> {
                        throw sneaky(bug);
                    });
            assertThat(user.heard()).hasSize(3).last().isEqualTo("exit:125");
            assertThat(user.heard().get(1))
                    .startsWith("err:jong: internal error ")
                    .doesNotContain("\tat ", "java", "\u001b")
                    .contains("hint: ");
        }
    }

    @Test
    void R7_what_is_no_request_gets_one_clean_error() throws Exception {
        peer.say(Contract.MSG_REQUEST, 99);
        converse(new Engine(new ScriptedHandler(front -> 0), lifetime), peer);
        assertThat(peer.heard())
                .containsExactly(
                        "accepted", "err:jong: the request of a front is cut short\n", "exit:125");
        assertThat(lifetime.state().sessions()).isZero();
    }

    @Test
    void a_front_that_says_nothing_is_gone() {
        Engine engine = new Engine(new ScriptedHandler(front -> 0), lifetime);
        assertThatThrownBy(() -> converse(engine, peer)).isInstanceOf(EOFException.class);
        assertThat(lifetime.state().sessions()).isZero();
    }

    @Test
    void a_front_of_another_build_is_refused_and_the_engine_leaves() throws Exception {
        converse(front -> 0);
        Peer other = new Peer().sayBytes(Contract.MSG_REQUEST, Peer.request("another", "ps"));
        ScriptedHandler handler = new ScriptedHandler(front -> 0);
        converse(new Engine(handler, lifetime), other);
        assertThat(other.heard()).containsExactly("refused");
        assertThat(handler.commands).isEmpty();
    }

    @Test
    void a_heavy_command_goes_to_a_worker_unless_this_is_one() throws Exception {
        Peer heavy = new Peer().sayBytes(Contract.MSG_REQUEST, Peer.request("b1", "heavy"));
        converse(new Engine(new ScriptedHandler(front -> 0), lifetime), heavy);
        assertThat(heavy.heard()).containsExactly("worker");
        Peer once = new Peer().sayBytes(Contract.MSG_REQUEST, Peer.request("b1", "heavy"));
        Engine worker = new Engine(new ScriptedHandler(front -> 0), new Lifetime(60, true));
        worker.converse(once.wire());
        assertThat(once.heard()).containsExactly("accepted", "exit:0");
    }

    @Test
    void R3_tidying_up_that_fails_harms_nobody() throws Exception {
        peer.sayBytes(Contract.MSG_REQUEST, Peer.request("b1", "ps"));
        ScriptedHandler handler =
                new ScriptedHandler(front -> 0)
                        .tidying(() -> {
                            throw new IllegalStateException("a file that cannot be removed");
                        });
        converse(new Engine(handler, lifetime), peer);
        assertThat(peer.heard()).containsExactly("accepted", "exit:0");
        assertThat(handler.tidied).isEqualTo(1);
    }

    private ScriptedHandler converse(ToIntFunction<Front> action) throws IOException {
        return converse(peer, action);
    }

    private ScriptedHandler converse(Peer user, ToIntFunction<Front> action) throws IOException {
        user.sayBytes(Contract.MSG_REQUEST, Peer.request("b1", "ps"));
        ScriptedHandler handler = new ScriptedHandler(action);
        converse(new Engine(handler, lifetime), user);
        return handler;
    }

    private void converse(Engine engine, Peer user) throws IOException {
        lifetime.enter();
        engine.converse(user.wire());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable error) throws T {
        throw (T) error;
    }
}
