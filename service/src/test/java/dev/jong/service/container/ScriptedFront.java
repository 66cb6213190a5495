package dev.jong.service.container;

import dev.jong.runtime.plan.EncodedPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// A front that answers plans with outcomes given beforehand, and remembers what it was shown.
final class ScriptedFront extends BareFront {
    final List<EncodedPlan> plans = new ArrayList<>();
    private final ArrayDeque<Outcome> outcomes = new ArrayDeque<>();
    private Runnable event = () -> {};

    ScriptedFront(Outcome... outcomes) {
        this.outcomes.addAll(List.of(outcomes));
    }

    /// Something that happens while a plan is carried out.
    ScriptedFront meanwhile(Runnable happening) {
        event = happening;
        return this;
    }

    @Override
    public Outcome carryOut(EncodedPlan plan, Runnable meanwhile) {
        plans.add(plan);
        meanwhile.run();
        event.run();
        return outcomes.remove();
    }
}
