package dev.jong.runtime.plan;

import java.util.List;

/// A plan together with the bytes that the front gets. The bytes are the plan: nothing else is sent.
///
/// @param bytes `struct plan` and what it points to
/// @param blocks where the blocks of the plan lie in them
public record EncodedPlan(LaunchPlan plan, byte[] bytes, Blocks blocks) {
    /// Encodes a plan.
    public static EncodedPlan of(LaunchPlan plan) {
        return PlanEncoder.encoded(plan);
    }

    /// Where blocks ([Arg.Block]) of a plan lie in its bytes.
    public interface Blocks {
        /// The offset of a block, the very same array; -1 when the plan has none of that.
        int offset(byte[] block);
    }

    /// Puts other blocks of the same sizes into bytes of this plan.
    ///
    /// @param copy of this plan's bytes
    public void replace(byte[] copy, List<byte[]> blocks, List<byte[]> others) {
        for (int i = 0; i < blocks.size(); i++) {
            int offset = this.blocks.offset(blocks.get(i));
            if (offset >= 0) {
                System.arraycopy(others.get(i), 0, copy, offset, others.get(i).length);
            }
        }
    }
}
