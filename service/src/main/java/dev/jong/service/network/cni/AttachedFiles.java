package dev.jong.service.network.cni;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.JsonPrinter;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of containers that plugins connect, in the runtime directory: `net/cni/ID` is the record, `ID.N` what the
/// N-th program that the container's parent runs at the end gets as its input, and `net/ns/ID` the network.
public final class AttachedFiles {
    private static final int LONGEST = 16 << 20;

    private final Path records;
    private final Path networks;

    /// @param net the directory `net` of the engine's runtime directory
    public AttachedFiles(Path net) {
        this.records = net.resolve("cni");
        this.networks = net.resolve("ns");
    }

    /// The record of a container, which need not exist.
    public Path record(String id) {
        return records.resolve(id);
    }

    /// Where the network of a container is mounted.
    public Path network(String id) {
        return networks.resolve(id);
    }

    /// What the program of this place gets at the end.
    public Path input(String id, int place) {
        return records.resolve(id + "." + place);
    }

    /// What is known of a container; empty when plugins have made nothing for it.
    public Optional<AttachedContainer> of(String id) {
        return SmallFile.read(record(id), LONGEST).map(AttachedContainer::parse);
    }

    /// Ids of all that there are.
    public List<String> all() {
        List<String> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(records)) {
            for (Path file : files) {
                String name = Text.of(file.getFileName());
                if (name.indexOf('.') < 0) {
                    all.add(name);
                }
            }
        } catch (NoSuchFileException e) {
            return all;
        } catch (IOException e) {
            throw failed("list", e);
        }
        return all;
    }

    /// Writes the record.
    public void write(AttachedContainer container) {
        try {
            Files.createDirectories(records);
            Files.createDirectories(networks);
            AtomicFile.writeVolatile(record(container.id()), container.bytes());
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    /// Writes what the programs of the end get, the last plugin's first.
    public void writeEnd(AttachedContainer container) {
        try {
            for (Ending one : endings(container)) {
                AtomicFile.writeVolatile(
                        one.input(),
                        JsonPrinter.bytes(one.step().after(one.attachment().result())));
            }
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    /// What is run at the end, in that order.
    public List<Ending> endings(AttachedContainer container) {
        List<Ending> endings = new ArrayList<>();
        for (Attachment attachment : container.attachments().reversed()) {
            for (Attachment.Step step : attachment.steps().reversed()) {
                endings.add(new Ending(attachment, step, input(container.id(), endings.size())));
            }
        }
        return endings;
    }

    /// A plugin that takes away what it has made.
    ///
    /// @param input file of its standard input
    public record Ending(Attachment attachment, Attachment.Step step, Path input) {}

    /// Forgets a container: the record last.
    public void forget(AttachedContainer container) {
        try {
            for (Ending one : endings(container)) {
                Files.deleteIfExists(one.input());
            }
            Files.deleteIfExists(network(container.id()));
            Files.deleteIfExists(record(container.id()));
        } catch (IOException e) {
            throw failed("forget", e);
        }
    }

    private JongException failed(String verb, IOException e) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot "
                                + verb
                                + " what CNI plugins have made in "
                                + records
                                + ": "
                                + e.getMessage())
                .causedBy(e);
    }
}
