package dev.jong.runtime.plan;

/// A plan together with the bytes that the front gets. The bytes are the plan: nothing else is sent.
///
/// @param bytes `struct plan` and what it points to
public record EncodedPlan(LaunchPlan plan, byte[] bytes) {
    /// Encodes a plan.
    public static EncodedPlan of(LaunchPlan plan) {
        return new EncodedPlan(plan, PlanEncoder.encode(plan));
    }
}
