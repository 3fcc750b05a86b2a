package dev.weft.cli.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageContentTest {

    /** The digests come from a SplitMix64 in another language: content must stay as it is from release to release. */
    @ParameterizedTest
    @CsvSource({
        "7, 0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 1, 7da59d0dfbe21f43e842e8afb43e12a6445bbac07c2fc26984c71d0de3f99c9c",
        "1, 1000, 1b5d9cc96ad56a25b49f0aadf0a9554097a6e60d7b847bff3aa33244f189d2f6",
        "2, 100003, c24af3b831accbd0bce252894c12d3eefb1810225876225525ddc1c37aba89c1",
    })
    void theContentIsKnown(int number, int size, String digest) {
        assertThat(Site.digest(number, size)).isEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "7", "8", "9", "16383", "16384", "16385", "40000"})
    void aPageHasTheSizeAskedForAndIsTheStartOfALongerOne(int size) throws Exception {
        byte[] page = page(3, size);

        assertThat(page).hasSize(size).isEqualTo(Arrays.copyOf(page(3, 50_000), size));
    }

    @Test
    void pagesDiffer() throws Exception {
        assertThat(page(1, 100)).isNotEqualTo(page(2, 100));
    }

    private static byte[] page(int number, int size) throws Exception {
        var out = new ByteArrayOutputStream();
        PageContent.write(number, size, out);
        return out.toByteArray();
    }
}
