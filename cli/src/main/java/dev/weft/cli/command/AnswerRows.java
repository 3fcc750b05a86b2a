package dev.weft.cli.command;

import dev.weft.cli.inspect.Answer;
import dev.weft.internal.watch.JobTree;
import dev.weft.internal.watch.PoolSnapshot;
import dev.weft.internal.watch.PoolSnapshot.JobSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/** What another JVM has shown, as rows for machines. */
final class AnswerRows {

    private AnswerRows() {}

    /** Returns a pool, with whom it was asked of. */
    static Map<String, Object> pool(Answer answer, PoolSnapshot pool) {
        var row = origin(answer);
        row.putAll(row(pool));
        return row;
    }

    /** Returns all pools, with who waits for each other. */
    static Map<String, Object> process(Answer answer, JobTree tree) {
        var row = origin(answer);
        row.put("pools", answer.snapshot().pools().stream().map(AnswerRows::row).toList());
        row.put(
                "cycles",
                tree.cycles().stream()
                        .map(cycle -> cycle.stream().map(JobSnapshot::id).toList())
                        .toList());
        row.put("notes", answer.snapshot().notes());
        return row;
    }

    private static Map<String, Object> origin(Answer answer) {
        var row = new LinkedHashMap<String, Object>();
        row.put("pid", answer.pid());
        row.put("source", answer.byWeft() ? "weft" : "jdk");
        return row;
    }

    private static Map<String, Object> row(PoolSnapshot pool) {
        var row = new LinkedHashMap<String, Object>();
        row.put("pool", pool.name());
        row.put("kind", pool.kind());
        row.put("state", pool.state());
        row.put("threads", pool.threads());
        row.put("running", pool.running());
        row.put("waiting", pool.waiting() == PoolSnapshot.UNKNOWN ? null : pool.waiting());
        row.put("jobs", pool.jobs().stream().map(AnswerRows::row).toList());
        return row;
    }

    private static Map<String, Object> row(JobSnapshot job) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", job.id());
        row.put("job", job.name());
        row.put("thread", job.thread());
        row.put("state", job.state());
        row.put("submittedAt", job.created());
        row.put("waitsFor", job.waitsFor());
        row.put("waitsForIds", job.waitsForIds());
        row.put("stack", job.stack());
        return row;
    }
}
