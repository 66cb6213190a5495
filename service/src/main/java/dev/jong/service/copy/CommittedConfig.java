package dev.jong.service.copy;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.NamedUser;
import dev.jong.service.container.RootParts;
import dev.jong.store.snapshot.StackedRoot;
import java.util.ArrayList;
import java.util.List;

/// The `config` object of an image of a container: its image's, with what the container was started with.
final class CommittedConfig {
    private final ContainerRecord record;
    private final Spec spec;
    private Json.Obj config;

    private CommittedConfig(ContainerRecord record, Json.Obj config) {
        this.record = record;
        this.spec = ReadSpec.read(record.spec());
        this.config = config;
    }

    /// @param config that of the container's image
    /// @param volumes whether the places of its volumes become VOLUMEs
    static Json.Obj of(
            ContainerRecord record,
            Json.Obj config,
            boolean volumes,
            RootParts parts,
            Syscalls kernel) {
        CommittedConfig out = new CommittedConfig(record, config);
        out.command();
        out.environment();
        out.user(parts, kernel);
        String directory = out.spec.process().workingDirectory();
        if (!directory.equals("/") || !config.text("WorkingDir").isEmpty()) {
            out.put("WorkingDir", Json.of(directory));
        }
        if (!record.labels().isEmpty()) {
            out.put("Labels", Json.of(record.labels()));
        }
        if (!record.stopSignal().isEmpty()) {
            out.put("StopSignal", Json.of(record.stopSignal()));
        }
        if (volumes) {
            out.volumes();
        }
        return out.config;
    }

    private void put(String field, Json value) {
        config = config.with(field, value);
    }

    /// The record has one list; where it begins with the image's entry point, the rest is the command.
    private void command() {
        List<String> entry = config.strings("Entrypoint");
        List<String> all = record.command();
        boolean begins = all.size() >= entry.size() && all.subList(0, entry.size()).equals(entry);
        if (!begins) {
            put("Entrypoint", new Json.Arr(List.of()));
        }
        put("Cmd", Json.of(begins ? all.subList(entry.size(), all.size()) : all));
    }

    /// What the image and the user have said, not what every container gets.
    private void environment() {
        List<String> out = new ArrayList<>();
        for (Spec.Variable variable : spec.process().environment()) {
            boolean ours =
                    variable.origin().equals("default")
                            || variable.origin().contains("/etc/passwd");
            if (!ours) {
                out.add(variable.name() + "=" + variable.value());
            }
        }
        put("Env", Json.of(out));
    }

    private void user(RootParts parts, Syscalls kernel) {
        Spec.User user = spec.process().user();
        String known = config.text("User");
        try (StackedRoot root = new StackedRoot(kernel, parts.topDown(), true, parts.owners())) {
            Spec.User meant =
                    NamedUser.find(
                            known,
                            root.read("/etc/passwd", NamedUser.LIMIT),
                            root.read("/etc/group", NamedUser.LIMIT));
            if (meant.uid() == user.uid() && meant.gid() == user.gid()) {
                return;
            }
        } catch (JongException gone) {
            // The container has removed the entry; numbers always hold.
            put("User", Json.of(user.uid() + ":" + user.gid()));
            return;
        }
        put("User", Json.of(user.uid() + ":" + user.gid()));
    }

    private void volumes() {
        Json.Obj places = config.object("Volumes");
        for (Spec.Mount mount : spec.mounts()) {
            if (mount instanceof Spec.Mount.Volume volume) {
                places = places.with(volume.target(), Json.EMPTY);
            }
        }
        put("Volumes", places);
    }
}
