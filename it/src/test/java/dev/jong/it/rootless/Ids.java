package dev.jong.it.rootless;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Site;

/// The two kinds of ordinary users: with a range of subordinate ids, and with nothing but their own.
enum Ids {
    RANGE,
    SINGLE;

    /// A new user of this kind.
    Account account() {
        return this == RANGE ? Account.withRange() : Account.single();
    }

    /// Closes a site and removes its user, whatever the site left.
    static void close(Site site) {
        try {
            site.close();
        } finally {
            site.account().close();
        }
    }
}
