package dev.weft.cli.inspect;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InspectorTest {

    @Test
    void anotherUsersProcessIsRefusedInWords() {
        assertThatThrownBy(() -> Inspector.ensureSameUser(7, "root", "cook"))
                .hasMessage("process 7 is another user's: ask as 'root', not as 'cook'");
    }

    @Test
    void aUserThatIsNotKnownIsNotRefused() {
        assertThatCode(() -> {
                    Inspector.ensureSameUser(7, "cook", "cook");
                    Inspector.ensureSameUser(7, "", "cook");
                    Inspector.ensureSameUser(7, "1000", "?");
                })
                .doesNotThrowAnyException();
    }
}
