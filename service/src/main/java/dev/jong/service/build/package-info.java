/// Steps of builds: programs of `RUN` in containers that nobody hears of. Uses `service.container` and the room `build`,
/// which knows neither containers nor fronts.
@NullMarked
package dev.jong.service.build;

import org.jspecify.annotations.NullMarked;
