package dev.weft.internal.task;

/** What a job without a name is called, as far as that costs nothing when it is submitted: after the class it is written in. */
final class JobNames {

    private JobNames() {}

    /** Returns the class of what the user wrote, looking through our own wrappers. */
    static Class<?> classOf(Object job) {
        return job instanceof Wrapped wrapped ? classOf(wrapped.original()) : job.getClass();
    }

    static String describe(Class<?> job) {
        String name = job.getName();
        name = name.substring(name.lastIndexOf('.') + 1);
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda) + " lambda";
    }
}
