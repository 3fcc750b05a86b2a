package dev.weft.bench;

import java.util.List;

/** Where the results go, as they come. */
interface Report {

    /** Says what everything was measured on. */
    void machine(Machine machine);

    /** Says how a contest ended. */
    void rows(List<Row> rows);

    /** Says a number that stands for itself. */
    void finding(Finding finding);

    /** Says what a reader of the numbers must know, such as why some are missing. */
    void note(String text);
}
