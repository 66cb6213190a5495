/// Networks that CNI plugins of the host make: finding their configurations, running plugins, and what is written down of
/// them so that everything is taken away again. Used by what connects containers.
@NullMarked
package dev.jong.service.network.cni;

import org.jspecify.annotations.NullMarked;
