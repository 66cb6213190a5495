package dev.jong.api.http;

import java.io.IOException;

/// What a server serves: one call for each request, in a thread of its own that may block.
public interface Site {
    /// Answers a request.
    ///
    /// @throws IOException when the other side breaks off, or the answer has to be: the connection is then closed in
    ///     the middle, so that nobody takes what was sent for the whole
    void serve(Exchange exchange) throws IOException;
}
