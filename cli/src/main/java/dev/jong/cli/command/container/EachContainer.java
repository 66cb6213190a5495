package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Does the same to several containers: each success prints the name as it was typed, each failure is told, and
/// the exit code is 1 when any failed. This is what scripts around the known tools rely on.
final class EachContainer {
    private EachContainer() {}

    static int of(
            List<String> names,
            Containers containers,
            Front front,
            Consumer<ContainerRecord> action) {
        int code = 0;
        for (String name : names) {
            try {
                action.accept(containers.find(name));
                front.out(name + "\n");
            } catch (JongException e) {
                front.tell(e);
                code = 1;
            }
        }
        return code;
    }

    /// The names that lead to a container.
    static List<String> there(List<String> names, Containers containers) {
        List<String> found = new ArrayList<>();
        for (String name : names) {
            try {
                containers.find(name);
                found.add(name);
            } catch (JongException e) {
                if (e.kind() != ErrorKind.NOT_FOUND) {
                    throw e;
                }
            }
        }
        return found;
    }
}
