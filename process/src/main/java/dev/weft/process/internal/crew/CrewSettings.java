package dev.weft.process.internal.crew;

import dev.weft.Action;
import dev.weft.Clock;
import dev.weft.WhenFull;
import dev.weft.process.ProcessPool.WorkerOutput;
import dev.weft.process.internal.launch.LaunchSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a pool of workers is made with; {@code ProcessPool.Builder} says what each means. */
public record CrewSettings(
        String name,
        int workers,
        int queueLimit,
        WhenFull whenFull,
        @Nullable Action initializer,
        Duration grace,
        Duration idleTimeout,
        int maxJobsPerWorker,
        WorkerOutput output,
        LaunchSettings launch,
        Clock clock) {}
