package dev.jong.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.EncodedPlan;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Machine;
import dev.jong.runtime.plan.PlanBuilder;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Outcome;
import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FrontSessionTest {
    private static final LaunchPlan ATTACHED = plan(Contract.PLAN_HAS_CHILD);
    private static final LaunchPlan DETACHED = plan(Contract.PLAN_HAS_CHILD | Contract.PLAN_DETACH);

    private static final LaunchPlan AWAITING = awaiting();

    private final Peer peer = new Peer();
    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void waits_for_the_end_of_an_attached_container() throws Exception {
        peer.say(Contract.MSG_STARTED, 42, 777L).say(Contract.MSG_EXITED, 137, 9);
        assertThat(session().carryOut(ATTACHED)).isEqualTo(new Outcome.Exited(137, 9));
        assertThat(peer.heard()).containsExactly("plan");
        assertThat(answered).hasPositiveValue();
    }

    @Test
    void does_other_work_before_a_plan_that_does_not_wait_for_it() throws Exception {
        peer.say(Contract.MSG_EXITED, 0, 0);
        List<String> order = new ArrayList<>();
        FrontSession session = session();
        session.carryOut(EncodedPlan.of(ATTACHED), () -> order.addAll(heard()));
        assertThat(order).isEmpty();
        assertThat(heard()).containsExactly("plan");
    }

    @Test
    void does_other_work_beside_a_plan_that_waits_for_it_and_says_when_it_is_done() {
        peer.say(Contract.MSG_STARTED, 42, 777L).say(Contract.MSG_EXITED, 3, 0);
        List<String> order = new ArrayList<>();
        Outcome outcome = session().carryOut(EncodedPlan.of(AWAITING), () -> order.addAll(heard()));
        assertThat(order).containsExactly("plan");
        assertThat(heard()).containsExactly("plan", "go:0");
        assertThat(outcome).isEqualTo(new Outcome.Exited(3, 0));
    }

    @Test
    void work_that_fails_calls_the_launch_off() {
        peer.say(Contract.MSG_FAILED, Contract.LIST_BESIDE, 4, Errno.ECANCELED);
        assertThatThrownBy(() ->
                        session()
                                .carryOut(
                                        EncodedPlan.of(AWAITING),
                                        () -> {
                                            throw new IllegalStateException("no space");
                                        }))
                .hasMessage("no space");
        assertThat(heard()).containsExactly("plan", "go:" + Errno.ECANCELED);
    }

    @Test
    void leaves_a_detached_container_once_it_runs() {
        peer.say(Contract.MSG_STARTED, 42, 777L);
        assertThat(session().carryOut(DETACHED)).isEqualTo(new Outcome.Running());
    }

    @Test
    void tells_which_operation_failed() {
        peer.say(Contract.MSG_FAILED, 1, 41, 13);
        assertThat(session().carryOut(ATTACHED)).isEqualTo(new Outcome.Failed(1, 41, 13));
    }

    @Test
    void tells_that_no_operation_failed_but_the_launch_did() {
        peer.say(Contract.MSG_FAILED, 0, -1, 12);
        assertThat(session().carryOut(DETACHED)).isEqualTo(new Outcome.Failed(0, -1, 12));
    }

    @Test
    void a_failure_after_the_start_counts() {
        peer.say(Contract.MSG_STARTED, 42, 777L).say(Contract.MSG_FAILED, 2, 0, 28);
        assertThat(session().carryOut(ATTACHED)).isEqualTo(new Outcome.Failed(2, 0, 28));
    }

    @Test
    void gives_the_result_of_a_plan_without_a_child() {
        peer.say(Contract.MSG_DONE, -3L);
        assertThat(session().carryOut(plan(0))).isEqualTo(new Outcome.Done(-3));
    }

    @Test
    void a_user_who_leaves_with_the_detach_keys_leaves_a_container_that_goes_on() {
        peer.say(Contract.MSG_STARTED, 42, 777L).say(Contract.MSG_DETACHED);
        assertThat(session().carryOut(ATTACHED)).isEqualTo(new Outcome.Done(0));
    }

    @Test
    void a_front_that_goes_away_or_talks_nonsense_is_lost() {
        assertThat(session().carryOut(ATTACHED)).isEqualTo(new Outcome.Lost(true));
        for (int tag : new int[] {Contract.MSG_FAILED, Contract.MSG_EXITED, Contract.MSG_DONE}) {
            Peer cut = new Peer().say(tag, 1);
            assertThat(new FrontSession(cut.wire(), caller(), () -> {}).carryOut(ATTACHED))
                    .isEqualTo(new Outcome.Lost(true));
        }
        peer.say(99);
        assertThat(session().carryOut(ATTACHED)).isEqualTo(new Outcome.Lost(true));
    }

    @Test
    void streams_standard_input_until_its_end() throws Exception {
        peer.sayBytes(Contract.MSG_STDIN, new byte[] {1, 2})
                .sayBytes(Contract.MSG_STDIN, new byte[] {(byte) 0xff})
                .sayBytes(Contract.MSG_STDIN, new byte[0])
                .say(Contract.MSG_EXITED, 0, 0);
        try (InputStream in = session().standardInput()) {
            assertThat(in.readAllBytes()).containsExactly(1, 2, 0xff);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[1], 0, 0)).isZero();
        }
        assertThat(peer.heard()).containsExactly("stdin");
    }

    @Test
    void standard_input_that_breaks_off_is_an_error_and_no_end() throws Exception {
        peer.sayBytes(Contract.MSG_STDIN, new byte[] {1});
        InputStream in = session().standardInput();
        assertThat(in.read()).isEqualTo(1);
        assertThatThrownBy(in::read).isInstanceOf(IOException.class);
        Peer other = new Peer().say(Contract.MSG_EXITED, 0, 0);
        InputStream wrong = new FrontSession(other.wire(), caller(), () -> {}).standardInput();
        assertThatThrownBy(wrong::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("instead of standard input");
    }

    @Test
    void shows_output_and_errors_and_then_the_exit_code() throws Exception {
        FrontSession session = session();
        session.out("a");
        session.err("b");
        session.exit(7);
        assertThat(peer.heard()).containsExactly("out:a", "err:b", "exit:7");
    }

    @Test
    void nobody_is_told_when_the_front_is_gone() {
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("broken pipe");
                    }
                };
        Wire wire = new Wire(new ByteArrayInputStream(new byte[0]), broken);
        FrontSession session = new FrontSession(wire, caller(), () -> {});
        assertThatThrownBy(() -> session.out("x")).isInstanceOf(FrontGone.class);
        assertThatThrownBy(() -> session.err("x")).isInstanceOf(FrontGone.class);
        assertThatThrownBy(() -> session.exit(0)).isInstanceOf(FrontGone.class);
        assertThatThrownBy(session::standardInput).isInstanceOf(FrontGone.class);
        assertThat(session.carryOut(ATTACHED)).isEqualTo(new Outcome.Lost(false));
    }

    @Test
    void a_plan_that_was_not_sent_whole_is_not_begun_and_nothing_is_taken_for_its_rest() {
        OutputStream full =
                new FilterOutputStream(peer.written()) {
                    private boolean refused;

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        if (!refused) {
                            refused = true;
                            throw new IOException("No buffer space available");
                        }
                        out.write(bytes, offset, length);
                    }
                };
        Wire wire = new Wire(new ByteArrayInputStream(new byte[0]), full);
        List<String> order = new ArrayList<>();
        FrontSession session = new FrontSession(wire, caller(), () -> {});
        assertThat(session.carryOut(EncodedPlan.of(AWAITING), () -> order.add("written")))
                .isEqualTo(new Outcome.Lost(false));
        assertThat(order).isEmpty();
        assertThatThrownBy(() -> session.exit(125)).isInstanceOf(FrontGone.class);
        assertThat(heard()).isEmpty();
    }

    private List<String> heard() {
        try {
            return peer.heard();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FrontSession session() {
        return new FrontSession(peer.wire(), caller(), answered::incrementAndGet);
    }

    private static Caller caller() {
        return new Caller("/", Map.of(), 0, 0, false, false, false, 0, 0, "/usr/bin/jong");
    }

    private static LaunchPlan awaiting() {
        PlanBuilder plan = new PlanBuilder(Machine.X86_64).flag(Contract.PLAN_HAS_CHILD);
        plan.beside().own("the engine is ready", Contract.OP_AWAIT);
        return plan.build();
    }

    private static LaunchPlan plan(int flags) {
        return new PlanBuilder(Machine.X86_64).flag(flags).build();
    }
}
