package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.cache.CacheMounts;
import dev.jong.build.step.RunStep;
import dev.jong.build.step.StepMount;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.container.BriefWish;
import dev.jong.service.container.RootImage;
import dev.jong.store.snapshot.LayeredPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What is mounted for one step, and held as long as its program runs. Sources are looked up in immutable layers and named
/// without links (B11); where mounts go is made in a layer below all others, so that no image gets it.
final class StepMounts implements AutoCloseable {
    /// Most bytes of a secret: as others have it.
    private static final int SECRET_LIMIT = 500 << 10;

    private static final String AGENT = "SSH_AUTH_SOCK=";

    private final StepSources sources;
    private final List<Path> topDown;
    private final List<Spec.Mount> mounts = new ArrayList<>();
    private final List<BriefWish.Place> places = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final List<String> variables = new ArrayList<>();
    private final List<CacheMounts.Held> caches = new ArrayList<>();
    private final List<AgentRelay> agents = new ArrayList<>();

    private StepMounts(StepSources sources, List<Path> topDown) {
        this.sources = sources;
        this.topDown = topDown;
    }

    /// Takes and looks up everything that a step mounts.
    ///
    /// @param topDown layers of the step's root, the uppermost first
    static StepMounts of(RunStep step, List<Path> topDown, StepSources sources) {
        StepMounts all = new StepMounts(sources, topDown);
        try {
            step.mounts().forEach(all::add);
            return all;
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    /// As a container takes them.
    List<Spec.Mount> mounts() {
        return mounts;
    }

    /// Places for them that the layers do not have.
    List<BriefWish.Place> places() {
        return places;
    }

    /// Where they are, without links and without a slash at either end.
    List<String> paths() {
        return paths;
    }

    /// `NAME=value` of variables that come with them.
    List<String> variables() {
        return variables;
    }

    private void add(StepMount mount) {
        switch (mount) {
            case StepMount.Bind bind -> bind(bind);
            case StepMount.Cache cache -> cache(cache);
            case StepMount.Tmpfs tmpfs -> {
                OptionalLong size =
                        tmpfs.size() > 0 ? OptionalLong.of(tmpfs.size()) : OptionalLong.empty();
                put(
                        new Spec.Mount.Tmpfs(
                                normal(tmpfs.target()),
                                size,
                                OptionalInt.empty(),
                                List.of("exec"),
                                origin("tmpfs", tmpfs.target())),
                        true);
            }
            case StepMount.Secret secret -> secret(secret);
            case StepMount.Ssh ssh -> ssh(ssh);
        }
    }

    private void bind(StepMount.Bind bind) {
        String origin = origin("bind", bind.target());
        RootImage from = TreeRoot.of(bind.from(), sources.layers());
        LayeredPlace source = source(bind, from);
        boolean directory = source.kind() == LayeredPlace.Kind.DIRECTORY;
        // An empty tree has no layer, and needs one.
        List<String> names = from.layerNames().isEmpty() ? List.of("../mnt") : from.layerNames();
        boolean scratch = bind.writable() || from.layerNames().isEmpty();
        put(
                new Spec.Mount.Image(
                        "build",
                        names,
                        source.path(),
                        scratch ? "scratch" + mounts.size() : "",
                        normal(bind.target()),
                        origin),
                directory);
    }

    private static LayeredPlace source(StepMount.Bind bind, RootImage from) {
        Optional<LayeredPlace> source = LayeredPlace.find(from.layers(), bind.source());
        if (source.isEmpty() || source.get().kind() == LayeredPlace.Kind.ABSENT) {
            throw JongException.of(
                    ErrorKind.NOT_FOUND,
                    "cannot mount "
                            + Text.printable(bind.source())
                            + " at "
                            + Text.printable(bind.target())
                            + ": it is not there");
        }
        return source.get();
    }

    private void cache(StepMount.Cache cache) {
        CacheMounts.Held held = sources.caches().take(cache);
        caches.add(held);
        put(
                new Spec.Mount.Bind(
                        Text.of(held.directory()),
                        normal(cache.target()),
                        cache.readOnly(),
                        false,
                        "private",
                        origin("cache", cache.target())),
                true);
    }

    private void secret(StepMount.Secret secret) {
        Optional<byte[]> content = sources.secrets().secret(secret.id());
        if (content.isEmpty()) {
            if (secret.required()) {
                throw missing("secret", secret.id(), "--secret id=" + secret.id() + ",src=FILE");
            }
            return;
        }
        if (content.get().length > SECRET_LIMIT) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "the secret " + Text.printable(secret.id()) + " is larger than 500 KiB");
        }
        if (!secret.variable().isEmpty()) {
            variables.add(secret.variable() + "=" + Text.of(content.get()));
        }
        if (!secret.target().isEmpty()) {
            put(
                    new Spec.Mount.Given(
                            content.get(),
                            secret.mode(),
                            (int) secret.uid(),
                            (int) secret.gid(),
                            normal(secret.target()),
                            origin("secret", secret.target())),
                    false);
        }
    }

    private void ssh(StepMount.Ssh ssh) {
        Optional<Secrets.Agent> agent = sources.secrets().agent(ssh.id());
        if (agent.isEmpty()) {
            if (ssh.required()) {
                throw missing("ssh agent", ssh.id(), "--ssh " + ssh.id());
            }
            return;
        }
        AgentRelay relay =
                AgentRelay.open(
                        sources.kernel(),
                        sources.folder(),
                        sources.agents().socket(agent.get()),
                        ssh.mode(),
                        (int) ssh.uid(),
                        (int) ssh.gid());
        agents.add(relay);
        String target = normal(ssh.target());
        put(
                new Spec.Mount.Bind(
                        Text.of(relay.socket()),
                        target,
                        false,
                        false,
                        "private",
                        origin("ssh", target)),
                false);
        if (variables.stream().noneMatch(each -> each.startsWith(AGENT))) {
            variables.add(AGENT + target);
        }
    }

    private void put(Spec.Mount mount, boolean directory) {
        mounts.add(mount);
        Optional<LayeredPlace> place = LayeredPlace.find(topDown, mount.target());
        place.ifPresent(found -> paths.add(found.path()));
        if (place.isPresent() && place.get().kind() == LayeredPlace.Kind.ABSENT) {
            places.add(new BriefWish.Place(place.get().path(), directory));
        }
    }

    private static JongException missing(String what, String id, String option) {
        return JongException.of(
                        ErrorKind.NOT_FOUND,
                        "the step needs the "
                                + what
                                + " "
                                + Text.printable(id)
                                + ", which is not given")
                .hint(Text.printable(option));
    }

    private static String origin(String type, String target) {
        return "--mount=type=" + type + ",target=" + target;
    }

    /// Absolute, without empty components and dots.
    private static String normal(String target) {
        List<String> kept = new ArrayList<>();
        for (String component : target.split("/")) {
            if (component.equals("..")) {
                if (!kept.isEmpty()) {
                    kept.removeLast();
                }
            } else if (!component.isEmpty() && !component.equals(".")) {
                kept.add(component);
            }
        }
        return "/" + String.join("/", kept);
    }

    @Override
    public void close() {
        caches.forEach(CacheMounts.Held::close);
        agents.forEach(AgentRelay::close);
    }
}
