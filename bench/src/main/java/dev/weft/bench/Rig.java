package dev.weft.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a group of contests runs on: how much effort to take, where to report, and the peers outside of this JVM.
 *
 * @param python {@code null} where there is none
 * @param only what the name of a contest must contain to be run
 */
public record Rig(Effort effort, @Nullable Python python, Report report, String only) {

    /** What is done between two parts of a contest. */
    @FunctionalInterface
    public interface Step {
        /** Does it. */
        void run() throws Exception;
    }

    /** Returns a rig for a suite with many peers: shorter turns, fewer large rounds. */
    public Rig brief() {
        return new Rig(effort.brief(), python, report, only);
    }

    /** Returns a rig for a suite whose load comes from programs that count in seconds: fewer rounds of longer turns. */
    public Rig steady() {
        return new Rig(effort.steady(), python, report, only);
    }

    /** Runs a contest whose probes work for as long as they are told. */
    public void compare(Contest contest) throws Exception {
        run(contest, effort.warmUp(), effort.rounds());
    }

    /**
     * Runs a contest whose probes work for as long as they are told, once all have come up to speed: where several JVMs work
     * together, it takes many seconds until their compilers are done.
     */
    public void compareSteady(Contest contest) throws Exception {
        compareSteady(contest, () -> {}, () -> {});
    }

    /** Runs a contest likewise, with {@code begun} when all have measured something, and {@code warm} when they are up to speed. */
    public void compareSteady(Contest contest, Step begun, Step warm) throws Exception {
        if (isAskedFor(contest)) {
            contest.warmUpUntilSteady(Duration.ZERO);
            begun.run();
            contest.warmUpUntilSteady(effort.longestWarmUp());
            warm.run();
            report.rows(contest.run(Duration.ZERO, effort.turn(), effort.rounds()));
        }
    }

    /** Has what {@code probe} measures come up to speed. */
    public void warmUp(Probe probe, Unit unit) throws Exception {
        Contest.warmUpUntilSteady(probe, unit, effort.longestWarmUp());
    }

    /** Runs a contest whose probes do one thing once, which begins cold each time. */
    public void compareCold(Contest contest) throws Exception {
        run(contest, Duration.ZERO, effort.rounds());
    }

    /** Runs a contest whose probes do a fixed and large amount of work, which warms up by itself. */
    public void compareLarge(Contest contest) throws Exception {
        run(contest, Duration.ZERO, effort.largeRounds());
    }

    private void run(Contest contest, Duration warmUp, int rounds) throws Exception {
        if (isAskedFor(contest)) {
            report.rows(contest.run(warmUp, effort.turn(), rounds));
        }
    }

    private boolean isAskedFor(Contest contest) {
        return contest.quantities().getFirst().what().contains(only);
    }

    /** Reports a number that stands for itself. */
    public void report(Finding finding) {
        report.finding(finding);
    }

    /** Reports what a reader of the numbers must know. */
    public void note(String text) {
        report.note(text);
    }
}
