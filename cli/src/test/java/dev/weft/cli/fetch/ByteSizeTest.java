package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1000, 1000",
        "1000B, 1000",
        "5MB, 5000000",
        "5 mb, 5000000",
        "5MiB, 5242880",
        "1.5kB, 1500",
        "0.5KiB, 512",
        "2GB, 2000000000",
        "2GiB, 2147483648",
        "999999999GB, 999999999000000000",
    })
    void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-1", "5XB", "5M", "1.5", "1e6", "0.0001kB", "9999999999GB", "٣MB"})
    void anythingElseIsRefusedInWords(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a size: '%s'; write bytes as 5000000, 5MB or 5MiB".formatted(text));
    }
}
