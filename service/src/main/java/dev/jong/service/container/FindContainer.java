package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the container that a user means: by its name, else by its id or the beginning of it.
final class FindContainer {
    private final Containers containers;
    private final ContainerNames names;

    FindContainer(Containers containers, ContainerNames names) {
        this.containers = containers;
        this.names = names;
    }

    ContainerRecord find(String text) {
        Optional<ContainerRecord> found = isName(text) ? byName(text) : Optional.empty();
        if (found.isEmpty() && isHex(text)) {
            found = byPrefix(text);
        }
        return found.orElseThrow(() ->
                JongException.of(ErrorKind.NOT_FOUND, "no such container: " + Text.printable(text))
                        .hint("jong ps -a lists them"));
    }

    /// The name of a half-made container is taken, so it must be possible to remove it by its name.
    private Optional<ContainerRecord> byName(String name) {
        Optional<String> holder = names.holder(name);
        if (holder.isEmpty()) {
            return Optional.empty();
        }
        Optional<ContainerRecord> record = containers.known(holder.get());
        return record.isPresent() ? record : containers.halfMade(holder.get(), name);
    }

    private Optional<ContainerRecord> byPrefix(String text) {
        List<String> matches = new ArrayList<>();
        for (String id : containers.ids()) {
            if (id.startsWith(text)) {
                matches.add(id);
            }
        }
        if (matches.size() > 1) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT, "several containers begin with " + text);
        }
        return matches.isEmpty() ? Optional.empty() : containers.known(matches.getFirst());
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.indexOf('/') < 0
                && text.indexOf('\0') < 0
                && text.charAt(0) != '.'
                && text.length() < 256;
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
