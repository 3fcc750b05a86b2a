package dev.weft.bench;

import java.util.List;

/** Where the results go, as they come. */
interface Report {

    /** Says what everything was measured on. */
    void machine(Machine machine);

    /** Says how a contest ended. */
    void rows(List<Row> rows);
}
