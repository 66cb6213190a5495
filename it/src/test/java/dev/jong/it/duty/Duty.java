package dev.jong.it.duty;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/// One place for all tests of a class, with containers that are looked after; what a test leaves is removed.
abstract class Duty {
    static Site site;
    static EngineProcess engine;

    @BeforeParameterizedClassInvocation
    static void open(Who who) {
        site = Site.open(who.account());
        engine = new EngineProcess(site);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        try (Account _ = site.account()) {
            site.close();
        }
    }

    @AfterEach
    void clear() {
        for (String name : site.succeeds("ps", "-aq").lines()) {
            site.succeeds("rm", "-f", name);
        }
    }

    /// A value of `inspect`.
    static String field(String format, String name) {
        return site.succeeds("inspect", "--format", format, name).line();
    }

    static long count(String name) {
        return Long.parseLong(field("{{.RestartCount}}", name));
    }

    static void awaitField(String format, String name, String wanted) {
        Await.that(
                () -> field(format, name).equals(wanted),
                () -> format + " is " + field(format, name) + ", not " + wanted);
    }
}
