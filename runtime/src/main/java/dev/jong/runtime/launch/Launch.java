package dev.jong.runtime.launch;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.PlanBuilder;
import dev.jong.runtime.spec.Spec;

/// What the concerns of one launch share while they add their operations.
record Launch(Host host, Places places, Spec spec, PlanBuilder plan) {
    OpList before() {
        return plan.before();
    }

    OpList child() {
        return plan.child();
    }

    OpList beside() {
        return plan.beside();
    }

    OpList exit() {
        return plan.exit();
    }

    boolean rootless() {
        return host.isolation() == Host.Isolation.ROOTLESS;
    }

    boolean chrootOnly() {
        return host.isolation() == Host.Isolation.CHROOT;
    }
}
