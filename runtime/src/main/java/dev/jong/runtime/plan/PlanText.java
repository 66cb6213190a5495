package dev.jong.runtime.plan;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.List;

/// Prints a plan: as text that reads like system calls with their reasons, and as JSON.
public final class PlanText {
    private static final String[] TITLES = {
        "before the container exists",
        "in the container's first process",
        "meanwhile",
        "once the program runs",
        "at the end"
    };
    private static final String[] KEYS = {"before", "child", "beside", "after", "exit"};

    private PlanText() {}

    /// All lists, one operation a line: number, call, reason.
    public static String lines(LaunchPlan plan) {
        StringBuilder out = new StringBuilder();
        for (int list = 0; list < TITLES.length; list++) {
            if (plan.list(list).isEmpty()) {
                continue;
            }
            out.append("  ").append(TITLES[list]).append('\n');
            if (list == Contract.LIST_CHILD) {
                out.append("        clone3(")
                        .append(Flag.CLONE.show(plan.cloneFlags()))
                        .append(")\n");
            }
            int index = 0;
            for (Op op : plan.list(list)) {
                String number = Integer.toString(index++);
                out.append("    ")
                        .append(" ".repeat(Math.max(0, 3 - number.length())))
                        .append(number)
                        .append(' ');
                out.append(call(op)).append("  # ").append(Text.printable(op.why())).append('\n');
            }
        }
        return out.toString();
    }

    /// The lists as arrays of `{call, why}`.
    public static Json json(LaunchPlan plan) {
        Json.ObjectBuilder out =
                Json.object().put("cloneFlags", Flag.CLONE.show(plan.cloneFlags()));
        for (int list = 0; list < KEYS.length; list++) {
            List<Json> ops = new ArrayList<>();
            for (Op op : plan.list(list)) {
                ops.add(Json.object().put("call", call(op)).put("why", op.why()).build());
            }
            out.put(KEYS[list], new Json.Arr(ops));
        }
        return out.build();
    }

    /// One operation as a call: `r3 = open_tree(AT_FDCWD, "/src", OPEN_TREE_CLONE)`.
    public static String call(Op op) {
        StringBuilder out = new StringBuilder();
        if (op.result() != Contract.PLAN_NO_REGISTER) {
            out.append('r').append(op.result()).append(" = ");
        }
        out.append(op.name()).append('(');
        for (int i = 0; i < op.args().size(); i++) {
            out.append(i == 0 ? "" : ", ").append(show(op.args().get(i)));
        }
        out.append(')');
        if (op.tolerated() == Contract.PLAN_TOLERATE_ANY) {
            out.append(" or go on");
        } else if (op.tolerated() == Contract.PLAN_TRY_AGAIN) {
            out.append(" within seconds");
        } else if (op.tolerated() != 0) {
            out.append(" or ").append(Errno.name(op.tolerated()));
        }
        return out.toString();
    }

    private static String show(Arg arg) {
        return switch (arg) {
            case Arg.Value v -> v.value() == -100 ? "AT_FDCWD" : Long.toString(v.value());
            case Arg.Flags f -> f.names().show(f.value());
            case Arg.Register r -> "r" + r.index();
            case Arg.Str s -> quote(s.text());
            case Arg.Block b -> b.shown();
            case Arg.Words w -> w.shown();
            case Arg.Strings s -> strings(s.texts());
            case Arg.Filter f -> "{" + f.instructions().length / 8 + " instructions}";
        };
    }

    private static String strings(List<String> texts) {
        StringBuilder out = new StringBuilder("[");
        for (String text : texts) {
            out.append(out.length() == 1 ? "" : ", ").append(quote(text));
        }
        return out.append(']').toString();
    }

    private static String quote(String text) {
        return '"' + Text.printable(text) + '"';
    }
}
