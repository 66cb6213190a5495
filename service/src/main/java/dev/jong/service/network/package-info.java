/// The use cases of networks: making and removing them, connecting containers, publishing ports, names.
@NullMarked
package dev.jong.service.network;

import org.jspecify.annotations.NullMarked;
