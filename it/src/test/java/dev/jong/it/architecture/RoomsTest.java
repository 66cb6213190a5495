package dev.jong.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Imports go strictly down, siblings do not know each other, and one class puts the rooms together.
class RoomsTest {
    private static final Set<String> FLOOR = Set.of("base");
    private static final Set<String> FIRST = Set.of("base", "linux", "oci");

    /// Who may be imported by whom. A new room needs a row here, and with it a thought.
    private static final Map<String, Set<String>> MAY_IMPORT =
            Map.ofEntries(
                    Map.entry("base", Set.of()),
                    Map.entry("linux", FLOOR),
                    Map.entry("oci", FLOOR),
                    Map.entry("store", FIRST),
                    Map.entry("network", FIRST),
                    Map.entry("runtime", FIRST),
                    Map.entry("image", Set.of("base", "linux", "oci", "store", "runtime")),
                    Map.entry("build", Set.of("base", "linux", "oci", "store", "runtime", "image")),
                    Map.entry(
                            "service",
                            Set.of(
                                    "base", "linux", "oci", "store", "network", "runtime", "image",
                                    "build")),
                    Map.entry("api", Set.of("base", "linux", "oci", "store", "image", "service")),
                    Map.entry(
                            "cli",
                            Set.of(
                                    "base", "linux", "oci", "store", "network", "runtime", "image",
                                    "build", "service", "api")));

    private static final Set<String> WIRING =
            Set.of(
                    "dev.jong.cli.Wiring",
                    "dev.jong.cli.LifeWiring",
                    "dev.jong.cli.EnterWiring",
                    "dev.jong.cli.WhyWiring",
                    "dev.jong.cli.EventWiring",
                    "dev.jong.cli.DutyWiring",
                    "dev.jong.cli.ServerWiring",
                    "dev.jong.cli.ImageWiring",
                    "dev.jong.cli.LocalImageWiring",
                    "dev.jong.cli.PullWiring",
                    "dev.jong.cli.RegistryWiring",
                    "dev.jong.cli.ManifestWiring",
                    "dev.jong.cli.SpaceWiring",
                    "dev.jong.cli.InfoWiring",
                    "dev.jong.cli.VolumeWiring",
                    "dev.jong.cli.NetworkWiring",
                    "dev.jong.cli.NetworkCommandWiring",
                    "dev.jong.cli.FilesWiring",
                    "dev.jong.cli.BuildWiring",
                    "dev.jong.cli.SourceWiring",
                    "dev.jong.cli.StepWiring");

    private final JavaClasses code = Code.ofAllRooms();

    @Test
    void every_class_lives_in_a_known_room() {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass type : code) {
            rooms.add(Code.room(type));
        }
        assertThat(rooms).isNotEmpty().isSubsetOf(MAY_IMPORT.keySet());
    }

    @Test
    void imports_go_strictly_down() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : code) {
            String from = Code.room(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = Code.room(dependency.getTargetClass());
                if (!to.isEmpty()
                        && !to.equals(from)
                        && !MAY_IMPORT.getOrDefault(from, Set.of()).contains(to)) {
                    wrong.add(from + " -> " + to + ": " + Code.outermost(type));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void only_the_wiring_makes_implementations_of_other_rooms() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : code) {
            if (WIRING.contains(Code.outermost(type))) {
                continue;
            }
            for (JavaConstructorCall call : type.getConstructorCallsFromSelf()) {
                JavaClass made = call.getTargetOwner();
                if (!Code.room(made).equals(Code.room(type)) && isImplementation(made)) {
                    wrong.add(Code.outermost(type) + " makes " + made.getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /// An implementation is a class behind an interface of ours; values are not, and may be made anywhere.
    private static boolean isImplementation(JavaClass type) {
        return !type.isRecord()
                && !type.isEnum()
                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && type.getAllRawInterfaces().stream().anyMatch(i -> !Code.room(i).isEmpty());
    }
}
