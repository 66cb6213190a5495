package dev.jong.api.http;

import dev.jong.base.Text;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The answer to what never became a request of the site: one document of JSON instead of Jetty's page, which shows
/// parts of the request.
final class Refusal implements Request.Handler {
    private final String body;

    Refusal(String body) {
        this.body = body;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(Text.bytes(body)), callback);
        return true;
    }
}
