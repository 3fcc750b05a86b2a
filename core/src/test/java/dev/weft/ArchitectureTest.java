package dev.weft;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.weft.internal.task.Interruption;
import dev.weft.internal.task.Strand;
import dev.weft.internal.task.Waiter;
import dev.weft.internal.time.SystemClock;
import dev.weft.internal.watch.Waits;
import java.util.concurrent.locks.LockSupport;

/** What the module descriptor cannot say about the core: its one seam for time, waits and interrupts. */
@AnalyzeClasses(packages = "dev.weft", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyTheSystemClockTellsTheTime = noClasses()
            .that()
            .doNotBelongToAnyOf(SystemClock.class)
            .and()
            .haveNameNotMatching(".*JfrBridge.*") // the flight recorder has the machine's time
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule onlyTheWaiterParksThreads = noClasses()
            .that()
            .doNotBelongToAnyOf(Waiter.class, SystemClock.class, Waits.class) // the last one only looks
            .should()
            .dependOnClassesThat()
            .areAssignableTo(LockSupport.class);

    @ArchTest
    static final ArchRule onlyTheStrandInterruptsThreads = noClasses()
            .that()
            .doNotBelongToAnyOf(Strand.class, Interruption.class)
            .should()
            .callMethod(Thread.class, "interrupt");

    @ArchTest
    static final ArchRule nothingSleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Object.class, "wait");

    @ArchTest
    static final ArchRule tasksDoNotKnowWhoRunsThem = noClasses()
            .that()
            .resideInAPackage("dev.weft.internal.task")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.weft.internal.pool", "dev.weft.internal.batch");
}
