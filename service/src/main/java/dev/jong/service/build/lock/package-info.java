/// `jong.lock`: what a build takes from elsewhere, written down and held to.
@org.jspecify.annotations.NullMarked
package dev.jong.service.build.lock;
