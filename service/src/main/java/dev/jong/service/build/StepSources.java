package dev.jong.service.build;

import dev.jong.build.cache.CacheMounts;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.Layers;
import java.nio.file.Path;

/// Where what steps mount comes from.
///
/// @param folder a directory of this build's own, for sockets
record StepSources(
        Layers layers,
        CacheMounts caches,
        Secrets secrets,
        Agents agents,
        Syscalls kernel,
        Path folder) {}
