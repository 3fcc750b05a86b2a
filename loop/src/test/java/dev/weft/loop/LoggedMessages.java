package dev.weft.loop;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What Weft has logged since it was made; any thread may look. */
final class LoggedMessages extends Handler implements AutoCloseable {
    // Held, or the settings of a logger are lost with it.
    private static final Logger LOGGER = Logger.getLogger("dev.weft");

    private final Queue<String> messages = new ConcurrentLinkedQueue<>();

    LoggedMessages() {
        LOGGER.addHandler(this);
    }

    /** Returns the messages so far that name a loop or job. */
    List<String> about(String name) {
        return messages.stream()
                .filter(message -> message.contains("'" + name + "'"))
                .toList();
    }

    @Override
    public void publish(LogRecord logged) {
        messages.add(logged.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
