package dev.jong.store.lease;

import java.nio.file.Path;

/// A second engine for tests: takes a lease and keeps it until it is killed.
final class LeaseHolder {
    private LeaseHolder() {}

    public static void main(String[] args) throws InterruptedException {
        try (Hold _ = new Leases(Path.of(args[0])).share()) {
            System.out.println("held");
            Thread.sleep(60_000);
        }
    }
}
