package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// What is wrong with a registry's certificate or its TLS, and what the user can do about it.
final class Distrust {
    private Distrust() {}

    /// Whether a registry and we know no common version of TLS: it is one that only speaks 1.1 or older.
    static boolean isOldTls(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException
                    && String.valueOf(cause.getMessage()).contains("protocol_version")) {
                return true;
            }
        }
        return false;
    }

    /// The error, when certificates or versions of TLS are why a connection was not made.
    static Optional<JongException> of(
            Call call, String registry, String server, Throwable failure) {
        if (isOldTls(failure)) {
            return Optional.of(old(call, registry));
        }
        Optional<String> why = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                why = Optional.of(why(cause));
            }
            if (cause instanceof SSLException && isAboutOurs(String.valueOf(cause.getMessage()))) {
                return Optional.of(ours(call, registry, server));
            }
        }
        return why.map(text ->
                JongException.of(
                                ErrorKind.UNAVAILABLE,
                                "cannot "
                                        + call.doing()
                                        + ": the certificate of "
                                        + registry
                                        + " is not to be trusted: "
                                        + text)
                        .hint(hint(text, server)));
    }

    private static JongException old(Call call, String registry) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot "
                                + call.doing()
                                + ": "
                                + registry
                                + " speaks only a version of TLS that protects nothing any more")
                .hint("have it speak TLS 1.2 or 1.3, or put a proxy that does in front of it");
    }

    private static boolean isAboutOurs(String said) {
        return said.contains("fatal alert: certificate_required")
                || said.contains("fatal alert: bad_certificate");
    }

    private static JongException ours(Call call, String registry, String server) {
        String directory = "/etc/docker/certs.d/" + server;
        return JongException.of(
                        ErrorKind.UNAUTHENTICATED,
                        "cannot "
                                + call.doing()
                                + ": "
                                + registry
                                + " wants a certificate of its clients")
                .hint("put it and its key into " + directory + "/client.cert and client.key");
    }

    private static String why(Throwable cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof CertificateExpiredException) {
                return "it has expired";
            }
            if (inner instanceof CertificateNotYetValidException) {
                return "it is not valid yet";
            }
        }
        String said = String.valueOf(cause.getMessage());
        if (said.contains("subject alternative") || said.startsWith("No name matching")) {
            return "it is for another host";
        }
        boolean unknown = said.contains("unable to find valid certification path");
        return unknown ? "nobody we know has signed it" : Text.printable(Text.utf8(said));
    }

    private static String hint(String why, String server) {
        if (!why.startsWith("nobody")) {
            return "have the registry show a good certificate, or pass --tls-verify=false to check none";
        }
        String directory = "/etc/docker/certs.d/" + server;
        return "to trust it: mkdir -p "
                + directory
                + " && cp CA.crt "
                + directory
                + "/ca.crt (for yourself in ~/.config/containers/certs.d), or pass --tls-verify=false to check none";
    }
}
