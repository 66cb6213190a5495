package dev.jong.runtime.seccomp;

import dev.jong.runtime.capability.Capability;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Hands out the filter for a container. The default profile with common capabilities is read as it was compiled
/// when Jong was built; everything else is compiled at the first request and kept. Safe for use by many threads.
public final class SeccompFilters {
    /// Kept filters. One engine rarely sees more than a few profiles; a full cache is simply emptied.
    static final int CACHE_SIZE = 32;

    private final Architecture host;
    private final KernelVersion kernel;
    private final String build;
    private final Optional<FilterFiles> files;

    private final Object cacheLock = new Object();

    /// Guarded by cacheLock. The keys hold the profile's bytes rather than a digest: a first digest in a cold JVM
    /// costs more than a whole compilation.
    private final Map<ByteBuffer, CompiledFilter> cache = new HashMap<>();

    /// Filters for a kernel.
    public SeccompFilters(Architecture host, KernelVersion kernel) {
        this(host, kernel, "", Optional.empty());
    }

    /// The same, with files that keep what was compiled for other engines of this build.
    ///
    /// @param build changes whenever the compiler or the default profile may have changed
    /// @param directory private to the user; made when the first filter is kept
    public SeccompFilters(Architecture host, KernelVersion kernel, String build, Path directory) {
        this(host, kernel, build, Optional.of(new FilterFiles(directory)));
    }

    private SeccompFilters(
            Architecture host, KernelVersion kernel, String build, Optional<FilterFiles> files) {
        this.host = host;
        this.kernel = kernel;
        this.build = build;
        this.files = files;
    }

    /// The filter of the default profile.
    ///
    /// @param granted the bounding set of the container
    public CompiledFilter forContainer(Set<Capability> granted) {
        long mask = Capability.mask(granted) & DefaultProfile.CAPABILITIES;
        ByteBuffer key = key(new byte[0], mask);
        Optional<CompiledFilter> kept = kept(key);
        if (kept.isPresent()) {
            return kept.get();
        }
        Optional<byte[]> stored =
                kernel.isAtLeast(DefaultProfile.STORED_FROM)
                        ? DefaultFilter.program(host, mask)
                        : Optional.empty();
        return keep(
                key,
                stored.isPresent()
                        ? new CompiledFilter(stored.get(), 0)
                        : compiled(key, DefaultProfile::json, granted));
    }

    /// The filter of a user's profile.
    ///
    /// @param profile its JSON; the caller limits its size
    /// @param granted the bounding set of the container
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when the profile is wrong; UNSUPPORTED when it asks for
    ///     user notification
    public CompiledFilter forContainer(byte[] profile, Set<Capability> granted) {
        ByteBuffer key = key(profile, Capability.mask(granted));
        Optional<CompiledFilter> kept = kept(key);
        return kept.isPresent() ? kept.get() : keep(key, compiled(key, () -> profile, granted));
    }

    /// The JSON of the default profile.
    public byte[] defaultProfile() {
        return DefaultProfile.json();
    }

    /// A few words on what the default profile does to a container.
    public String summary(Set<Capability> granted) {
        return summary(DefaultProfile.NAME, DefaultProfile.json(), granted);
    }

    /// A few words on what a user's profile does to a container.
    ///
    /// @param name how the user calls it, such as its path
    public String summary(String name, byte[] profile, Set<Capability> granted) {
        return ProfileSummary.of(
                name, Profile.parse(profile), granted, host, kernel, SyscallTable.load());
    }

    private CompiledFilter compiled(
            ByteBuffer key, Supplier<byte[]> profile, Set<Capability> granted) {
        if (files.isEmpty()) {
            return compile(profile.get(), granted);
        }
        byte[] name = FilterFiles.key(build, host, kernel, key);
        Optional<CompiledFilter> earlier = files.get().read(name);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        CompiledFilter fresh = compile(profile.get(), granted);
        files.get().write(name, fresh);
        return fresh;
    }

    private CompiledFilter compile(byte[] json, Set<Capability> granted) {
        Profile profile = Profile.parse(json);
        return new CompiledFilter(
                FilterCompiler.compile(profile, granted, host, kernel, SyscallTable.load()),
                profile.flags());
    }

    private Optional<CompiledFilter> kept(ByteBuffer key) {
        synchronized (cacheLock) {
            return Optional.ofNullable(cache.get(key));
        }
    }

    private CompiledFilter keep(ByteBuffer key, CompiledFilter filter) {
        synchronized (cacheLock) {
            if (cache.size() >= CACHE_SIZE) {
                cache.clear();
            }
            cache.put(key, filter);
            return filter;
        }
    }

    private static ByteBuffer key(byte[] profile, long mask) {
        byte[] key = Arrays.copyOf(profile, profile.length + Long.BYTES);
        ByteBuffer.wrap(key).putLong(profile.length, mask);
        return ByteBuffer.wrap(key);
    }
}
