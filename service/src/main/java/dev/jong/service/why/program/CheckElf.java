package dev.jong.service.why.program;

import dev.jong.base.Text;
import dev.jong.service.container.Finding;
import dev.jong.store.snapshot.Seen;
import dev.jong.store.snapshot.SeenFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges an ELF file that is to be executed.
final class CheckElf {
    private final SeenFiles files;
    private final Map<String, String> environment;
    private final int machine;

    CheckElf(SeenFiles files, Map<String, String> environment, int machine) {
        this.files = files;
        this.environment = environment;
        this.machine = machine;
    }

    Optional<Finding> of(FileBytes bytes, String path) throws IOException {
        ElfFile elf;
        try {
            elf = ReadElf.read(bytes);
        } catch (DamagedFile damaged) {
            return damaged(damaged);
        }
        if (!runsHere(elf)) {
            return CheckFile.found(
                    "wrong-architecture",
                    "it is made for "
                            + ElfFile.name(elf.machine())
                            + ", and this host is "
                            + ElfFile.name(machine),
                    "use an image for this host: jong pull --platform "
                            + (machine == ElfFile.X86_64 ? "linux/amd64" : "linux/arm64"));
        }
        if (elf.type() != ElfFile.PROGRAM && elf.type() != ElfFile.SHARED) {
            return CheckFile.found(
                    "no-program",
                    elf.type() == 1
                            ? "it is an object file, which was not linked to a program"
                            : "it is no program: its ELF type is " + elf.type(),
                    "link it, or name another program");
        }
        return elf.loader().isEmpty() ? Optional.empty() : linked(elf, path);
    }

    private Optional<Finding> linked(ElfFile elf, String path) throws IOException {
        try (Seen loader = files.look(elf.loader())) {
            if (!loader.isRegular()) {
                return CheckFile.found(
                        "no-loader",
                        "its loader " + shown(elf.loader()) + " is missing",
                        loaderHint(elf.loader()));
            }
            try (FileChannel channel = loader.open()) {
                ElfFile read = ReadElf.read(FileBytes.of(channel));
                if (!read.fits(elf)) {
                    return CheckFile.found(
                            "no-loader",
                            "its loader "
                                    + shown(elf.loader())
                                    + " is made for "
                                    + ElfFile.name(read.machine()),
                            loaderHint(elf.loader()));
                }
            } catch (DamagedFile damaged) {
                return CheckFile.found(
                        "damaged",
                        "its loader "
                                + shown(elf.loader())
                                + " is damaged: "
                                + damaged.getMessage(),
                        "make the image again");
            }
        }
        String paths = environment.getOrDefault("LD_LIBRARY_PATH", "");
        return libraries(new MissingLibraries(files, paths).of(elf, path), path);
    }

    private static Optional<Finding> libraries(
            List<MissingLibraries.Missing> missing, String path) {
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        MissingLibraries.Missing first = missing.getFirst();
        StringBuilder text = new StringBuilder("the library ").append(shown(first.name()));
        text.append(
                first.other().isEmpty()
                        ? " is missing, which "
                        : " is there for another processor only, which ");
        text.append(first.by().equals(path) ? "it" : shown(first.by())).append(" needs");
        if (missing.size() > 1) {
            text.append("; so are ");
            for (int i = 1; i < missing.size() && i < 5; i++) {
                text.append(i == 1 ? "" : ", ").append(shown(missing.get(i).name()));
            }
            text.append(missing.size() > 5 ? " and others" : "");
        }
        return CheckFile.found(
                "no-library",
                text.toString(),
                "install the package that has it, or say where it is with -e LD_LIBRARY_PATH=DIR");
    }

    private boolean runsHere(ElfFile elf) {
        boolean narrow =
                machine == ElfFile.X86_64 && elf.machine() == ElfFile.X86
                        || machine == ElfFile.AARCH64 && elf.machine() == ElfFile.ARM;
        return !elf.big() && (elf.machine() == machine || narrow);
    }

    private static Optional<Finding> damaged(DamagedFile damaged) {
        return CheckFile.found(
                "damaged",
                "it is a damaged ELF file: " + damaged.getMessage(),
                "make it again; a download that was cut off looks like this");
    }

    private static String loaderHint(String loader) {
        if (loader.contains("/ld-musl-")) {
            return "it was built with musl (Alpine): use such an image, or build it for this one";
        }
        return loader.contains("/ld-linux")
                ? "it was built with glibc: use an image that has it (Debian, Fedora ...), or link it statically"
                : "install what it was built with, or link it statically";
    }

    private static String shown(String name) {
        return "\"" + Text.printable(name) + "\"";
    }
}
