package dev.weft.process.internal.wire;

import dev.weft.JobRandom;
import dev.weft.process.internal.classes.ClassAnswer;
import dev.weft.process.internal.codec.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a parent and its worker say to each other: on the jobs' channel what is run and answered, in order; on the control
 * channel what cannot wait behind a job; and before there are channels, on the worker's standard streams, the first job.
 */
public sealed interface Frame {

    // ---- first on each channel, from the worker

    /** Who calls: proves itself by the secret that it was given, and says which of the two channels this is. */
    record Hello(byte[] secret, int worker, boolean control) implements Frame {}

    // ---- standard input, first; a first job may follow

    /**
     * Where the worker is to call, and what it is to say there.
     *
     * @param filtered whether its JDK may have a serial filter in its own settings
     */
    record Welcome(String socket, byte[] secret, boolean filtered) implements Frame {}

    // ---- standard output, each behind the secret, until the worker has called

    /** The worker begins its first job. */
    record Begun() implements Frame {}

    /** What the first job has written to standard output. */
    record Printed(byte[] text) implements Frame {}

    /** From here on there is nothing but text. */
    record Plain() implements Frame {}

    // ---- jobs' channel and standard streams, both ways

    /** What the messages after this one refer to by number, from number {@code first} on; it may come twice. */
    record Define(int first, byte[] definitions) implements Frame {}

    // ---- jobs' channel, to the worker

    /**
     * A job to run.
     *
     * @param number counts the jobs of this worker, from 1; 0 is the initializer
     * @param name what the job is called, if it was given a name
     * @param random the job's random numbers, if it has a seed
     * @param job the job, or the job with its context
     */
    record Run(int number, @Nullable String name, @Nullable JobRandom random, Message job) implements Frame {}

    /** No more jobs will come: the worker ends when it has run those it has. */
    record Finish() implements Frame {}

    // ---- jobs' channel, from the worker

    /**
     * A job has stopped. That of the first may come twice: by standard output and then here, where it is sure to arrive.
     *
     * @param failed whether {@code message} is what it threw, and not its value
     * @param nanos how long it ran
     */
    record Answer(int number, boolean failed, long nanos, Message message) implements Frame {
        /** The number of the initializer, which is answered like a job. */
        public static final int INITIALIZER = 0;
    }

    /** A revoked job has not begun and never will; told in order with the answers. */
    record Revoked(int number) implements Frame {}

    /**
     * How far the job that runs has come. Of the first it may come twice, as its answer does.
     *
     * @param report counts what the worker has said so, from 1: what comes late by one way is out of date by the other
     */
    record Progressed(int number, int report, long done, long total) implements Frame {}

    // ---- control channel, to the worker

    /** A job is not wanted any more: it is given back if it has not begun, and else interrupted if that was asked for. */
    record Revoke(int number, boolean interrupt) implements Frame {}

    /** The answer to {@link Ask}. */
    record Tell(int question, ClassAnswer answer) implements Frame {}

    /** Shared arrays of the parent's were closed: the worker lets go of their memory, as soon as it runs no job. */
    record Release() implements Frame {}

    // ---- control channel, from the worker

    /** The worker lacks a class: which one, as seen from which of the parent's loaders. */
    record Ask(int question, int loader, String className) implements Frame {}

    /** The worker must be replaced when the jobs it has are done; {@code why} says what the last ones left behind. */
    record Retire(String why) implements Frame {}
}
