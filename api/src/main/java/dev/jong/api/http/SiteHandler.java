package dev.jong.api.http;

import java.io.IOException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// From Jetty's calls to a site's.
final class SiteHandler extends Handler.Abstract {
    private final Site site;

    SiteHandler(Site site) {
        super(InvocationType.BLOCKING);
        this.site = site;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            Exchange exchange = exchange(request, response);
            site.serve(exchange);
            exchange.skipRest();
            callback.succeeded();
        } catch (IOException | RuntimeException e) {
            callback.failed(e);
        }
        return true;
    }

    private static Exchange exchange(Request request, Response response) {
        try {
            return new Exchange(request, response);
        } catch (IllegalArgumentException e) {
            throw new HttpException.RuntimeException(400, "bad query", e);
        }
    }
}
