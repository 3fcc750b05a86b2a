import org.jspecify.annotations.NullMarked;

/**
 * What tests of pools, and of code that runs on pools, need.
 */
@NullMarked
module dev.weft.testkit {
    requires static transitive org.jspecify;
    requires transitive dev.weft;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;

    exports dev.weft.testkit;

    // JUnit calls the tests of PoolContract, which are not public.
    opens dev.weft.testkit to
            org.junit.platform.commons;
}
