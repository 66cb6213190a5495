package dev.jong.service.container;

import dev.jong.base.json.Json;
import dev.jong.runtime.plan.EncodedPlan;
import dev.jong.runtime.spec.Spec;

/// Everything that is decided about a container before anything is made. `run` carries it out, `explain` prints
/// it.
///
/// @param id the container's
/// @param hostname what it calls itself
/// @param spec what it is
/// @param plan how it is launched
/// @param settings those of its record
/// @param recordTail its record without id, name and date, as [ContainerRecord#tail] writes it
record Decision(
        String id,
        String hostname,
        Spec spec,
        EncodedPlan plan,
        Json.Obj settings,
        byte[] recordTail) {}
