package dev.jong.it.duty;

import dev.jong.it.harness.Account;

/// Whose containers they are.
enum Who {
    ROOT,
    USER;

    Account account() {
        return this == ROOT ? Account.root() : Account.withRange();
    }
}
