package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.launch.SwitchLaunch;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.PlanText;
import dev.jong.service.container.Front;
import dev.jong.service.container.Outcome;
import dev.jong.store.lease.Hold;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The network that an ordinary user's bridges are in: made when a container first needs it, gone when none does any more.
/// The front that looks after it lives in it, and [DutyMark] says which process that is.
public final class UserSwitch implements Ground {
    /// What that front's duty is called.
    public static final String DUTY = "switch";

    /// What the programs make that connect it, and then nothing has to be cut into pieces on its way.
    private static final int MTU = 65520;

    private final NetworkPlaces places;
    private final DutyMark mark;
    private final ServedNames names;
    private final Surroundings around;

    /// @param mark who lives in it
    /// @param names served there
    UserSwitch(NetworkPlaces places, DutyMark mark, ServedNames names, Surroundings around) {
        this.names = names;
        this.places = places;
        this.mark = mark;
        this.around = around;
    }

    /// @param plans for this host
    /// @param programs what connects it with the host's network
    /// @param network the host's
    /// @param store the store's directory, and `runtime` the engine's runtime directory
    /// @param environment the engine's own
    public record Surroundings(
            SwitchLaunch plans,
            UserNetworks programs,
            HostNetwork network,
            Path store,
            Path runtime,
            Map<String, String> environment) {}

    @Override
    public Optional<Wires.Elsewhere> place() {
        return mark.holder().map(one -> new Wires.Elsewhere(one.pid(), one.startTime()));
    }

    @Override
    public boolean isThere() {
        return mark.isTaken();
    }

    @Override
    public boolean isApart() {
        return true;
    }

    @Override
    public int mtu() {
        return MTU;
    }

    @Override
    public void provide(Front front) {
        mark.want();
        if (isThere()) {
            return;
        }
        try (Hold _ = places.lock().acquire()) {
            if (isThere()) {
                return;
            }
            places.forget();
            names.forget();
            make(front);
        }
    }

    private void make(Front front) {
        LaunchPlan plan = around.plans().plan(wanted(front));
        switch (front.carryOut(plan)) {
            case Outcome.Running running -> {}
            case Outcome.Failed failed -> throw refused(plan, failed);
            default -> throw JongException.of(ErrorKind.CANCELLED, "the command went away");
        }
    }

    private SwitchLaunch.Wanted wanted(Front front) {
        Map<String, String> variables = new TreeMap<>(around.environment());
        variables.put("JONG_ROOT", Text.of(around.store()));
        variables.put(
                "JONG_RUN", Text.of(around.runtime().toAbsolutePath().resolve("..").normalize()));
        variables.put("JONG_USERNS", "1");
        // Its engine has to be where its front is.
        variables.put("JONG_ENGINE", "off");
        List<String> environment =
                variables.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .toList();
        return new SwitchLaunch.Wanted(
                List.of(front.caller().program(), "--root", Text.of(around.store()), "duty", DUTY),
                environment,
                helper(),
                Text.of(around.runtime().resolve("engine.log")),
                Text.of(mark.file()));
    }

    /// Nothing where the host itself leads nowhere, or lacks what it takes: containers reach each other still.
    private List<String> helper() {
        String mode = around.network().leadsOut() ? around.programs().usual() : "none";
        Optional<String> program = around.programs().program(mode);
        if (mode.equals("none") || program.isEmpty()) {
            return List.of();
        }
        return mode.equals(UserNetworks.PASTA)
                ? HelperCommand.wayOut(program.get())
                : HelperCommand.slirp(
                        program.get(),
                        Optional.of(SlirpPorts.ofSwitch(places)).filter(SlirpPorts::canBe));
    }

    private static JongException refused(LaunchPlan plan, Outcome.Failed failed) {
        String what =
                failed.operation(plan)
                        .map(op -> Text.printable(PlanText.call(op)) + ": ")
                        .orElse("");
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot make a network for this user's networks: "
                                + what
                                + dev.jong.runtime.plan.Errno.words(failed.errno()))
                .hint(
                        "engine.log of the runtime directory has what its programs said; jong doctor says what networks need");
    }
}
