package dev.jong.service.event;

import dev.jong.store.event.Event;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// What is wanted of the events.
///
/// @param since from when on; empty for what happens from now on
/// @param until the last moment; empty for ever
/// @param follow wait for more until then
/// @param filter which
public record EventQuery(
        Optional<Instant> since,
        Optional<Instant> until,
        boolean follow,
        Predicate<Event> filter) {}
