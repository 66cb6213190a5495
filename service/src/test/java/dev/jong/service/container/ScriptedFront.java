package dev.jong.service.container;

import dev.jong.runtime.plan.EncodedPlan;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A front that answers plans with outcomes given beforehand, and remembers what it was shown.
final class ScriptedFront implements Front {
    final List<EncodedPlan> plans = new ArrayList<>();
    final StringBuilder out = new StringBuilder();
    final StringBuilder err = new StringBuilder();
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
    public Caller caller() {
        return new Caller("/", Map.of(), 0, 0, false, false, false, 80, 24, "/usr/bin/jong");
    }

    @Override
    public void out(String bytes) {
        out.append(bytes);
    }

    @Override
    public void err(String bytes) {
        err.append(bytes);
    }

    @Override
    public InputStream standardInput() {
        return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public void afterwards(Runnable work) {
        work.run();
    }

    @Override
    public Outcome carryOut(EncodedPlan plan, Runnable meanwhile) {
        plans.add(plan);
        meanwhile.run();
        event.run();
        return outcomes.remove();
    }

    @Override
    public void awaitEnd() {}
}
