package dev.weft.internal.task;

/** Something that a thread waits for, which knows what it depends on in turn. */
public interface Awaited {
    /** Tells whether it can only end when jobs of {@code owner} end that have not ended yet. */
    boolean dependsOn(TaskOwner owner);
}
