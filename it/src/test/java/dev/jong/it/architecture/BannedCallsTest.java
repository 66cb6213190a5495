package dev.jong.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.jong.it.architecture.fixture.Offender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BannedCallsTest {
    private static final JavaClasses CODE = Code.ofAllRooms();
    private static final JavaClasses OFFENDER =
            new ClassFileImporter().importClasses(Offender.class);

    static java.util.List<BannedCall> rules() {
        return BannedCalls.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void nobody_but_the_listed_classes_makes_a_banned_call(BannedCall rule) {
        assertThat(rule.brokenIn(CODE)).as(rule.what()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void every_exception_is_still_needed(BannedCall rule) {
        assertThat(rule.idleExceptionsIn(CODE)).as(rule.what()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void each_rule_finds_a_class_that_breaks_it(BannedCall rule) {
        BannedCall anywhere =
                new BannedCall(rule.what(), java.util.Set.of(), rule.call(), rule.allowed());
        assertThat(anywhere.brokenIn(OFFENDER)).as(rule.what()).isNotEmpty();
    }

    @Test
    void a_listed_class_may() {
        for (BannedCall rule : rules()) {
            BannedCall excused =
                    new BannedCall(rule.what(), java.util.Set.of(), rule.call(), java.util.Map.of())
                            .except(Offender.class.getName(), "it is the test's own");
            assertThat(excused.brokenIn(OFFENDER)).isEmpty();
        }
    }
}
