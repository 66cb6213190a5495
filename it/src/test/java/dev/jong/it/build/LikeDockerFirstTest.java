package dev.jong.it.build;

import java.util.List;
import org.junit.jupiter.api.Tag;

/// A part of them.
@Tag("root")
class LikeDockerFirstTest extends LikeDocker {
    static List<DockerfileCase> cases() {
        return DockerfileCase.part(0, PARTS);
    }
}
