package dev.jong.service.why.program;

import dev.jong.base.JongException;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.container.Finding;
import dev.jong.service.container.ProgramCheck;
import dev.jong.store.snapshot.SeenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Looks at a container's program, in its files as they are now. Nothing is run and nothing mounted for that.
public final class CheckProgram implements ProgramCheck {
    private final Path store;
    private final Supplier<Syscalls> kernel;
    private final int machine;

    /// @param store the store's directory
    /// @param kernel made when it is needed
    /// @param architecture `os.arch` of this host
    public CheckProgram(Path store, Supplier<Syscalls> kernel, String architecture) {
        this.store = store;
        this.kernel = kernel;
        this.machine = architecture.equals("aarch64") ? ElfFile.AARCH64 : ElfFile.X86_64;
    }

    @Override
    public Optional<Finding> of(Spec spec) {
        try {
            return check(spec);
        } catch (IOException | JongException unreadable) {
            // What can't be read can't be judged; the kernel's own word has to do.
            return Optional.empty();
        }
    }

    private Optional<Finding> check(Spec spec) throws IOException {
        SeenFiles files = ContainerFiles.of(spec, store, kernel.get());
        Map<String, String> environment = new HashMap<>();
        for (Spec.Variable variable : spec.process().environment()) {
            environment.put(variable.name(), variable.value());
        }
        String program = spec.process().args().getFirst();
        if (program.indexOf('/') < 0) {
            List<String> directories = SearchPath.directories(environment.getOrDefault("PATH", ""));
            Optional<String> found = SearchPath.find(files, directories, program);
            if (found.isEmpty()) {
                return Optional.of(MissingFile.inPath(files, directories, program));
            }
            program = found.get();
        }
        String path =
                program.startsWith("/")
                        ? program
                        : spec.process().workingDirectory() + "/" + program;
        Optional<Finding> wrong =
                new CheckFile(files, spec.process().user(), environment, machine).of(path);
        return wrong.isPresent() ? wrong : NoExec.of(spec, files, path);
    }
}
