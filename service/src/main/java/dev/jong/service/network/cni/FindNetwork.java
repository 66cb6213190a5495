package dev.jong.service.network.cni;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import dev.jong.network.cni.PluginNetwork;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the configuration of a network and the programs of its plugins. Of several files that name it the first one by
/// name counts.
public final class FindNetwork {
    private static final int LONGEST = 1 << 20;

    private final PluginPlaces places;
    private final TrustedFile trusted;

    /// @param self the effective user of this process
    public FindNetwork(PluginPlaces places, int self) {
        this.places = places;
        this.trusted = new TrustedFile(self);
    }

    /// A network that is there.
    ///
    /// @param programs absolute paths, one for each plugin
    public record Found(PluginNetwork network, Path file, List<String> programs) {
        public Found {
            programs = List.copyOf(programs);
        }
    }

    /// Finds it.
    ///
    /// @throws JongException NOT_FOUND when there is none of that name, PRECONDITION when a plugin is missing or others than
    ///     root could write what is to be run
    public Found find(String name) {
        String damaged = "";
        for (Path file : files()) {
            try {
                PluginNetwork network =
                        PluginNetwork.parse(SmallFile.read(file, LONGEST).orElse(new byte[0]));
                if (network.name().equals(name)) {
                    trusted.check(file);
                    return new Found(network, file, programs(network));
                }
            } catch (JongException e) {
                if (e.kind() == ErrorKind.PRECONDITION) {
                    throw e;
                }
                damaged = Text.printable(Text.of(file)) + " can't be read: " + e.text();
            }
        }
        throw JongException.of(
                        ErrorKind.NOT_FOUND,
                        "no CNI network "
                                + Text.printable(name)
                                + " in "
                                + shown()
                                + (damaged.isEmpty() ? "" : ", where " + damaged))
                .hint("files of it end with .conflist, .conf or .json and say \"name\"");
    }

    private String shown() {
        return Text.printable(Text.of(places.configurations()));
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(places.configurations(), "*.{conflist,conf,json}")) {
            all.forEach(files::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return files;
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot list " + shown() + ": " + e.getMessage())
                    .causedBy(e);
        }
        files.sort(null);
        return files;
    }

    private List<String> programs(PluginNetwork network) {
        List<String> programs = new ArrayList<>();
        for (PluginNetwork.Plugin plugin : network.plugins()) {
            Optional<Path> program = HostProgram.locate(plugin.type(), places.plugins());
            if (program.isEmpty()) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot connect to CNI network "
                                        + network.name()
                                        + ": the plugin "
                                        + plugin.type()
                                        + " is not in "
                                        + Text.printable(places.plugins()))
                        .hint("apt-get install containernetworking-plugins, or say CNI_PATH");
            }
            trusted.check(program.get());
            programs.add(Text.of(program.get()));
        }
        return programs;
    }
}
