package dev.jong.build.context;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.http.Http;
import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.RefusedException;
import dev.jong.image.registry.http.Request;
import dev.jong.image.registry.http.Response;
import dev.jong.image.registry.http.UnreachableException;
import dev.jong.image.registry.http.Zone;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Fetches files by URL for `ADD`, and keeps them. A Dockerfile may be a stranger's, so its URLs lead to public and private
/// networks, but neither to this host nor to its link, where clouds answer questions about the machine, nor there by
/// redirects, unless the user allows it (B09). For any number of threads.
public final class FetchUrl {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final Http http;
    private final FetchedFiles kept;
    private final Reach reach;
    private final boolean offline;

    /// How far URLs may lead.
    public enum Reach {
        /// Public and private networks.
        NETWORK,
        /// This host and its link too.
        EVERYWHERE
    }

    /// @param kept what was fetched before
    /// @param offline whether nothing is asked of any server
    public FetchUrl(Http http, FetchedFiles kept, Reach reach, boolean offline) {
        this.http = http;
        this.kept = kept;
        this.reach = reach;
        this.offline = offline;
    }

    /// Fetches a file, unless it is known: by its checksum without asking anybody, else by what the server says.
    ///
    /// @param url of http or https
    /// @param checksum `sha256:HEX` or `sha512:HEX` that it has to have; empty for none
    /// @throws JongException INVALID_ARGUMENT for a URL or checksum that is none; PERMISSION_DENIED for one that may not be
    ///     asked; UNAVAILABLE when it cannot be had; DATA_LOSS when it is another
    public Fetched fetch(String url, String checksum) {
        HttpUrl address = parse(url);
        Optional<Digest> wanted =
                checksum.isEmpty() ? Optional.empty() : Optional.of(Digest.parse(checksum));
        Optional<FetchedFiles.Record> known = kept.find(url);
        if (wanted.isPresent()) {
            Optional<Fetched> same = kept.find(url, wanted.get());
            if (same.isPresent()) {
                return same.get();
            }
        }
        if (offline) {
            Fetched old = known.map(kept::fetched).orElseThrow(() -> missing(url));
            return checked(url, old, wanted);
        }
        return checked(url, ask(url, address, known), wanted);
    }

    private Fetched ask(String url, HttpUrl address, Optional<FetchedFiles.Record> known) {
        Request request = Request.of("GET", address).from(sender());
        if (known.isPresent() && !known.get().tag().isEmpty()) {
            request = request.header("If-None-Match", known.get().tag());
        }
        try (Response response = http.send(request)) {
            if (response.status() == NOT_MODIFIED && known.isPresent()) {
                return kept.fetched(known.get());
            }
            if (response.status() != OK) {
                throw JongException.of(
                        response.status() == 404 ? ErrorKind.NOT_FOUND : ErrorKind.UNAVAILABLE,
                        "cannot fetch " + address + ": status " + response.status());
            }
            return kept.take(url, response);
        } catch (RefusedException e) {
            throw refused(address, e);
        } catch (UnreachableException e) {
            throw failed(address, e).hint(e.hint());
        } catch (IOException e) {
            throw failed(address, e);
        }
    }

    /// Whoever is in a private network may send us to public and private ones.
    private Set<Zone> sender() {
        return reach == Reach.EVERYWHERE ? EnumSet.noneOf(Zone.class) : EnumSet.of(Zone.PRIVATE);
    }

    private static HttpUrl parse(String url) {
        return HttpUrl.parse(url)
                .orElseThrow(() ->
                        JongException.of(
                                        ErrorKind.INVALID_ARGUMENT,
                                        "cannot fetch \""
                                                + Text.printable(url)
                                                + "\": not a URL of http")
                                .hint(
                                        "only http and https are fetched, without user names in the URL"));
    }

    private static Fetched checked(String url, Fetched file, Optional<Digest> wanted) {
        if (wanted.isEmpty()) {
            return file;
        }
        Digest actual =
                wanted.get().algorithm() == Digest.Algorithm.SHA256
                        ? file.digest()
                        : FetchedFiles.digest(file.file(), wanted.get().algorithm());
        if (actual.equals(wanted.get())) {
            return file;
        }
        throw JongException.of(
                        ErrorKind.DATA_LOSS,
                        "the digest of "
                                + Text.printable(url)
                                + " is "
                                + actual
                                + ", not "
                                + wanted.get())
                .hint("the file behind the URL has changed, or the checksum is of another one");
    }

    private static JongException missing(String url) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot fetch " + Text.printable(url) + " offline: it is not in the store")
                .hint("build once without --offline");
    }

    private static JongException refused(HttpUrl address, RefusedException e) {
        return JongException.of(
                        ErrorKind.PERMISSION_DENIED,
                        "will not fetch "
                                + address
                                + ": "
                                + Text.utf8(String.valueOf(e.getMessage())))
                .hint("fetch it yourself and COPY it from the build context")
                .causedBy(e);
    }

    private static JongException failed(HttpUrl address, IOException e) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot fetch "
                                + address
                                + ": "
                                + Text.printable(Text.utf8(String.valueOf(e.getMessage()))))
                .causedBy(e);
    }
}
