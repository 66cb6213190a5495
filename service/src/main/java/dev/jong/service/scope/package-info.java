/// Groups for limits that an ordinary user gets from the service manager of his session.
@NullMarked
package dev.jong.service.scope;

import org.jspecify.annotations.NullMarked;
