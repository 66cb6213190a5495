package dev.jong.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanEncoderTest {
    private static final int ROUNDS = 1000;

    @Test
    void gives_back_every_operation_of_random_plans() {
        for (long seed = 1; seed <= ROUNDS; seed++) {
            LaunchPlan plan = new RandomPlan(seed).plan();
            DecodedPlan decoded = new DecodedPlan(PlanEncoder.encode(plan));
            for (int list = 0; list < 4; list++) {
                assertSame(
                        "seed " + seed + " list " + list,
                        plan.list(list),
                        decoded.list(list),
                        decoded);
            }
            assertHeader("seed " + seed, plan, decoded);
        }
    }

    @Test
    void begins_with_magic_version_and_its_own_size() {
        byte[] bytes = PlanEncoder.encode(new PlanBuilder(Machine.X86_64).build());
        DecodedPlan decoded = new DecodedPlan(bytes);
        assertThat(new String(bytes, 0, 4, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("JPLN");
        assertThat(decoded.word(4)).isEqualTo(Contract.PLAN_VERSION);
        assertThat(decoded.wide(8)).isEqualTo(bytes.length);
        assertThat(bytes).hasSize(Contract.PLAN_HEADER_SIZE);
    }

    @Test
    void stores_equal_strings_once() {
        PlanBuilder plan = new PlanBuilder(Machine.X86_64);
        for (int i = 0; i < 10; i++) {
            plan.child().call("again", Syscall.CHDIR, new Arg.Str("/the/same"));
        }
        DecodedPlan decoded = new DecodedPlan(PlanEncoder.encode(plan.build()));
        decoded.list(Contract.LIST_CHILD).forEach(op -> decoded.string(op.args()[0]));
        assertThat(decoded.strings).hasSize(1);
    }

    @Test
    void marks_exactly_the_registers() {
        PlanBuilder plan = new PlanBuilder(Machine.X86_64);
        Arg.Register first = plan.before().open("a", Syscall.OPENAT, Arg.ZERO, new Arg.Str("/a"));
        Arg.Register second = plan.before().open("b", Syscall.OPENAT, first, new Arg.Str("/b"));
        plan.before()
                .call("c", Syscall.MOVE_MOUNT, Arg.ZERO, first, Arg.ZERO, second, new Arg.Value(9));
        List<DecodedPlan.RawOp> ops =
                new DecodedPlan(PlanEncoder.encode(plan.build())).list(Contract.LIST_BEFORE);
        assertThat(ops).extracting(DecodedPlan.RawOp::mask).containsExactly(0, 1, 0b1010);
        assertThat(ops)
                .extracting(DecodedPlan.RawOp::result)
                .containsExactly(0, 1, Contract.PLAN_NO_REGISTER);
        assertThat(ops.get(2).args()).containsExactly(0, 0, 0, 1, 9, 0);
    }

    @Test
    void uses_a_register_again_after_close_and_runs_out_at_the_limit() {
        PlanBuilder plan = new PlanBuilder(Machine.X86_64);
        for (int i = 0; i < 1000; i++) {
            plan.child().close(plan.child().open("x", Syscall.OPENAT));
        }
        for (int i = 0; i < Contract.PLAN_REGISTERS; i++) {
            plan.after().open("x", Syscall.OPENAT);
        }
        assertThatThrownBy(() -> plan.before().open("x", Syscall.OPENAT))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("240");
    }

    @Test
    void refuses_a_seventh_argument() {
        PlanBuilder plan = new PlanBuilder(Machine.X86_64);
        assertThatThrownBy(() ->
                        plan.child()
                                .call(
                                        "x",
                                        Syscall.PRCTL,
                                        new Arg[] {
                                            Arg.ZERO, Arg.ZERO, Arg.ZERO, Arg.ZERO, Arg.ZERO,
                                            Arg.ZERO, Arg.ZERO
                                        }))
                .isInstanceOf(JongException.class);
    }

    private static void assertHeader(String as, LaunchPlan plan, DecodedPlan decoded) {
        assertThat(decoded.wide(16)).as(as).isEqualTo(plan.cloneFlags());
        assertThat(decoded.word(24)).as(as).isEqualTo(plan.flags());
        assertThat(decoded.word(28))
                .as(as)
                .isEqualTo(
                        plan.cgroup().map(Arg.Register::index).orElse(Contract.PLAN_NO_REGISTER));
        assertThat(decoded.word(136))
                .as(as)
                .isEqualTo(
                        plan.listener().map(Arg.Register::index).orElse(Contract.PLAN_NO_REGISTER));
        Optional<LaunchPlan.Monitor> monitor = plan.monitor();
        assertThat(text(decoded, 72)).as(as).isEqualTo(monitor.flatMap(LaunchPlan.Monitor::log));
        assertThat(decoded.wide(80))
                .as(as)
                .isEqualTo(monitor.map(LaunchPlan.Monitor::logLimit).orElse(0L));
        assertThat(decoded.wide(88))
                .as(as)
                .isEqualTo(monitor.map(LaunchPlan.Monitor::logFiles).orElse(0L));
        assertThat(decoded.wide(96))
                .as(as)
                .isEqualTo(monitor.map(LaunchPlan.Monitor::logBuffer).orElse(0L));
        String fields = monitor.map(LaunchPlan.Monitor::logFields).orElse("");
        assertThat(text(decoded, 104).orElse("")).as(as).isEqualTo(fields);
        assertThat(decoded.word(140)).as(as).isEqualTo(fields.length());
        assertThat(text(decoded, 112))
                .as(as)
                .isEqualTo(monitor.flatMap(LaunchPlan.Monitor::detachKeys));
        assertThat(text(decoded, 120)).as(as).isEqualTo(monitor.map(LaunchPlan.Monitor::container));
        Optional<List<String>> cleanUp =
                decoded.wide(128) == 0
                        ? Optional.empty()
                        : Optional.of(decoded.strings(decoded.wide(128)));
        assertThat(cleanUp).as(as).isEqualTo(monitor.flatMap(LaunchPlan.Monitor::cleanUp));
    }

    private static Optional<String> text(DecodedPlan decoded, int offset) {
        long address = decoded.wide(offset);
        return address == 0 ? Optional.empty() : Optional.of(decoded.string(address));
    }

    private static void assertSame(
            String as, List<Op> ops, List<DecodedPlan.RawOp> raw, DecodedPlan decoded) {
        assertThat(raw).as(as).hasSameSizeAs(ops);
        for (int i = 0; i < ops.size(); i++) {
            Op op = ops.get(i);
            assertThat(raw.get(i).number()).as(as).isEqualTo(op.number());
            assertThat(raw.get(i).result()).as(as).isEqualTo(op.result());
            assertThat(raw.get(i).tolerated()).as(as).isEqualTo(op.tolerated());
            for (int arg = 0; arg < 6; arg++) {
                Arg wanted = arg < op.args().size() ? op.args().get(arg) : Arg.ZERO;
                boolean register = (raw.get(i).mask() >> arg & 1) != 0;
                assertThat(register).as(as).isEqualTo(wanted instanceof Arg.Register);
                assertArg(as, wanted, raw.get(i).args()[arg], decoded);
            }
        }
    }

    @Test
    void a_block_that_two_operations_name_is_one_block() {
        Arg block = new Arg.Block(new byte[4], "{}");
        PlanBuilder plan = new PlanBuilder(Machine.X86_64);
        plan.before().own("a", Contract.OP_STORE, block).own("b", Contract.OP_STORE, block);
        List<DecodedPlan.RawOp> raw =
                new DecodedPlan(PlanEncoder.encode(plan.build())).list(Contract.LIST_BEFORE);
        assertThat(raw.get(0).args()[0]).isEqualTo(raw.get(1).args()[0]);
    }

    private static void assertArg(String as, Arg wanted, long raw, DecodedPlan decoded) {
        switch (wanted) {
            case Arg.Value v -> assertThat(raw).as(as).isEqualTo(v.value());
            case Arg.Flags f -> assertThat(raw).as(as).isEqualTo(f.value());
            case Arg.Register r -> assertThat(raw).as(as).isEqualTo(r.index());
            case Arg.Str s -> assertThat(decoded.string(raw)).as(as).isEqualTo(s.text());
            case Arg.Block b ->
                    assertThat(decoded.block(raw, b.bytes().length)).as(as).isEqualTo(b.bytes());
            case Arg.Strings s -> assertThat(decoded.strings(raw)).as(as).isEqualTo(s.texts());
            case Arg.Words w -> {
                long at = raw;
                for (Arg word : w.words()) {
                    assertArg(as, word, decoded.wideAt(at), decoded);
                    at += 8;
                }
            }
            case Arg.Filter f -> assertThat(decoded.filter(raw)).as(as).isEqualTo(f.instructions());
        }
    }
}
