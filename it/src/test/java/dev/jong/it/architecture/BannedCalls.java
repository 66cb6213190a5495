package dev.jong.it.architecture;

import static dev.jong.it.architecture.BannedCall.everywhere;
import static dev.jong.it.architecture.Calls.exactly;
import static dev.jong.it.architecture.Calls.into;
import static dev.jong.it.architecture.Calls.to;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/// The calls that are for few, and the few. An exception needs a reason that a reader can check.
final class BannedCalls {
    private static final String KERNEL = "files of /proc and /sys, which the kernel writes";
    private static final String RECORD = "records of the store, which Jong writes";
    private static final String RESOURCE = "a resource of the engine's own jar";
    private static final String IN_PLACE =
            "a running container has the file mounted, so it must stay the same one; its folder is out of reach";

    private BannedCalls() {}

    /// All rules.
    static List<BannedCall> all() {
        return List.of(
                followsLinks(),
                truncates(),
                startsPrograms(),
                guessesTypes(),
                usesDefaultCharset(),
                readsWallClock(),
                talksHttp(),
                readsWithoutBound(),
                printsRaw(),
                matchesPatterns(),
                signalsByNumber(),
                formats());
    }

    /// Such calls follow links planted by an image; in-root access goes by descriptor.
    private static BannedCall followsLinks() {
        return everywhere(
                        "path calls that follow links, where paths come from images",
                        to(Files.class, "walk", "walkFileTree", "copy", "createDirectories", "find")
                                .or(to(Path.class, "toRealPath"))
                                .or(to(RandomAccessFile.class, "<init>")))
                .in("store", "image", "runtime")
                .except(
                        "dev.jong.runtime.launch.SharedBinds",
                        "the user's own path on the host, to find its mount; nothing is opened by it");
    }

    /// Whoever opens an existing file to overwrite it may be writing through somebody's link. A method that says
    /// CREATE_NEW opens what it has just made.
    private static BannedCall truncates() {
        return everywhere(
                        "create-or-truncate opens (AtomicFile makes new files and renames)",
                        to(
                                        Files.class,
                                        "write",
                                        "writeString",
                                        "newOutputStream",
                                        "newBufferedWriter")
                                .and(access ->
                                        !Calls.mentions(
                                                access.getOrigin(), StandardOpenOption.CREATE_NEW))
                                .or(to(FileOutputStream.class, "<init>"))
                                .or(to(FileWriter.class, "<init>"))
                                .or(to(StandardOpenOption.class, "TRUNCATE_EXISTING"))
                                .or(exactly(PrintStream.class, "<init>", String.class)))
                .except("dev.jong.cli.engine.Engine", "the pipe to the front, by its descriptor")
                .except("dev.jong.service.container.NetworkFiles", IN_PLACE)
                .except("dev.jong.service.container.HostLines", IN_PLACE)
                .except(
                        "dev.jong.service.container.ContainerNames",
                        "a file that the same method has just made exclusively");
    }

    private static BannedCall startsPrograms() {
        return everywhere(
                        "starting programs",
                        to(Runtime.class, "exec").or(to(ProcessBuilder.class, "<init>", "start")))
                .except(
                        "dev.jong.linux.HostProgram",
                        "the one launcher: no shell, arguments and environment from scratch, bounded");
    }

    private static BannedCall guessesTypes() {
        return everywhere(
                "serialisation, naming services, scripts, XML, reflection",
                to(ObjectInputStream.class, "<init>")
                        .or(to(Class.class, "forName"))
                        .or(to(Method.class, "invoke"))
                        .or(to(Constructor.class, "newInstance"))
                        .or(into("javax.naming", "javax.script", "javax.xml", "org.xml")));
    }

    private static BannedCall usesDefaultCharset() {
        return everywhere(
                "the default charset (text is bytes)",
                exactly(String.class, "getBytes")
                        .or(exactly(String.class, "<init>", byte[].class))
                        .or(exactly(String.class, "<init>", byte[].class, int.class, int.class))
                        .or(exactly(InputStreamReader.class, "<init>", InputStream.class))
                        .or(exactly(OutputStreamWriter.class, "<init>", java.io.OutputStream.class))
                        .or(to(FileReader.class, "<init>"))
                        .or(to(Charset.class, "defaultCharset")));
    }

    /// It jumps. Time-outs and orders use System.nanoTime; the wall clock is for records that people read.
    private static BannedCall readsWallClock() {
        return everywhere(
                        "the wall clock",
                        to(System.class, "currentTimeMillis").or(to(Instant.class, "now")))
                .except("dev.jong.service.network.DutyMark", "compared with the time of a file")
                .except(
                        "dev.jong.service.network.KnownEndpoints",
                        "compared with the time of a file")
                .except(
                        "dev.jong.service.network.Claims",
                        "compared with the time of a file, for a minute's grace")
                .except(
                        "dev.jong.service.container.NewContainer",
                        "when the container was made, for people")
                .except(
                        "dev.jong.service.container.SentSignals",
                        "when a signal was sent, for people")
                .except(
                        "dev.jong.service.container.SweepContainers",
                        "compares with times of files")
                .except("dev.jong.store.event.Event", "when something happened, for people")
                .except("dev.jong.store.disk.Unfinished", "compares with times of files");
    }

    /// One class decides to which hosts is connected, and with whose credentials.
    private static BannedCall talksHttp() {
        return everywhere(
                        "HTTP clients and connections outside the registry client",
                        into("java.net.http", "java.net.HttpURLConnection")
                                .or(to(java.net.URL.class, "openConnection"))
                                .or(to(Socket.class, "<init>", "connect")))
                .except(
                        "dev.jong.image.registry.http.HostNetwork",
                        "the one door to the network, used by the client's Dialer, which checks addresses")
                .except(
                        "dev.jong.network.name.ServerExchange",
                        "not HTTP: answers of the host's name servers that are too long for a datagram");
    }

    private static BannedCall readsWithoutBound() {
        return everywhere(
                        "reading without a bound",
                        to(InputStream.class, "readAllBytes")
                                .or(to(BufferedReader.class, "readLine", "lines"))
                                .or(
                                        to(
                                                Files.class,
                                                "readAllBytes",
                                                "readAllLines",
                                                "readString",
                                                "lines"))
                                .or(to(FileChannel.class, "map")))
                .except("dev.jong.runtime.host.ReadHost", KERNEL)
                .except("dev.jong.runtime.launch.CpusetFile", KERNEL)
                .except("dev.jong.service.container.BootId", KERNEL)
                .except("dev.jong.service.container.BuildSpec", KERNEL)
                .except("dev.jong.service.container.Frozen", KERNEL)
                .except("dev.jong.service.container.EndSession", KERNEL)
                .except("dev.jong.service.container.GroupBelow", KERNEL)
                .except("dev.jong.service.container.LiveProcess", KERNEL)
                .except("dev.jong.service.live.KernelFile", KERNEL)
                .except("dev.jong.service.scope.ScopeGroup", KERNEL)
                .except("dev.jong.service.scope.UserScope", "a path that Jong wrote")
                .except("dev.jong.service.system.Doctor", KERNEL)
                .except("dev.jong.store.layer.Umask", KERNEL)
                .except("dev.jong.runtime.seccomp.DefaultProfile", RESOURCE)
                .except("dev.jong.runtime.seccomp.SyscallTable", RESOURCE)
                .except("dev.jong.service.container.ContainerNames", RECORD)
                .except("dev.jong.service.container.Health", RECORD)
                .except("dev.jong.service.container.ReadStatus", RECORD)
                .except("dev.jong.service.container.RecordFiles", RECORD)
                .except("dev.jong.service.container.Restarts", RECORD)
                .except("dev.jong.service.container.SweepContainers", RECORD)
                .except(
                        "dev.jong.service.container.NetworkFiles",
                        "the host's /etc/hosts and /etc/resolv.conf");
    }

    /// The caller's streams are at the front, not at the engine; text goes there through the one printer.
    private static BannedCall printsRaw() {
        return everywhere("System.out and System.err", to(System.class, "out", "err"));
    }

    /// Slow at a cold start, and patterns of users make it slower than any limit. `split` is not meant: with one
    /// plain character it uses none.
    private static BannedCall matchesPatterns() {
        return everywhere(
                        "regular expressions",
                        into("java.util.regex")
                                .or(to(String.class, "matches", "replaceAll", "replaceFirst")))
                .except(
                        "dev.jong.service.container.NamePattern",
                        "patterns of the user whose engine it is, against names")
                .except(
                        "dev.jong.cli.command.build.CacheFilter",
                        "the same, against descriptions of steps");
    }

    private static BannedCall signalsByNumber() {
        return everywhere("signals by pid", to(ProcessHandle.class, "destroy", "destroyForcibly"));
    }

    private static BannedCall formats() {
        return everywhere(
                "String.format (12 ms at a cold start)",
                to(String.class, "format", "formatted").or(into("java.util.Formatter")));
    }
}
