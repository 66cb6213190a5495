package dev.jong.image.registry;

import dev.jong.base.Text;
import dev.jong.image.registry.http.RefusedException;
import dev.jong.image.registry.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Reads whole answers, within a limit that also holds for what a compressed one unpacks to. We ask for
/// uncompressed ones, but some servers know better.
final class Documents {
    private Documents() {}

    /// The body.
    ///
    /// @throws RefusedException when it is larger than the limit
    static byte[] read(Response response, int limit) throws IOException {
        String coding = response.headers().first("Content-Encoding").orElse("identity");
        byte[] bytes = decoded(response.body(), coding).readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new RefusedException("the answer is larger than " + limit + " bytes");
        }
        return bytes;
    }

    private static InputStream decoded(InputStream body, String coding) throws IOException {
        if (coding.equalsIgnoreCase("identity") || coding.isEmpty()) {
            return body;
        }
        if (coding.equalsIgnoreCase("gzip")) {
            return new GZIPInputStream(body);
        }
        throw new RefusedException(
                "the answer is encoded as \""
                        + Text.printable(coding)
                        + "\", which was not asked for");
    }
}
