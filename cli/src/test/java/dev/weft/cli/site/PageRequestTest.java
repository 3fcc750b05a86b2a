package dev.weft.cli.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.http.HttpError;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {
    private static final SiteOptions OPTIONS =
            SiteOptions.standard().withPages(20).withSize(500).withLatency(Duration.ofMillis(30));

    @Test
    void withoutParametersTheSiteDecides() throws Exception {
        var page = PageRequest.parse("/page/20", null, OPTIONS);

        assertThat(page).isEqualTo(new PageRequest(20, 500, Duration.ofMillis(30)));
        assertThat(PageRequest.parse("/page/20", "", OPTIONS)).isEqualTo(page);
    }

    @Test
    void parametersComeInAnyOrder() throws Exception {
        var page = PageRequest.parse("/page/1", "size=0&latency=2s", OPTIONS);

        assertThat(page).isEqualTo(new PageRequest(1, 0, Duration.ofSeconds(2)));
        assertThat(PageRequest.parse("/page/1", "latency=2000ms&size=0", OPTIONS))
                .isEqualTo(page);
    }

    @Test
    void theLimitsAreAllowed() throws Exception {
        var page = PageRequest.parse("/page/1", "size=67108864&latency=60s", OPTIONS);

        assertThat(page).isEqualTo(new PageRequest(1, 64 << 20, Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/page", "/page/", "/page/0", "/page/01", "/page/-1", "/page/1/", "/page/21", "/page/x", "/1"})
    void otherPathsAreNotFound(String path) {
        assertThatThrownBy(() -> PageRequest.parse(path, null, OPTIONS))
                .isInstanceOfSatisfying(
                        HttpError.class, e -> assertThat(e.status()).isEqualTo(404));
    }

    @ParameterizedTest
    @CsvSource({
        "size=-1, 'size must be a number of bytes from 0 to 67108864, was ''-1'''",
        "size=67108865, 'size must be a number of bytes from 0 to 67108864, was ''67108865'''",
        "size=99999999999, 'size must be a number of bytes from 0 to 67108864, was ''99999999999'''",
        "size=1k, 'size must be a number of bytes from 0 to 67108864, was ''1k'''",
        "size, 'size must be a number of bytes from 0 to 67108864, was '''''",
        "latency=100, 'latency must be a time up to 60s such as 250ms or 2s, was ''100'''",
        "latency=61s, 'latency must be a time up to 60s such as 250ms or 2s, was ''61s'''",
        "latency=60001ms, 'latency must be a time up to 60s such as 250ms or 2s, was ''60001ms'''",
        "color=red, 'there is no parameter ''color'': a page takes ''size'' and ''latency'''",
        "size=1&, 'there is no parameter '''': a page takes ''size'' and ''latency'''",
        "size=1&size=2, 'parameter ''size'' is there twice'",
    })
    void whatIsNotUnderstoodIsSaid(String query, String message) {
        assertThatThrownBy(() -> PageRequest.parse("/page/1", query, OPTIONS))
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        HttpError.class, e -> assertThat(e.status()).isEqualTo(400));
    }
}
