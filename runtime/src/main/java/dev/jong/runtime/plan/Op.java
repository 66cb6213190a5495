package dev.jong.runtime.plan;

import java.util.List;

/// One operation of a plan: a system call, or one of the interpreter's own.
///
/// @param number system call number of the machine, or `Contract.OP_*`
/// @param name as printed
/// @param args at most six
/// @param result register that gets the result, or [Contract#PLAN_NO_REGISTER]
/// @param tolerated errno that is no failure, 0 for none, [Contract#PLAN_TOLERATE_ANY] for all;
///     [Contract#PLAN_TRY_AGAIN] for none, but a system call is tried each millisecond for five seconds
/// @param why what it is for: printed by `explain`, and the subject of the error when it fails
public record Op(int number, String name, List<Arg> args, int result, int tolerated, String why) {}
