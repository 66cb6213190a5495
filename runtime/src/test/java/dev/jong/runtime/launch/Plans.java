package dev.jong.runtime.launch;

import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Op;
import dev.jong.runtime.plan.PlanText;
import java.util.List;

/// Looks into plans.
final class Plans {
    private Plans() {}

    /// The operations of the child as printed.
    static List<String> child(LaunchPlan plan) {
        return plan.child().stream().map(PlanText::call).toList();
    }

    /// The operations before the child as printed.
    static List<String> before(LaunchPlan plan) {
        return plan.before().stream().map(PlanText::call).toList();
    }

    /// The number of the first operation of the child whose text holds this, -1 without one.
    static int indexOf(LaunchPlan plan, String text) {
        List<String> calls = child(plan);
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).contains(text)) {
                return i;
            }
        }
        return -1;
    }

    /// The operation that sets the attributes of what is mounted at a target.
    static String attributes(LaunchPlan plan, String target) {
        String call = child(plan).get(indexOf(plan, "ensure_like(\"" + target + "\",") - 1);
        return call.startsWith("mount_setattr(") ? call : "";
    }

    /// How many operations of all lists have this name.
    static long count(LaunchPlan plan, String name) {
        long count = 0;
        for (int list = 0; list < 4; list++) {
            count += plan.list(list).stream().map(Op::name).filter(name::equals).count();
        }
        return count;
    }
}
