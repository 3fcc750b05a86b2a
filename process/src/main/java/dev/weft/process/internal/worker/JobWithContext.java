package dev.weft.process.internal.worker;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.Callable;

/** A job with what registered carriers captured where it was submitted, by the names of the carriers. */
public record JobWithContext(Callable<?> job, Map<String, Object> context) implements Serializable {}
