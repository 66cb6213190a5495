package dev.jong.it.rootless;

import dev.jong.it.harness.Site;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/// Tests that run once as each kind of ordinary user, with a site of that user's for all tests of the class.
abstract class AsUsers {
    static Site site;

    final Ids ids;

    AsUsers(Ids ids) {
        this.ids = ids;
    }

    @BeforeParameterizedClassInvocation
    static void open(Ids ids) {
        site = Site.open(ids.account());
    }

    @AfterParameterizedClassInvocation
    static void close() {
        Ids.close(site);
    }
}
