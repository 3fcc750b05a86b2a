package dev.weft.process.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Job;
import dev.weft.process.DescribedException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterTest {
    private final Connection numbers = Connection.filtered(ObjectInputFilter.Config.createFilter(
            "java.lang.Object;java.lang.Number;java.lang.Integer;java.util.*;!*"));

    record Forbidden(int x) implements Serializable {}

    @Test
    void aFilterIsAskedForScalarsAndStreams() throws Exception {
        assertThat(numbers.<Object>send(5)).isEqualTo(5);
        assertThat(numbers.<Object>send(new ArrayList<>(List.of(1)))).isEqualTo(List.of(1));
        assertThatThrownBy(() -> numbers.send(5L)).isInstanceOf(InvalidClassException.class);
        assertThatThrownBy(() -> numbers.send(new Forbidden(1))).isInstanceOf(InvalidClassException.class);
    }

    @Test
    void aFilterIsAskedForArraysThatComeOutsideOfAStream() {
        var noArrays = Connection.filtered(info -> info.serialClass() == int[].class
                ? ObjectInputFilter.Status.REJECTED
                : ObjectInputFilter.Status.UNDECIDED);

        assertThatThrownBy(() -> noArrays.send(new int[3])).isInstanceOf(InvalidClassException.class);
        assertThatThrownBy(() -> noArrays.send(new int[100_000])).isInstanceOf(InvalidClassException.class);
    }

    @Test
    void aFilterIsAskedForALambdaThatComesOutsideOfAStream() throws Exception {
        Job<Integer> job = () -> 1;
        var lambdas = Connection.filtered(ObjectInputFilter.Config.createFilter(
                "java.lang.invoke.SerializedLambda;" + FilterTest.class.getName() + ";java.base/*;!*"));

        assertThat(lambdas.<Job<Integer>>send(job).call()).isEqualTo(1);
        assertThatThrownBy(() -> numbers.send(job))
                .isInstanceOf(InvalidClassException.class)
                .hasMessageContaining("SerializedLambda; refused by the serial filter");
    }

    @Test
    void anExceptionThatAFilterRefusesArrivesAsADescription() throws Exception {
        var strict = Connection.filtered(ObjectInputFilter.Config.createFilter("java.base/*;!*"));

        Throwable arrived = strict.sendFailure(new UserException());

        assertThat(arrived).isInstanceOf(DescribedException.class).hasToString(UserException.class.getName());
    }

    static final class UserException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;
    }
}
