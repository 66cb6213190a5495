package dev.jong.runtime.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/// Specs for property tests, with any bytes in their texts.
final class RandomSpec {
    private final Random random;

    RandomSpec(long seed) {
        this.random = new Random(seed);
    }

    Spec spec() {
        Spec.Names names =
                new Spec.Names(maybe(this::name), maybe(this::name), map(), random.nextLong());
        return new Spec(
                text(),
                root(),
                process(),
                list(this::mount),
                namespaces(),
                protection(),
                resources(),
                list(this::device),
                map(),
                names);
    }

    private Spec.Root root() {
        return flag()
                ? new Spec.Root.Directory(text(), flag())
                : new Spec.Root.Layers(list(this::text), flag(), flag());
    }

    private Spec.Process process() {
        return new Spec.Process(
                list(this::text),
                list(() -> new Spec.Variable(text(), text(), text())),
                text(),
                new Spec.User(random.nextInt(), random.nextInt(), list(random::nextInt)),
                list(() -> new Spec.Rlimit(text(), random.nextLong(), random.nextLong(), flag())),
                flag() ? OptionalInt.of(random.nextInt()) : OptionalInt.empty(),
                flag(),
                flag());
    }

    private Spec.Mount mount() {
        return switch (random.nextInt(4)) {
            case 0 -> new Spec.Mount.Bind(text(), text(), flag(), flag(), text(), text());
            case 1 -> {
                OptionalInt mode = flag() ? OptionalInt.of(random.nextInt()) : OptionalInt.empty();
                yield new Spec.Mount.Tmpfs(text(), number(), mode, list(this::text), text());
            }
            case 2 ->
                    new Spec.Mount.Volume(
                            text(), text(), text(), flag(), flag(), flag(), map(), text());
            default -> new Spec.Mount.Writable(text(), text());
        };
    }

    private Spec.Namespaces namespaces() {
        return new Spec.Namespaces(
                namespace(), namespace(), namespace(), namespace(), namespace(), namespace());
    }

    private Spec.Namespace namespace() {
        return switch (random.nextInt(3)) {
            case 0 -> new Spec.Namespace.Private();
            case 1 -> new Spec.Namespace.Host();
            default -> new Spec.Namespace.Of(text(), random.nextLong(), random.nextLong());
        };
    }

    private Spec.Protection protection() {
        Set<Integer> capabilities = new HashSet<>(list(() -> random.nextInt(41)));
        byte[] filter = new byte[8 * random.nextInt(20)];
        random.nextBytes(filter);
        return new Spec.Protection(
                capabilities,
                flag(),
                flag() ? Optional.of(filter) : Optional.empty(),
                text(),
                maybe(this::text),
                list(this::text),
                list(this::text),
                flag());
    }

    private Spec.Resources resources() {
        return new Spec.Resources(
                number(),
                number(),
                number(),
                number(),
                number(),
                number(),
                maybe(this::text),
                maybe(this::text),
                random.nextLong(),
                flag());
    }

    private Spec.Device device() {
        return new Spec.Device(
                flag() ? 'b' : 'c',
                random.nextInt(),
                random.nextInt(),
                text(),
                text(),
                text(),
                new Spec.Node(random.nextInt(), random.nextInt(), random.nextInt()));
    }

    private Map<String, String> map() {
        Map<String, String> out = new LinkedHashMap<>();
        list(this::text).forEach(key -> out.put(key, text()));
        return out;
    }

    private OptionalLong number() {
        return flag() ? OptionalLong.of(random.nextLong()) : OptionalLong.empty();
    }

    private <T> List<T> list(Supplier<T> item) {
        List<T> out = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            out.add(item.get());
        }
        return out;
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return flag() ? Optional.of(value.get()) : Optional.empty();
    }

    /// A name is never empty.
    private String name() {
        return "n" + text();
    }

    private String text() {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(10); i > 0; i--) {
            out.append((char) random.nextInt(256));
        }
        return out.toString();
    }

    private boolean flag() {
        return random.nextBoolean();
    }
}
