package dev.jong.service.network;

import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.control.DutyPlans;
import dev.jong.service.container.Front;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// What looking after networks needs of the engine.
///
/// @param duties plans for this host, as `control`
/// @param fronts starts a front that looks after networks, beside the one of a command
/// @param leaving whether the engine takes no more commands
/// @param trouble hears of what fails and is tried again
public record EngineAround(
        DutyPlans duties,
        ControlPlans control,
        Consumer<Front> fronts,
        BooleanSupplier leaving,
        Consumer<RuntimeException> trouble) {}
