/// Launch plans as data: operations, their arguments and the bytes that the front carries out.
@NullMarked
package dev.jong.runtime.plan;

import org.jspecify.annotations.NullMarked;
