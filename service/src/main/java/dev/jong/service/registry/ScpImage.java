package dev.jong.service.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import dev.jong.linux.RunningProgram;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.service.image.LoadImages;
import dev.jong.service.image.SaveImages;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `image scp`: an image to another host or from there over ssh. There `jong` saves or loads it, or podman where there is
/// no jong; nothing is stored on the way.
public final class ScpImage {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int ANSWER = 64 << 10;

    /// For whatever shell the user has there; `$1` is the image, which no shell interprets.
    private static final String LOAD =
            "sh -c 'command -v jong >/dev/null 2>&1 && exec jong load; exec podman load'";

    private static final String SAVE =
            "sh -c 'command -v jong >/dev/null 2>&1 && exec jong save -- \"$1\";"
                    + " exec podman save -- \"$1\"' sh ";

    private final SaveImages saving;
    private final LoadImages loading;
    private final Map<String, String> environment;

    /// @param environment the caller's, for ssh
    public ScpImage(SaveImages saving, LoadImages loading, Map<String, String> environment) {
        this.saving = saving;
        this.loading = loading;
        this.environment = Map.copyOf(environment);
    }

    /// Sends an image of the store to a host.
    ///
    /// @return what the loader there said, a line each, printable
    public List<String> send(String image, OtherHost to) {
        String name = isId(image) ? image : Reference.parse(image).toString();
        SaveImages.Request request =
                new SaveImages.Request(List.of(name), Optional.empty(), () -> {});
        try (RunningProgram ssh = begin(to, LOAD)) {
            return feed(
                    ssh,
                    to,
                    out -> saving.toStream(request, SaveImages.Format.DOCKER_ARCHIVE, out));
        }
    }

    /// Fetches an image from a host into the store.
    public List<LoadImages.Loaded> fetch(OtherHost from, String image) {
        try (RunningProgram ssh = begin(from, save(image))) {
            close(ssh.input(), from);
            List<LoadImages.Loaded> loaded;
            try {
                loaded = loading.load(ssh.output(), Optional.empty());
            } catch (JongException e) {
                throw whyOf(ssh, from).orElse(e);
            }
            check(ssh, from);
            return loaded;
        }
    }

    /// Has a host send an image to another, through here.
    ///
    /// @return what the loader there said
    public List<String> relay(OtherHost from, String image, OtherHost to) {
        try (RunningProgram source = begin(from, save(image));
                RunningProgram target = begin(to, LOAD)) {
            close(source.input(), from);
            List<String> said = feed(target, to, out -> source.output().transferTo(out));
            check(source, from);
            return said;
        }
    }

    /// Writes to a stream.
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static List<String> feed(RunningProgram ssh, OtherHost to, Content content) {
        StringBuilder answer = new StringBuilder();
        Thread listener = Thread.ofVirtual().start(() -> listen(ssh.output(), answer));
        try (OutputStream out = ssh.input()) {
            content.writeTo(out);
        } catch (IOException e) {
            throw whyOf(ssh, to)
                    .orElseGet(() ->
                            JongException.of(ErrorKind.UNAVAILABLE, "cannot send to " + to)
                                    .causedBy(e));
        } catch (JongException e) {
            // A save that failed because nobody reads it is no reason; why nobody does is.
            throw e.kind() == ErrorKind.UNAVAILABLE ? whyOf(ssh, to).orElse(e) : e;
        }
        check(ssh, to);
        try {
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (answer) {
            return answer.toString().lines().map(Text::printable).toList();
        }
    }

    private static void listen(InputStream from, StringBuilder answer) {
        try {
            byte[] bytes = from.readNBytes(ANSWER);
            synchronized (answer) {
                answer.append(Text.of(bytes));
            }
            from.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            return; // What came until then counts.
        }
    }

    private RunningProgram begin(OtherHost host, String command) {
        return HostProgram.find("ssh", environment, PATIENCE)
                .orElseThrow(() ->
                        JongException.of(
                                        ErrorKind.PRECONDITION,
                                        "cannot find ssh in the absolute directories of PATH")
                                .hint("install an ssh client"))
                .begin(host.ssh(command));
    }

    /// Names and ids hold nothing that a shell knows, but for the brackets of addresses.
    private static String save(String image) {
        return SAVE + "'" + (isId(image) ? image : Reference.parse(image).toString()) + "'";
    }

    private static boolean isId(String text) {
        String hex = text.startsWith("sha256:") ? text.substring("sha256:".length()) : text;
        boolean given = !hex.equals(text) || hex.length() == 12 || hex.length() == 64;
        return given && Digest.isHexPrefix(hex) && hex.length() <= 64;
    }

    private static void check(RunningProgram ssh, OtherHost host) {
        whyOf(ssh, host)
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    /// Why ssh, or what it ran, has failed; empty when it has not.
    private static Optional<JongException> whyOf(RunningProgram ssh, OtherHost host) {
        int code = ssh.await();
        if (code == 0) {
            return Optional.empty();
        }
        List<String> said =
                ssh.said().lines().filter(l -> !l.isBlank() && !l.startsWith("hint: ")).toList();
        String last = said.isEmpty() ? "exit code " + code : said.getLast();
        String cut = last.length() > 300 ? last.substring(0, 300) + "..." : last;
        JongException failure =
                JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot copy the image over ssh to or from "
                                + host
                                + ": "
                                + Text.printable(cut));
        return Optional.of(
                code == 255
                        ? failure.hint(
                                "see whether this works: ssh -o BatchMode=yes " + host + " true")
                        : failure.hint("jong or podman has to be there"));
    }

    private static void close(OutputStream input, OtherHost host) {
        try {
            input.close();
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, "cannot reach " + host).causedBy(e);
        }
    }
}
