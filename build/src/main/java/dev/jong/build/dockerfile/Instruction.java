package dev.jong.build.dockerfile;

import java.util.List;
import java.util.Optional;

/// A Dockerfile instruction, typed and located. Values are as they were written, quotes, escapes and variables and all:
/// [Expansion] makes of them what is meant, when it is known what variables hold. All text is byte strings
/// ([dev.jong.base.Text]). An option that was not written is an empty string.
public sealed interface Instruction {
    /// Where it stands, and its text.
    Origin origin();

    /// The keyword in capitals, such as `RUN`.
    String keyword();

    /// `FROM`. Begins a stage.
    ///
    /// @param image a reference, `scratch`, or an earlier stage
    /// @param name of the stage, in lower case; empty for none
    record From(String image, String platform, String name, Origin origin) implements Instruction {
        @Override
        public String keyword() {
            return "FROM";
        }
    }

    /// `RUN`.
    ///
    /// @param documents here-documents of the command, in their order. A shell command whose text is nothing but one
    ///     (`RUN <<EOF`) has the content of it for a script
    record Run(
            CommandLine command,
            List<Heredoc> documents,
            List<RunMount> mounts,
            String network,
            String security,
            List<String> devices,
            Origin origin)
            implements Instruction {
        public Run {
            documents = List.copyOf(documents);
            mounts = List.copyOf(mounts);
            devices = List.copyOf(devices);
        }

        @Override
        public String keyword() {
            return "RUN";
        }
    }

    /// `COPY`.
    ///
    /// @param documents here-documents among the sources: files of that name and content
    record Copy(
            CopyFlags flags,
            List<String> sources,
            List<Heredoc> documents,
            String destination,
            Origin origin)
            implements Instruction {
        public Copy {
            sources = List.copyOf(sources);
            documents = List.copyOf(documents);
        }

        @Override
        public String keyword() {
            return "COPY";
        }
    }

    /// `ADD`.
    ///
    /// @param checksum what a URL's content, or a git commit, has to be
    /// @param keepGitDirectory `true` or `false`
    /// @param unpack `true` or `false`: whether archives are unpacked; empty: local ones are, those of URLs are not
    record Add(
            CopyFlags flags,
            String checksum,
            String keepGitDirectory,
            String unpack,
            List<String> sources,
            List<Heredoc> documents,
            String destination,
            Origin origin)
            implements Instruction {
        public Add {
            sources = List.copyOf(sources);
            documents = List.copyOf(documents);
        }

        @Override
        public String keyword() {
            return "ADD";
        }
    }

    /// `ENV`.
    record Env(List<Pair> pairs, Origin origin) implements Instruction {
        public Env {
            pairs = List.copyOf(pairs);
        }

        @Override
        public String keyword() {
            return "ENV";
        }
    }

    /// `LABEL`.
    record Label(List<Pair> pairs, Origin origin) implements Instruction {
        public Label {
            pairs = List.copyOf(pairs);
        }

        @Override
        public String keyword() {
            return "LABEL";
        }
    }

    /// `ARG`.
    record Arg(List<Argument> arguments, Origin origin) implements Instruction {
        public Arg {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String keyword() {
            return "ARG";
        }
    }

    /// `WORKDIR`.
    record WorkDir(String path, Origin origin) implements Instruction {
        @Override
        public String keyword() {
            return "WORKDIR";
        }
    }

    /// `USER`.
    record User(String user, Origin origin) implements Instruction {
        @Override
        public String keyword() {
            return "USER";
        }
    }

    /// `EXPOSE`.
    record Expose(List<String> ports, Origin origin) implements Instruction {
        public Expose {
            ports = List.copyOf(ports);
        }

        @Override
        public String keyword() {
            return "EXPOSE";
        }
    }

    /// `VOLUME`.
    record Volume(List<String> places, Origin origin) implements Instruction {
        public Volume {
            places = List.copyOf(places);
        }

        @Override
        public String keyword() {
            return "VOLUME";
        }
    }

    /// `STOPSIGNAL`.
    record StopSignal(String signal, Origin origin) implements Instruction {
        @Override
        public String keyword() {
            return "STOPSIGNAL";
        }
    }

    /// `SHELL`.
    record Shell(List<String> words, Origin origin) implements Instruction {
        public Shell {
            words = List.copyOf(words);
        }

        @Override
        public String keyword() {
            return "SHELL";
        }
    }

    /// `CMD`.
    record Cmd(CommandLine command, Origin origin) implements Instruction {
        @Override
        public String keyword() {
            return "CMD";
        }
    }

    /// `ENTRYPOINT`.
    record EntryPoint(CommandLine command, Origin origin) implements Instruction {
        @Override
        public String keyword() {
            return "ENTRYPOINT";
        }
    }

    /// `HEALTHCHECK`. Durations as they were written; they are valid.
    ///
    /// @param command empty for `NONE`
    /// @param options values by name without dashes: `interval`, `timeout`, `start-period`, `start-interval`, `retries`
    record HealthCheck(Optional<CommandLine> command, List<Pair> options, Origin origin)
            implements Instruction {
        public HealthCheck {
            options = List.copyOf(options);
        }

        @Override
        public String keyword() {
            return "HEALTHCHECK";
        }
    }

    /// `ONBUILD`.
    ///
    /// @param text the trigger as it goes into the config
    /// @param trigger the same, parsed: it is checked when it is written
    record OnBuild(String text, Instruction trigger, Origin origin) implements Instruction {
        @Override
        public String keyword() {
            return "ONBUILD";
        }
    }

    /// `MAINTAINER`.
    record Maintainer(String name, Origin origin) implements Instruction {
        @Override
        public String keyword() {
            return "MAINTAINER";
        }
    }

    /// A name and its value.
    ///
    /// @param legacy written as `NAME value`
    record Pair(String name, String value, boolean legacy) {}

    /// A variable that `ARG` declares.
    ///
    /// @param value its default
    record Argument(String name, Optional<String> value) {}

    /// What `COPY` and `ADD` have in common.
    ///
    /// @param from a stage, an image, or a named context; empty for the build context; `ADD` has none
    record CopyFlags(
            String from,
            String chown,
            String chmod,
            boolean link,
            boolean parents,
            List<String> excludes) {
        public CopyFlags {
            excludes = List.copyOf(excludes);
        }
    }
}
