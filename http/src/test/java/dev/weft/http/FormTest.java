package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.http.testing.TestRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms and multipart bodies, read without a socket. */
class FormTest {
    private static final String TYPE = "multipart/form-data; boundary=xyz";
    private static final String TWO_PARTS = """
            --xyz\r
            Content-Disposition: form-data; name="a"\r
            \r
            one\r
            --xy\r
            \r
            --xyz\r
            Content-Disposition: form-data; name="f"; filename="\u00c3\u00b6 \\"x\\".txt"\r
            Content-Type: text/x\r
            \r
            \r
            \r
            two\r\r
            \r
            --xyz--\r
            epilogue""";

    private final Routes routes = Routes.create()
            .post("/form", request -> {
                var form = request.form();
                return Response.text(form.fields()
                        + form.files().stream()
                                .map(file -> file.name() + "/" + file.filename() + "/" + file.type() + "/"
                                        + latin1(file.bytes()))
                                .toList()
                                .toString());
            })
            .post("/parts", request -> {
                var seen = new ArrayList<String>();
                for (var part : request.multipart()) {
                    seen.add(part.name() + "=" + latin1(part.body().readAllBytes()));
                }
                return Response.text(seen.toString());
            })
            .post("/names", request -> {
                List<String> names = new ArrayList<>();
                request.multipart().forEach(part -> names.add(part.name()));
                return Response.text(names.toString());
            });

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private Response send(String path, String type, String body) throws Exception {
        return TestRequest.post(path)
                .body(type, body.getBytes(StandardCharsets.ISO_8859_1))
                .to(routes);
    }

    @Test
    void aSimpleFormIsTakenApartInItsOrder() throws Exception {
        assertThat(send("/form", "application/x-www-form-urlencoded", "z=1&b=%C3%B6+x&z=2&&c")
                        .text())
                .isEqualTo("{z=[1, 2], b=[ö x], c=[]}[]");
    }

    @Test
    void aMultipartFormIsTakenApart() throws Exception {
        assertThat(send("/form", TYPE, TWO_PARTS).text())
                .isEqualTo("{a=[one\r\n--xy\r\n]}[f/ö \"x\".txt/text/x/\r\n\r\ntwo\r\r\n]");
    }

    @Test
    void partsThatAreNotReadAreSkipped() throws Exception {
        assertThat(send("/names", TYPE, TWO_PARTS).text()).isEqualTo("[a, f]");
    }

    @Test
    void anEmptyPartHasNoBytesWithOrWithoutALineEndOfItsOwn() throws Exception {
        assertThat(send("/parts", TYPE, "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--xyz--")
                        .text())
                .isEqualTo("[a=]");
        assertThat(send("/parts", TYPE, "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n--xyz--")
                        .text())
                .isEqualTo("[a=]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--xyz",
                "--xyz\r\n",
                "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\nabc",
                "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\nabc\r\n--xyz",
                "--xyz\r\nContent-Disposition: form-data; name=a\n\nabc\r\n--xyz--",
                "--xyz\r\nContent-Disposition : form-data; name=a\r\n\r\nabc\r\n--xyz--",
                "--xyzz\r\nContent-Disposition: form-data; name=a\r\n\r\nabc\r\n--xyz--",
                "--xyz\r\nX: y\r\n\r\nabc\r\n--xyz--"
            })
    void whatIsNoFormIsRefused(String body) throws Exception {
        assertThat(send("/form", TYPE, body).status()).isEqualTo(400);
    }

    @Test
    void limitsAreKept() throws Exception {
        var field = "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\nabc\r\n";

        assertThat(send("/names", TYPE, field.repeat(1001) + "--xyz--").status())
                .isEqualTo(413);
        assertThat(send("/names", TYPE, "--xyz\r\nX: " + "x".repeat(9000) + "\r\n\r\n\r\n--xyz--")
                        .status())
                .isEqualTo(413);
        assertThat(send("/form", "application/x-www-form-urlencoded", "a&".repeat(1001))
                        .status())
                .isEqualTo(413);
        assertThat(send("/form", "application/x-www-form-urlencoded", "a".repeat(2_000_000))
                        .status())
                .isEqualTo(413);
        assertThat(send("/form", "text/plain", "a").status()).isEqualTo(415);
        assertThat(send("/form", "multipart/form-data", "a").status()).isEqualTo(400);
    }
}
