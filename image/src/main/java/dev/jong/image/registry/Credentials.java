package dev.jong.image.registry;

/// A user name and a password or token. Never printed.
///
/// @param user byte string; empty when `secret` is an identity token
/// @param secret byte string
public record Credentials(String user, String secret) {
    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
