package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is decided about a container that nobody hears of, and the directories that takes.
///
/// @param at the host as the container finds it
/// @param spec what it is
record BriefParts(Containers containers, BriefWish wish, Host at, Spec spec, String hostname) {
    /// Processes when nobody says otherwise: compilers start many.
    private static final long PIDS = 4096;

    /// The layer below all others that has places to mount upon.
    private static final String PLACES = "places";

    static BriefParts decide(
            BriefContainers around, BriefWish wish, String id, Caller caller, Host at) {
        NetworkChoice.check(wish.options(), around.connector());
        BuildSpec.Result built =
                new BuildSpec(
                                around.host(),
                                around.containers(),
                                around.systemPaths(),
                                around.filters(),
                                caller)
                        .build(id, wish.options(), placed(wish, id));
        Spec spec = BuildSpec.withFiles(built.spec(), files(around.containers(), id));
        return new BriefParts(
                around.containers(), wish, at, withRest(spec, wish), built.hostname());
    }

    String id() {
        return spec.id();
    }

    RunOptions options() {
        return wish.options();
    }

    List<Path> layers() {
        return wish.image().layers();
    }

    /// The same image with a layer below it that has places to mount upon.
    private static RootImage placed(BriefWish wish, String id) {
        RootImage image = wish.image();
        List<String> names = new ArrayList<>(image.layerNames());
        if (!wish.places().isEmpty()) {
            names.add("../containers/" + id + "/" + PLACES);
        }
        return new RootImage(
                image.reference(),
                image.imageId(),
                image.defaults(),
                image.layers(),
                names,
                image.diffIds(),
                "");
    }

    private static Spec withRest(Spec spec, BriefWish wish) {
        List<Spec.Mount> mounts = new ArrayList<>(spec.mounts());
        mounts.addAll(wish.mounts());
        return new Spec(
                spec.id(),
                spec.root(),
                spec.process(),
                mounts,
                spec.namespaces(),
                spec.protection(),
                wish.options().resources().pids().isPresent()
                        ? spec.resources()
                        : limited(spec.resources()),
                spec.devices(),
                spec.sysctls(),
                spec.names());
    }

    private static Spec.Resources limited(Spec.Resources asked) {
        return new Spec.Resources(
                asked.memory(),
                asked.memorySwap(),
                asked.memoryReservation(),
                asked.cpuShares(),
                asked.cpuPeriod(),
                asked.cpuQuota(),
                asked.cpusetCpus(),
                asked.cpusetMems(),
                PIDS,
                false);
    }

    private static Map<String, String> files(Containers containers, String id) {
        Map<String, String> files = new LinkedHashMap<>();
        String folder = Text.of(containers.folder(id).folder());
        for (String name : NetworkFiles.NAMES) {
            files.put("/etc/" + name, folder + "/" + name);
        }
        return files;
    }

    /// Makes its directories.
    void make(RootCopier copier) {
        Path folder = containers.folder(id()).folder();
        try {
            for (Spec.Mount mount : spec.mounts()) {
                if (mount instanceof Spec.Mount.Image image && !image.scratch().isEmpty()) {
                    scratch(folder.resolve(image.scratch()), image);
                }
            }
            for (BriefWish.Place place : wish.places()) {
                make(folder.resolve(PLACES), place);
            }
        } catch (IOException e) {
            throw StoreFailure.of("make places to mount upon", folder, e);
        }
        copier.copy(layers(), folder);
    }

    /// An overlay shows the writable directory's own mode.
    private void scratch(Path folder, Spec.Mount.Image image) throws IOException {
        Path top = containers.store().resolve("layers").resolve(image.layers().getFirst());
        Files.createDirectory(folder);
        Files.createDirectory(folder.resolve("work"));
        Files.setPosixFilePermissions(
                Files.createDirectory(folder.resolve("upper")), Files.getPosixFilePermissions(top));
    }

    /// What a mount covers is seen by nobody; what lies on the way to it is.
    private static void make(Path root, BriefWish.Place place) throws IOException {
        Path at = directory(root);
        String[] names = place.path().split("/");
        for (int i = 0; i < names.length; i++) {
            Path next = at.resolve(Text.path(names[i]));
            if (i < names.length - 1 || place.directory()) {
                at = directory(next);
            } else if (!Files.exists(next)) {
                Files.createFile(next);
            }
        }
    }

    private static Path directory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectory(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return path;
    }

    /// The plan of its launch.
    LaunchPlan plan(Caller caller, Wires wires) {
        LaunchContainer.Attachment attachment =
                new LaunchContainer.Attachment(
                        false,
                        false,
                        false,
                        false,
                        false,
                        // Whatever ends the front ends the container.
                        false,
                        Optional.empty(),
                        true,
                        true,
                        Optional.empty(),
                        "",
                        false);
        return new LaunchContainer(at, containers).plan(spec, caller, attachment, wires);
    }
}
