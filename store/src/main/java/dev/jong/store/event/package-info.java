/// What has happened to a store's containers, images and volumes: a bounded file of records that any engine appends to.
@NullMarked
package dev.jong.store.event;

import org.jspecify.annotations.NullMarked;
