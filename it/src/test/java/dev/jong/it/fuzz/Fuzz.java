package dev.jong.it.fuzz;

import static org.assertj.core.api.Assertions.fail;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Runs a parser on random inputs. It may accept one or refuse it with a [JongException] that is no bug of ours,
/// in reasonable time; anything else is a finding, printed with the seed and the input.
///
/// A thousand inputs by default, with a fixed seed, so that a build is repeatable. `-Djong.fuzz.seconds=60` goes on
/// for so long, from a seed of the clock; `-Djong.fuzz.seed=N` repeats one.
final class Fuzz {
    private static final int INPUTS = 1000;
    private static final Duration SLOW = Duration.ofSeconds(5);

    private Fuzz() {}

    /// A parser, and what must hold for what it accepts.
    interface Target {
        /// Parses and checks.
        ///
        /// @throws IOException a refusal, for parsers of streams
        void feed(byte[] input) throws IOException;
    }

    /// A parser of byte strings.
    interface TextTarget {
        /// Parses and checks.
        void feed(String input);
    }

    /// Feeds a parser of text.
    static void text(List<String> seeds, TextTarget target) {
        bytes(seeds.stream().map(Text::bytes).toList(), input -> target.feed(Text.of(input)));
    }

    /// Feeds a parser of bytes.
    static void bytes(List<byte[]> seeds, Target target) {
        long seconds = Long.getLong("jong.fuzz.seconds", 0);
        long seed = Long.getLong("jong.fuzz.seed", seconds > 0 ? System.nanoTime() : 1);
        Mutator inputs = new Mutator(new Random(seed), seeds);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        for (int i = 0; i < INPUTS || seconds > 0 && System.nanoTime() < end; i++) {
            one(inputs.next(), seed, target);
        }
    }

    private static void one(byte[] input, long seed, Target target) {
        long start = System.nanoTime();
        try {
            target.feed(input);
        } catch (JongException e) {
            if (e.kind() == ErrorKind.INTERNAL) {
                fail(finding("called itself wrong on", input, seed), e);
            }
        } catch (IOException e) {
            // A refusal as well: what streams say when they end early.
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
            fail(finding("failed on", input, seed), e);
        }
        if (System.nanoTime() - start > SLOW.toNanos()) {
            fail(finding("took seconds for", input, seed));
        }
    }

    private static String finding(String what, byte[] input, long seed) {
        int shown = Math.min(input.length, 4096);
        return "the parser "
                + what
                + " "
                + HexFormat.of().formatHex(input, 0, shown)
                + " ("
                + input.length
                + " bytes, seed "
                + seed
                + ")";
    }
}
