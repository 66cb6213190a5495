package dev.jong.service.network;

import dev.jong.network.name.Upstream;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.control.DutyPlans;
import dev.jong.service.container.Front;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// What looking after networks needs of the engine.
///
/// @param duties plans for this host, as `control`
/// @param fronts starts a front that looks after networks, beside the one of a command
/// @param leaving whether the engine takes no more commands
/// @param hostServers the host's name servers, as they can be reached from where this is
/// @param asking asks servers of the outside for names that are not ours, given what says which
/// @param trouble hears of what fails and is tried again
public record EngineAround(
        DutyPlans duties,
        ControlPlans control,
        Consumer<Front> fronts,
        BooleanSupplier leaving,
        Supplier<List<InetSocketAddress>> hostServers,
        Function<Supplier<List<InetSocketAddress>>, Upstream> asking,
        Consumer<RuntimeException> trouble) {}
