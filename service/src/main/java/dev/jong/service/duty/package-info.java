/// What is done for containers beside running them: restarts, health checks, and the start after a boot. Uses
/// `service.container`, which knows nothing of it. The engine has no timers and keeps no list: each duty is a front of its
/// own, in whose conversation the engine decides, and which begins anew when the engine is gone.
@NullMarked
package dev.jong.service.duty;

import org.jspecify.annotations.NullMarked;
