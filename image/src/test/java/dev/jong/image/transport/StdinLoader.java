package dev.jong.image.transport;

import dev.jong.image.TestStore;
import dev.jong.store.lease.Hold;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A second engine for tests: loads the archive on its standard input into the store it is told.
final class StdinLoader {
    private StdinLoader() {}

    public static void main(String[] args) {
        TestStore test = TestStore.open(Path.of(args[0]));
        System.out.println("ready");
        try (Hold _ = test.store().leases().share()) {
            List<Carried> images = test.reading().archive(System.in, Optional.empty());
            for (Carried image : images) {
                image.names().forEach(name -> test.store().references().put(name, image.target()));
            }
        }
        System.out.println("done");
    }
}
