package dev.jong.build.context;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.files.Paths;
import java.util.Optional;

/// A git repository as contexts and `ADD` name it: `https://host/x.git#REF:DIRECTORY`, `git@host:x`, `git://`, `ssh://`, and
/// the same with a query (`?ref=REF&subdir=DIRECTORY`, also `branch=`, `tag=`, `commit=`, `checksum=`,
/// `keep-git-dir=`).
///
/// @param remote what git is told
/// @param host whose it is, without port
/// @param ref a branch, tag, commit or other ref; empty for the remote's own choice
/// @param directory in the repository, clean; empty for all of it
/// @param commit that it has to be; empty for any
/// @param keepGitDirectory whether `.git` is wanted, when the URL says
public record GitUrl(
        String remote,
        String host,
        String ref,
        String directory,
        String commit,
        Optional<Boolean> keepGitDirectory) {
    /// Reads one; empty for what is none, such as a directory or the URL of a file.
    ///
    /// @throws JongException INVALID_ARGUMENT for one with a parameter that there is not, or a ref that git would take for
    ///     something else
    public static Optional<GitUrl> parse(String text) {
        int hash = text.indexOf('#');
        String whole = hash < 0 ? text : text.substring(0, hash);
        String fragment = hash < 0 ? "" : text.substring(hash + 1);
        int question = whole.indexOf('?');
        String remote = question < 0 ? whole : whole.substring(0, question);
        String query = question < 0 ? "" : whole.substring(question + 1);
        String host = host(remote);
        if (host.isEmpty()) {
            return Optional.empty();
        }
        String full = remote.startsWith("github.com/") ? "https://" + remote : remote;
        int colon = fragment.indexOf(':');
        String ref = colon < 0 ? fragment : fragment.substring(0, colon);
        String directory = colon < 0 ? "" : fragment.substring(colon + 1);
        GitUrl url = new GitUrl(full, host, ref, clean(directory), "", Optional.empty());
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
            url = url.with(parameter, text);
        }
        if (url.ref.startsWith("-") || url.ref.indexOf('\0') >= 0 || full.startsWith("-")) {
            throw wrong(text, "\"" + Text.printable(url.ref) + "\" is no ref");
        }
        return Optional.of(url);
    }

    private GitUrl with(String parameter, String text) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        String value = equals < 0 ? "" : parameter.substring(equals + 1);
        return switch (name) {
            case "ref", "branch", "tag" ->
                    new GitUrl(
                            remote,
                            host,
                            name.equals("tag") ? "refs/tags/" + value : value,
                            directory,
                            commit,
                            keepGitDirectory);
            case "commit", "checksum" ->
                    new GitUrl(remote, host, ref, directory, value, keepGitDirectory);
            case "subdir" -> new GitUrl(remote, host, ref, clean(value), commit, keepGitDirectory);
            case "keep-git-dir" -> {
                boolean keep = value.isEmpty() || value.equals("true") || value.equals("1");
                yield new GitUrl(remote, host, ref, directory, commit, Optional.of(keep));
            }
            default -> throw wrong(text, "it has no parameter \"" + Text.printable(name) + "\"");
        };
    }

    private static String clean(String directory) {
        return Paths.inRoot(directory);
    }

    /// The host of any remote, as far as there is one.
    static String anyHost(String remote) {
        int scheme = remote.indexOf("://");
        return scheme > 0 ? authority(remote, scheme + 3) : host(remote);
    }

    /// The host of a remote; empty when it is no repository's address.
    private static String host(String remote) {
        if (remote.startsWith("git://") || remote.startsWith("ssh://")) {
            return authority(remote, 6);
        }
        if (remote.startsWith("https://") || remote.startsWith("http://")) {
            boolean git = remote.endsWith(".git") || remote.endsWith(".git/");
            return git ? authority(remote, remote.indexOf("://") + 3) : "";
        }
        if (remote.startsWith("github.com/")) {
            return "github.com";
        }
        int at = remote.indexOf('@');
        int colon = remote.indexOf(':', at + 1);
        boolean user = at > 0 && isPlain(remote.substring(0, at));
        return user && colon > at + 1 && isPlain(remote.substring(at + 1, colon))
                ? remote.substring(at + 1, colon)
                : "";
    }

    private static String authority(String remote, int from) {
        int slash = remote.indexOf('/', from);
        String all = slash < 0 ? remote.substring(from) : remote.substring(from, slash);
        String server = all.substring(all.indexOf('@') + 1);
        if (server.startsWith("[")) {
            int end = server.indexOf(']');
            return end < 0 ? "" : server.substring(1, end);
        }
        int colon = server.indexOf(':');
        String host = colon < 0 ? server : server.substring(0, colon);
        return isPlain(host) ? host : "";
    }

    /// Letters, digits and what is between them in names: nothing that a shell or ssh would take for an option.
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letter && (i == 0 || "-._".indexOf(c) < 0)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static JongException wrong(String text, String why) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                "cannot use the git URL \"" + Text.printable(text) + "\": " + why);
    }
}
