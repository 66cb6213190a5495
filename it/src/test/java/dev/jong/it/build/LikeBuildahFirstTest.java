package dev.jong.it.build;

import java.util.List;
import org.junit.jupiter.api.Tag;

/// A part of them.
@Tag("root")
class LikeBuildahFirstTest extends LikeBuildah {
    static List<DockerfileCase> cases() {
        return DockerfileCase.part(0, PARTS);
    }
}
