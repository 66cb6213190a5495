/// Reading what containers have said: the log files that monitors write, joined, filtered and followed.
@NullMarked
package dev.jong.service.log;

import org.jspecify.annotations.NullMarked;
