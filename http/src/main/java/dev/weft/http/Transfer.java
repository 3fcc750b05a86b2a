package dev.weft.http;

/**
 * Is told how a body gets on: called each time that some of it has moved, by the thread that moves it, so it should be quick.
 *
 * <p>Inside of a job, the same is reported as its {@link dev.weft.Progress} for downloads by {@code saveTo} without being asked.
 */
@FunctionalInterface
public interface Transfer {
    /**
     * Says how much has moved.
     *
     * @param bytes moved so far, in this attempt
     * @param total in all; -1 if that is not known
     */
    void moved(long bytes, long total);
}
