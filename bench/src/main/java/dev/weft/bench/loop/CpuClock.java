package dev.weft.bench.loop;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much processor time coroutines have used. */
@FunctionalInterface
interface CpuClock {

    long nanos();

    /** Returns the clock of one thread, which carries them all. */
    static CpuClock of(Thread carrier) {
        var threads = ManagementFactory.getThreadMXBean();
        long id = carrier.threadId();
        return () -> threads.getThreadCpuTime(id);
    }

    /** Returns the clock of this JVM, where several threads carry them: with its compilers and its collector. */
    static CpuClock ofProcess() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system::getProcessCpuTime;
    }
}
